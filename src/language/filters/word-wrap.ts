import { countCodePoints } from '../../values/code-points.js';
import { isSpace, splitLines } from './white-space.js';

const tabSize = 8;

/**
 * Django's `wrap`, Python's `textwrap` line by line: lines break at spaces, which the break replaces; long
 * words stay whole; tabs become spaces; line breaks that are there stay.
 *
 * @param width in characters, at least 1
 */
export function wrapWords(text: string, width: number): string {
  const lines: string[] = [];
  for (const line of splitLines(text)) {
    const before = lines.length;
    wrapLine(expandTabs(line), width, lines);
    if (lines.length === before) lines.push(line);
  }
  if (text.endsWith('\n')) lines.push('');
  return lines.join('\n');
}

function wrapLine(line: string, width: number, lines: string[]): void {
  let current: string[] = [];
  let length = 0;
  let any = false;
  let atStart = true;
  const flush = (): void => {
    const last = current.at(-1);
    if (last !== undefined && isBlank(last)) current.pop();
    if (current.length > 0) {
      lines.push(current.join(''));
      any = true;
    }
    current = [];
    length = 0;
    atStart = true;
  };
  for (const chunk of line.match(/ +|[^ ]+/g) ?? []) {
    const size = countCodePoints(chunk);
    if (length + size > width && current.length > 0) flush();
    const drops = atStart && any && isBlank(chunk);
    atStart = false;
    if (drops) continue;
    current.push(chunk);
    length += size;
    // What fills no line on its own has none of its own.
    if (size > width) flush();
  }
  flush();
}

const isBlank = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
};

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let column = 0;
  return line.replace(/\t|[^\t]+/g, (piece) => {
    const text = piece === '\t' ? ' '.repeat(tabSize - (column % tabSize)) : piece;
    column += countCodePoints(text);
    return text;
  });
}
