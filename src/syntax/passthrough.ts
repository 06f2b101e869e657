import type { Range } from '../diagnostics/source-text.js';

/** Finds the places that stay text because another system reads them. Positions must not decrease. */
export interface Passthrough {
  /** The leftmost match that starts at `from` or later. */
  next(from: number): Range | undefined;
}

/**
 * Prepares `passthrough` patterns for one text. `*` stands for any text, line breaks included, as little
 * of it as possible; everything else is literal. A pattern without a literal start is ignored, since it
 * would match everywhere.
 *
 * @example passthroughOf(['<%asm_*%>'], text).next(0) // the first `<%asm_…%>`
 */
export function passthroughOf(patterns: readonly string[], text: string): Passthrough {
  const matchers = patterns.map((pattern) => matcher(pattern, text));
  return {
    next(from) {
      let first: Range | undefined;
      for (const next of matchers) {
        const match = next(from);
        if (match && (!first || match.start < first.start)) first = match;
      }
      return first;
    },
  };
}

/**
 * If the parts after the first are not found behind its first occurrence, they are not found behind a later
 * one either; so every search only moves forward, and a whole text costs one pass a part.
 */
function matcher(pattern: string, text: string): (from: number) => Range | undefined {
  const [first = '', ...rest] = pattern.split('*');
  if (first.trim() === '') return () => undefined;
  const findFirst = forwardSearch(text, first);
  const findRest = rest
    .filter((part) => part !== '')
    .map((part) => ({ part, find: forwardSearch(text, part) }));
  return (from) => {
    const start = findFirst(from);
    if (start < 0) return undefined;
    let end = start + first.length;
    for (const { part, find } of findRest) {
      const at = find(end);
      if (at < 0) return undefined;
      end = at + part.length;
    }
    return { start, end };
  };
}

/** `indexOf` for positions that never decrease: remembers what it found, so no stretch is read twice. */
export function forwardSearch(text: string, part: string): (from: number) => number {
  let found = -2;
  return (from) => {
    if (found !== -1 && found < from) found = text.indexOf(part, from);
    return found;
  };
}
