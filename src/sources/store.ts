import type { Entity } from '../data/model.js';
import type { Row } from '../data/request.js';
import type { DataSource } from '../data/source.js';

/**
 * A database of records that can be written: what `snippetry import` writes into and `snippetry crm` serves
 * from. SQLite and PostgreSQL are behind it alike.
 */
export interface Store {
  /** Reads what has been committed. */
  readonly source: DataSource;
  /**
   * Runs `work` in one transaction: all that it wrote is there afterwards, or, where it throws, nothing.
   * One transaction of a store at a time; others wait for it.
   *
   * @example await store.write((writer) => writer.put('deal', [{ id: 7, value: 20 }]))
   */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** What was noted under a key; undefined where nothing was. */
  note(key: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A transaction that is open. */
export interface Writer {
  /** Reads what has been committed, and what this transaction wrote. */
  readonly source: DataSource;
  /** Writes whole rows, each with an id; a stored row with that id is replaced. A custom_id is unique. */
  put(entity: Entity, rows: readonly Row[]): Promise<void>;
  remove(entity: Entity, ids: readonly string[]): Promise<void>;
  /** The largest whole-number id of a kind of record; 0 where there is none. */
  largestId(entity: Entity): Promise<number>;
  /** Keeps a text under a key, with this transaction: how far an import has come. Null takes it away. */
  setNote(key: string, text: string | null): Promise<void>;
}
