/**
 * Railroad diagrams as SVG text. A part has one line that enters at its left and leaves at its right, on
 * the same height; `up` and `down` say how far it reaches from that line. All lengths are pixels.
 */
export interface Part {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  /** @param x the left end of its line  @param y the height of its line */
  draw(x: number, y: number): string;
}

const radius = 10;
const gap = 10;
const half = 11;
const letter = 7.8;

const path = (d: string): string => `<path d="${d}"/>`;
const line = (x: number, y: number, width: number): string => (width > 0 ? path(`M${x} ${y}h${width}`) : '');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function box(text: string, kind: 'token' | 'rule'): Part {
  const width = Math.round([...text].length * letter + 20);
  return {
    width,
    up: half,
    down: half,
    draw(x, y) {
      const round = kind === 'token' ? ` rx="${half}"` : '';
      const drawn =
        `<rect class="${kind}" x="${x}" y="${y - half}" width="${width}" height="${half * 2}"${round}/>` +
        `<text x="${x + width / 2}" y="${y + 4}">${escaped(text)}</text>`;
      return kind === 'rule' ? `<a href="#${escaped(text)}">${drawn}</a>` : drawn;
    },
  };
}

/** A word or sign of the language. */
export const token = (label: string): Part => box(label, 'token');

/** A use of another rule; a link to it. */
export const rule = (name: string): Part => box(name, 'rule');

/** Nothing: the line runs through. */
export const skip: Part = { width: 0, up: 0, down: 0, draw: () => '' };

/** One after the other. */
export function sequence(parts: readonly Part[]): Part {
  const width = parts.reduce((sum, part) => sum + part.width, 0) + Math.max(0, parts.length - 1) * gap;
  return {
    width,
    up: Math.max(0, ...parts.map((part) => part.up)),
    down: Math.max(0, ...parts.map((part) => part.down)),
    draw(x, y) {
      let at = x;
      let drawn = '';
      for (const [index, part] of parts.entries()) {
        if (index > 0) {
          drawn += line(at, y, gap);
          at += gap;
        }
        drawn += part.draw(at, y);
        at += part.width;
      }
      return drawn;
    },
  };
}

/** One of several; the first lies on the line, the others below it. */
export function choice(parts: readonly Part[]): Part {
  const inner = Math.max(0, ...parts.map((part) => part.width));
  const width = inner + radius * 4;
  const heights: number[] = [];
  let height = 0;
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    if (before) height += Math.max(radius * 2, before.down + gap + part.up);
    heights.push(height);
  }
  return {
    width,
    up: parts[0]?.up ?? 0,
    down: height + (parts.at(-1)?.down ?? 0),
    draw(x, y) {
      return parts.map((part, index) => branch(part, x, y, heights[index] ?? 0)).join('');
    },
  };

  function branch(part: Part, x: number, y: number, drop: number): string {
    const left = x + radius * 2;
    const drawn = part.draw(left, y + drop) + line(left + part.width, y + drop, inner - part.width);
    if (drop === 0) return line(x, y, radius * 2) + drawn + line(left + inner, y, radius * 2);
    const fall = drop - radius * 2;
    const enter = `M${x} ${y}a${radius} ${radius} 0 0 1 ${radius} ${radius}v${fall}a${radius} ${radius} 0 0 0 ${radius} ${radius}`;
    const leave = `M${left + inner} ${y + drop}a${radius} ${radius} 0 0 0 ${radius} ${-radius}v${-fall}a${radius} ${radius} 0 0 1 ${radius} ${-radius}`;
    return path(enter) + drawn + path(leave);
  }
}

/** Once or not at all. */
export const option = (part: Part): Part => choice([skip, part]);

/** Once or more often; what stands on the way back stands between two. */
export function repeat(part: Part, between: Part = skip): Part {
  const inner = Math.max(part.width, between.width);
  const width = inner + radius * 2;
  const drop = Math.max(radius * 2, part.down + gap + between.up);
  return {
    width,
    up: part.up,
    down: drop + between.down,
    draw(x, y) {
      const left = x + radius;
      const fall = drop - radius * 2;
      const back = `M${left + inner} ${y}a${radius} ${radius} 0 0 1 ${radius} ${radius}v${fall}a${radius} ${radius} 0 0 1 ${-radius} ${radius}`;
      const again = `M${left} ${y + drop}a${radius} ${radius} 0 0 1 ${-radius} ${-radius}v${-fall}a${radius} ${radius} 0 0 1 ${radius} ${-radius}`;
      return (
        line(x, y, radius) +
        part.draw(left, y) +
        line(left + part.width, y, inner - part.width + radius) +
        path(back) +
        between.draw(left, y + drop) +
        line(left + between.width, y + drop, inner - between.width) +
        path(again)
      );
    },
  };
}

/** A whole picture, with a mark where it begins and where it ends. */
export function svg(part: Part): string {
  const margin = 20;
  const width = part.width + margin * 2 + gap * 2;
  const height = Math.max(half, part.up) + Math.max(half, part.down) + gap * 2;
  const y = Math.max(half, part.up) + gap;
  const end = margin + gap + part.width;
  const marks = path(`M${margin} ${y - 8}v16M${end + gap} ${y - 8}v16`);
  const drawn = marks + line(margin, y, gap) + part.draw(margin + gap, y) + line(end, y, gap);
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn}</svg>`;
}
