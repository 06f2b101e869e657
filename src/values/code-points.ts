/**
 * Compares two strings by code point, as Python does and JavaScript's `<` does not: there a surrogate pair
 * sorts before U+E000 to U+FFFF. Linear, and it allocates nothing.
 *
 * @returns below 0 where `a` comes first, 0 where they are equal, above 0 otherwise
 * @example compareCodePoints('\uFF5E', '😀') < 0
 */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  let i = 0;
  while (i < shorter && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  if (i === shorter) return a.length - b.length;
  if (i > 0 && isHighSurrogate(a.charCodeAt(i - 1))) i--;
  return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
}

/** How many code points `text` has: Python's `len`. A lone surrogate counts as one. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if (isHighSurrogate(text.charCodeAt(i)) && isLowSurrogate(text.charCodeAt(i + 1))) {
      count--;
      i++;
    }
  }
  return count;
}

/** The code point at `index`, counted in code points; undefined past the end. */
export function codePointAtIndex(text: string, index: number): string | undefined {
  if (index >= text.length) return undefined;
  let offset = 0;
  for (let left = index; left > 0 && offset < text.length; left--) offset += unitsAt(text, offset);
  return offset < text.length ? text.slice(offset, offset + unitsAt(text, offset)) : undefined;
}

/** The last code point; undefined of ''. */
export function lastCodePoint(text: string): string | undefined {
  const last = text.length - 1;
  if (last < 0) return undefined;
  const pair =
    last > 0 && isLowSurrogate(text.charCodeAt(last)) && isHighSurrogate(text.charCodeAt(last - 1));
  return text.slice(pair ? last - 1 : last);
}

const unitsAt = (text: string, offset: number): number => ((text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1);
const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLowSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;
