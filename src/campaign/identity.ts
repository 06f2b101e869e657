import { createHash } from 'node:crypto';

/**
 * What a campaign is made of, by name: hashes and short texts. A run that goes on has the same, or is refused with
 * the names of what differs.
 */
export type Identity = Readonly<Record<string, string>>;

/** The SHA-256 of texts, each told from the next. */
export function hashOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text, 'utf16le');
  return hash.digest('hex');
}

/** The names of what is not the same. */
export const differences = (before: Identity, now: Identity): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => before[name] !== now[name]);

/** What tells one campaign from any other. */
export const campaignOf = (identity: Identity, clock: string): string =>
  hashOf(clock, ...Object.entries(identity).sort().flat()).slice(0, 32);
