import { type Store, StoreError, type Writer } from '../store.js';
import type { SqlSource } from './sql-source.js';

/** A store over a database: its transactions, one after another. */
export class SqlStore implements Store {
  #last: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  /**
   * @param transaction runs work in a transaction, and waits for those of other programs
   * @param end lets go of what `source` does not
   */
  constructor(
    readonly source: SqlSource,
    readonly transaction: <T>(work: (writer: Writer) => Promise<T>) => Promise<T>,
    readonly end: () => Promise<void>,
  ) {}

  write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreError('it has been closed'));
    const done = this.#last.then(() => this.transaction(work));
    this.#last = done.catch(() => undefined);
    return done;
  }

  note(key: string): Promise<string | undefined> {
    return this.source.note(key);
  }

  close(): Promise<void> {
    this.#closed ??= (async () => {
      await this.#last;
      await this.source.close();
      await this.end();
    })();
    return this.#closed;
  }
}
