import { joined, type Piece, type Tree } from './tree.js';

const kinds: Readonly<Record<string, string>> = { '*': 'bold', _: 'italic', '~': 'struck', '`': 'code' };
const word = /[\p{L}\p{N}\u2060]/u;

interface Apps {
  readonly lineStart: RegExp;
  readonly slack: boolean;
}

/**
 * Reads Slack's mrkdwn and WhatsApp's formatting by what their help pages say: three backticks around a block; a mark
 * opens before text where no word goes before, and closes behind text where none follows, within one line.
 */
function readLines(message: string, { lineStart, slack }: Apps): Tree {
  const text = (raw: string): Piece => ({
    kind: 'text',
    text: slack
      ? raw.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>' })[name as 'amp'])
      : raw,
  });
  const spanEnd = (line: string, i: number): number => {
    if (slack && line[i] === '<') return line.indexOf('>', i);
    return line[i] === '`' ? closerOf(line, i) : -1;
  };
  const closerOf = (line: string, i: number): number => {
    const mark = line[i] ?? '';
    const opens = !word.test(line[i - 1] ?? ' ') && /\S/.test(line[i + 1] ?? ' ');
    for (let j = i + 2; opens && j < line.length; j++) {
      if (line[j] === mark && /\S/.test(line[j - 1] ?? ' ') && !word.test(line[j + 1] ?? ' ')) return j;
      if (mark !== '`') j = Math.max(j, spanEnd(line, j));
    }
    return -1;
  };
  const inline = (line: string): Piece[] => {
    const out: Piece[] = [];
    for (let i = 0; i < line.length; i++) {
      const c = line[i] ?? '';
      const close = kinds[c] === undefined ? -1 : closerOf(line, i);
      const rest = line.slice(i);
      const named = slack
        ? (/^:[a-z0-9_+'-]+:/.exec(rest)?.[0] ?? /^[@#][\p{L}\p{N}_]+/u.exec(rest)?.[0])
        : undefined;
      if (close > 0) {
        const inside = line.slice(i + 1, close);
        out.push({ kind: kinds[c] ?? '', of: c === '`' ? [text(inside)] : inline(inside) });
        i = close;
      } else if (slack && c === '<' && line.includes('>', i)) {
        const [target = '', label] = line.slice(i + 1, line.indexOf('>', i)).split('|');
        const kind = /^[@#!]/.test(target) ? 'mention' : 'link';
        out.push({
          kind,
          of: label === undefined ? [] : [text(label)],
          target: (text(target) as { text: string }).text,
        });
        i = line.indexOf('>', i);
      } else if (named !== undefined && !/[A-Za-z0-9]/.test(line[i - 1] ?? ' ')) {
        out.push({ kind: c === ':' ? 'emoji' : 'mention', of: [text(named)] });
        i += named.length - 1;
      } else if (/^&(?:amp|lt|gt);/.test(rest) && slack) {
        const entity = rest.slice(0, rest.indexOf(';') + 1);
        out.push(text(entity));
        i += entity.length - 1;
      } else out.push({ kind: 'text', text: c });
    }
    return out;
  };
  const out: Piece[] = [];
  for (const [index, part] of message.split('```').entries()) {
    if (index % 2 === 1) {
      out.push({ kind: 'block', of: [text(part)] });
      continue;
    }
    for (const [n, line] of part.split('\n').entries()) {
      if (n > 0) out.push({ kind: 'text', text: '\n' });
      const start = n > 0 || index === 0 ? lineStart.exec(line)?.[0] : undefined;
      if (start === undefined) out.push(...inline(line));
      else out.push({ kind: `line ${start.trim()}`, of: inline(line.slice(start.length)) });
    }
  }
  return joined(out);
}

export const readSlack = (message: string): Tree =>
  readLines(message, { lineStart: /^\s*(?:>|&gt;)+ ?/, slack: true });

export const readWhatsapp = (message: string): Tree =>
  readLines(message, { lineStart: /^\s*(?:[-*•>]|\d+[.)])\s/, slack: false });
