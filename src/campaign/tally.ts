import type { Blank, Ending } from './ending.js';
import type { RenderedChunk } from './render-chunk.js';

/** The counts of a campaign so far, as JSON: its journal keeps them, and its summary shows them. */
export interface Tally {
  readonly rendered: number;
  readonly skipped: number;
  readonly failed: number;
  /** Candidates that the condition left out; they are in none of the other counts. */
  readonly unmatched: number;
  readonly reasons: readonly ReasonCount[];
  readonly blanks: readonly BlankCount[];
  /** Receivers for whom a path was blank or missing at any place, by path. */
  readonly blankReceivers: Readonly<Record<string, number>>;
}

/** How often it ended so, where, and for whom: the first few. */
export interface ReasonCount {
  readonly outcome: 'skipped' | 'failed';
  readonly code: string;
  readonly reason: string;
  readonly place?: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** For how many receivers a place of the template was blank. */
export interface BlankCount extends Blank {
  readonly count: number;
  readonly examples: readonly string[];
}

export const emptyTally: Tally = {
  rendered: 0,
  skipped: 0,
  failed: 0,
  unmatched: 0,
  reasons: [],
  blanks: [],
  blankReceivers: {},
};

/** Receivers who were rendered for or failed: the base of shares. Who was skipped was not to get anything. */
export const triedOf = ({ rendered, failed }: Tally): number => rendered + failed;

export const totalOf = ({ rendered, skipped, failed }: Tally): number => rendered + skipped + failed;

/** Examples that are kept of each reason. */
const shownExamples = 3;

/** Reasons and places that are told apart; a template that fails in ever new words does not fill the memory. */
const mostReasons = 200;

/** The counts with those of one more chunk. */
export function addChunk(tally: Tally, { endings, unmatched }: RenderedChunk): Tally {
  const counting = new Counting(tally);
  for (const one of endings) counting.add(one);
  return counting.tally(unmatched);
}

class Counting {
  readonly #counts: { rendered: number; skipped: number; failed: number };
  readonly #reasons: Groups<ReasonCount>;
  readonly #blanks: Groups<BlankCount>;
  readonly #paths: Map<string, number>;

  constructor(readonly before: Tally) {
    const { rendered, skipped, failed } = before;
    this.#counts = { rendered, skipped, failed };
    this.#reasons = new Groups(before.reasons, reasonKey);
    this.#blanks = new Groups(
      before.blanks,
      ({ file, line, column, missing }) => `${file} ${line} ${column} ${missing}`,
    );
    this.#paths = new Map(Object.entries(before.blankReceivers));
  }

  add(one: Ending): void {
    this.#counts[one.outcome]++;
    if (one.outcome !== 'rendered') {
      const { outcome, code, place } = one;
      // The reason for an unknown contact quotes its name, which is an example and no kind of reason.
      const reason = code === 'unknown-receiver' ? unknownReason : one.reason;
      const at = code === 'unknown-receiver' || place === undefined ? {} : { place };
      this.#reasons.add({ outcome, code, reason, ...at }, one.receiver);
    }
    for (const blank of one.blanks) this.#blanks.add(blank, one.receiver);
    for (const path of new Set(one.blanks.map((blank) => blank.path))) {
      if (this.#paths.has(path) || this.#paths.size < mostReasons) {
        this.#paths.set(path, (this.#paths.get(path) ?? 0) + 1);
      }
    }
  }

  tally(unmatched: number): Tally {
    return {
      ...this.#counts,
      unmatched: this.before.unmatched + unmatched,
      reasons: this.#reasons.all(),
      blanks: this.#blanks.all(),
      blankReceivers: Object.fromEntries(this.#paths),
    };
  }
}

const unknownReason = 'there is no such contact';

const reasonKey = ({ outcome, code, reason, place = '' }: Omit<ReasonCount, 'count' | 'examples'>): string =>
  JSON.stringify([outcome, code, reason, place]);

class Groups<T extends { readonly count: number; readonly examples: readonly string[] }> {
  readonly #groups: Map<string, T>;

  constructor(
    before: readonly T[],
    readonly key: (one: Omit<T, 'count' | 'examples'>) => string,
  ) {
    this.#groups = new Map(before.map((one) => [key(one), one]));
  }

  add(one: Omit<T, 'count' | 'examples'>, example: string): void {
    const key = this.key(one);
    const known = this.#groups.get(key);
    if (known === undefined) {
      if (this.#groups.size >= mostReasons) return;
      this.#groups.set(key, { ...one, count: 1, examples: [example] } as unknown as T);
      return;
    }
    const { count, examples } = known;
    const more = examples.length < shownExamples ? [...examples, example] : examples;
    this.#groups.set(key, { ...known, count: count + 1, examples: more });
  }

  all(): readonly T[] {
    return [...this.#groups.values()];
  }
}
