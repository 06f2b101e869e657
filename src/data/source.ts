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

export type DataAnswer = RowsAnswer | ErrorAnswer;

export interface RowsAnswer {
  readonly rows: readonly Row[];
  readonly applied: Applied;
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
}
