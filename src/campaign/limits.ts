import { type Tally, triedOf } from './tally.js';

/** So many, or so many in a hundred of those who were rendered for or failed. */
export type Limit =
  | { readonly kind: 'count'; readonly most: number }
  | { readonly kind: 'share'; readonly percent: number };

export interface Limits {
  readonly failed?: Limit | undefined;
  /** By the path of a value. */
  readonly blank?: ReadonlyMap<string, Limit>;
}

/** A limit that was passed. */
export interface Passed {
  readonly what: string;
  readonly count: number;
  readonly of: number;
  readonly limit: Limit;
}

/** The first limit that the counts so far pass. */
export function passedLimit(tally: Tally, { failed, blank }: Limits): Passed | undefined {
  const of = triedOf(tally);
  if (failed !== undefined && exceeds(tally.failed, of, failed)) {
    return { what: 'failed', count: tally.failed, of, limit: failed };
  }
  for (const [path, limit] of blank ?? []) {
    const count = tally.blankReceivers[path] ?? 0;
    if (exceeds(count, of, limit)) return { what: path, count, of, limit };
  }
  return undefined;
}

const exceeds = (count: number, of: number, limit: Limit): boolean =>
  limit.kind === 'count' ? count > limit.most : count * 100 > limit.percent * of;

/** `1%`, `0.5%` or `20`; undefined for what is no limit. */
export function parseLimit(text: string): Limit | undefined {
  const [, number = '', percent] = /^(\d{1,12}(?:\.\d{1,6})?)(%?)$/.exec(text.trim()) ?? [];
  if (number === '') return undefined;
  if (percent === '%') return Number(number) <= 100 ? { kind: 'share', percent: Number(number) } : undefined;
  return /^\d+$/.test(number) ? { kind: 'count', most: Number(number) } : undefined;
}

export const shownLimit = (limit: Limit): string =>
  limit.kind === 'count' ? String(limit.most) : `${limit.percent}%`;
