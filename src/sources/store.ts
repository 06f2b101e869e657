import type { Entity } from '../data/model.js';
import type { Row } from '../data/request.js';
import type { DataSource } from '../data/source.js';

/**
 * A database of records that can be written: what `snippetry import` writes into and `snippetry crm` serves
 * from. SQLite and PostgreSQL are behind it alike.
 */
export interface Store {
  /** Reads what has been committed; a transaction that is open keeps no reader waiting. */
  readonly source: DataSource;
  /**
   * Runs `work` in one transaction: all that it wrote is there afterwards, or, where it throws, nothing.
   * One transaction of a database at a time; others wait for it, those of other processes too. `work` must
   * not wait for another `write` of the same store.
   *
   * @throws what `work` throws, or {@link StoreError} where the database cannot be written
   * @example await store.write((writer) => writer.put('deal', [{ id: 7, value: 20 }]))
   */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** What was noted under a key; undefined where nothing was. */
  note(key: string): Promise<string | undefined>;
  /** Waits for the transactions that were begun, and lets go of files and connections. */
  close(): Promise<void>;
}

/**
 * A transaction that is open; of no use after it. A call that throws changed nothing, and the transaction
 * goes on. Calls run in the order in which they were made.
 */
export interface Writer {
  /** Reads what has been committed, and what this transaction wrote. */
  readonly source: DataSource;
  /**
   * Writes whole rows, each with an id; a stored row with that id is replaced, and of rows with one id the
   * last is kept. A custom_id is unique.
   *
   * @throws {RepeatedKey} where another record has that custom_id
   */
  put(entity: Entity, rows: readonly Row[]): Promise<void>;
  /** Takes away the records with these ids, as far as there are any. */
  remove(entity: Entity, ids: readonly string[]): Promise<void>;
  /** The largest whole-number id of a kind of record; 0 where there is none. */
  largestId(entity: Entity): Promise<number>;
  /** As {@link Store.note}, with what this transaction noted. */
  note(key: string): Promise<string | undefined>;
  /** Keeps a text under a key, with this transaction: how far an import has come. Null takes it away. */
  setNote(key: string, text: string | null): Promise<void>;
}

/** The database refused. The message says why in words for a person, without values of records. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';

  /** @param retryable the same may succeed later: another program holds the database, a lost connection */
  constructor(
    readonly reason: string,
    readonly retryable = false,
  ) {
    super(`the database could not be written: ${reason}`);
  }
}

/** Two records would have the same key. */
export class RepeatedKey extends Error {
  override readonly name: string = 'RepeatedKey';

  constructor(
    readonly entity: Entity,
    readonly field: string,
  ) {
    super(`another ${entity} has the same ${field}`);
  }
}

/** A row has no id, or one that no database holds. */
export class UnusableId extends Error {
  override readonly name: string = 'UnusableId';

  constructor(readonly entity: Entity) {
    super(`this ${entity} has no id that can be stored`);
  }
}
