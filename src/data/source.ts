import type { ScaledDecimal } from '../values/scaled-decimal.js';
import type { DataRequest, Row } from './request.js';

/**
 * Where records come from: the one method that every source has. Batching is the base case: the engine
 * asks for everything that a batch of receivers needs at once.
 *
 * `requests` never repeat one another. The answers stand in the order of the requests, one each. A source
 * may apply filter, order and limit itself or leave any of them to the engine, and says so in `applied`
 * (a limit only counts where filter and order were applied too). A request that fails is an answer of its
 * own and spoils no other; a rejected promise fails them all.
 *
 * @example
 * const source: DataSource = { fetch: async (requests) => requests.map(() => ({ rows: [], applied: all })) };
 */
export interface DataSource {
  fetch(requests: readonly DataRequest[], options: FetchOptions): Promise<readonly DataAnswer[]>;
  /** Lets go of files and connections. */
  close?(): Promise<void>;
}

export interface FetchOptions {
  readonly signal?: AbortSignal;
}

export type DataAnswer = RowsAnswer | StatsAnswer | ErrorAnswer;

export interface RowsAnswer {
  readonly rows: readonly Row[];
  readonly applied: Applied;
}

/**
 * The answer to a `stats` request from a source that computes them. One that does not answers with the rows,
 * and the engine computes.
 */
export interface StatsAnswer {
  readonly stats: readonly StatsGroup[];
}

/** The numbers of the records of one currency; of all records, where what is counted has no currency. */
export interface StatsGroup {
  /** ISO 4217, as the records have it; null where they have none. */
  readonly currency: string | null;
  /** Records. */
  readonly count: number;
  /** Records whose `of` attribute has a number. */
  readonly values: number;
  /** Over those; null where there are none. Exact, with the digits that decimal arithmetic gives. */
  readonly sum: ScaledDecimal | null;
  readonly min: ScaledDecimal | null;
  readonly max: ScaledDecimal | null;
  /** Milliseconds since 1970 UTC; null where no record has the date. */
  readonly first_at: number | null;
  readonly last_at: number | null;
}

/** What is left for the engine is false here. For a `get` all three mean nothing. */
export interface Applied {
  /** Owner is always the source's; this is `where` and `window`. */
  readonly filter: boolean;
  readonly order: boolean;
  readonly limit: boolean;
}

export interface ErrorAnswer {
  /** In words that a sender of messages understands, without values of records. */
  readonly error: string;
  /** The same request may succeed later: a time-out, a 429, a 5xx. */
  readonly retryable?: boolean;
  /** Milliseconds to wait before that, where the service said so (`retry-after`). */
  readonly retryAfter?: number;
}
