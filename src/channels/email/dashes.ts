/**
 * How much of a comment's end has been read: 0 nothing, 1 `-`, 2 `--`, 3 `--!`; 4 and 5 are its beginning and `-`
 * right behind that, where a `>` ends it at once. `empty` is the same if the value before should be empty.
 */
export interface Dashes {
  readonly now: number;
  readonly empty?: number;
}

export const noDashes: Dashes = { now: 0 };
export const commentBegins: Dashes = { now: 4 };

/** What a character makes of it: the comment ends, goes on, or does the one or the other as a value is empty. */
export function readDashes(c: string, from: Dashes): Dashes | 'ends' | 'undecided' {
  const now = step(c, from.now);
  if (from.empty === undefined) return now === 'ends' ? now : now === from.now ? from : { now };
  const empty = step(c, from.empty);
  if (now === 'ends' || empty === 'ends') return now === empty ? 'ends' : 'undecided';
  return now === empty ? { now } : { now, empty };
}

function step(c: string, dashes: number): number | 'ends' {
  if (c === '-') return dashes === 4 ? 5 : dashes === 0 || dashes === 3 ? 1 : 2;
  if (c === '>') return dashes === 0 || dashes === 1 ? 0 : 'ends';
  return c === '!' && dashes === 2 ? 3 : 0;
}

/** Behind a value, which has no part of a comment's end: undefined where too much hangs on whether it is empty. */
export function dashesBehindValue(from: Dashes): Dashes | undefined {
  if (from.empty !== undefined && from.now !== 0) return undefined;
  const empty = from.empty ?? (from.now === 0 ? undefined : from.now);
  if (empty === 2 || empty === 3) return undefined;
  return empty === undefined ? from : { now: 0, empty };
}

/** Behind two texts of which one is printed. */
export function mergeDashes(a: Dashes, b: Dashes): Dashes | undefined {
  const all = new Set([a.now, a.empty, b.now, b.empty].filter((one) => one !== undefined));
  const [first, second, ...more] = [...all].sort((x, y) => x - y);
  if (first === undefined || more.length > 0) return undefined;
  return second === undefined ? { now: first } : { now: first, empty: second };
}

export const dashesKey = ({ now, empty }: Dashes): string => `${now} ${empty ?? ''}`;
