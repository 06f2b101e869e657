/** What Python calls white space, as the inside of a regular expression's class: not quite JavaScript's `\s`. */
export const spaces = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** The characters of `spaces`, all below U+10000. */
export function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 9 && unit <= 13) || unit >= 0x1c;
  if (unit < 0x1680) return unit === 0x85 || unit === 0xa0;
  if (unit >= 0x2000 && unit <= 0x200a) return true;
  return [0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(unit);
}

const word = new RegExp(`[^${spaces}]+`, 'g');

/** Python's `text.split()`: the words between runs of white space. */
export const splitWords = (text: string): readonly string[] => text.match(word) ?? [];

const lineEnds = '\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029';
const lineEnd = new RegExp(`\\r\\n|[${lineEnds}]`, 'g');

/**
 * Python's `text.splitlines()`.
 *
 * @param keepEnds each line with the break that ends it
 */
export function splitLines(text: string, keepEnds = false): readonly string[] {
  const lines: string[] = [];
  let from = 0;
  for (const found of text.matchAll(lineEnd)) {
    const after = found.index + found[0].length;
    lines.push(text.slice(from, keepEnds ? after : found.index));
    from = after;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

/** The end of `text` without the characters of `set` that it ends in. A regular expression would search. */
export function endWithout(text: string, set: string, end = text.length): number {
  let left = end;
  while (left > 0 && set.includes(text.charAt(left - 1))) left--;
  return left;
}

/** Where `text` starts without the characters of `set` that it starts with. */
export function startWithout(text: string, set: string): number {
  let start = 0;
  while (start < text.length && set.includes(text.charAt(start))) start++;
  return start;
}
