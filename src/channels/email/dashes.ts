/**
 * How much of a comment's end has been read: 0 nothing, 1 `-`, 2 `--`, 3 `--!`; 4 and 5 are its beginning and `-`
 * right behind that, where a `>` ends it at once. More than one where a value before may be empty or not.
 */
export type Dashes = readonly number[];

export const noDashes: Dashes = [0];
/** Behind what may end in any way. */
export const anyDashes: Dashes = [0, 1, 2, 3, 4, 5];
export const commentBegins: Dashes = [4];

/** What a character makes of it: the comment ends, goes on, or does the one or the other as a value is empty. */
export function readDashes(c: string, from: Dashes): Dashes | 'ends' | 'undecided' {
  const next = from.map((one) => step(c, one));
  const open = next.filter((one) => one !== 'ends');
  if (open.length === 0) return 'ends';
  return open.length < next.length ? 'undecided' : together(open);
}

function step(c: string, dashes: number): number | 'ends' {
  if (c === '-') return dashes === 4 ? 5 : dashes === 0 || dashes === 3 ? 1 : 2;
  if (c === '>') return dashes === 0 || dashes === 1 ? 0 : 'ends';
  return c === '!' && dashes === 2 ? 3 : 0;
}

/** Behind a value, which has no part of a comment's end. */
export const dashesBehindValue = (from: Dashes): Dashes => together([...from, 0]);

/** Behind two texts of which one is printed. */
export const mergeDashes = (a: Dashes, b: Dashes): Dashes => together([...a, ...b]);

const together = (all: Dashes): Dashes => (all.length === 1 ? all : [...new Set(all)].sort((a, b) => a - b));

export const dashesKey = (dashes: Dashes): string => dashes.join(' ');
