import type { RawBuilder } from 'kysely';
import { models } from '../../data/entities.js';
import { own } from '../../data/fields.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { RepeatedKey, StoreError, UnusableId, type Writer } from '../store.js';
import { keyCell } from './plan.js';
import type { SqlSource } from './sql-source.js';

/** What a database does for the transaction that is open on it. */
export interface Transaction {
  readonly source: SqlSource;
  run(statement: RawBuilder<unknown>): Promise<void>;
  /** Undoes what `work` did where it throws. */
  atomic(work: () => Promise<void>): Promise<void>;
  /** Every row has an id, and none has that of another. */
  put(model: RecordModel, rows: readonly Row[]): Promise<void>;
  remove(model: RecordModel, keys: readonly (string | number)[]): Promise<void>;
  /** Null takes it away. */
  noteStatement(key: string, text: string | null): RawBuilder<unknown>;
  /** What an error of the driver says; undefined for an error that is not the driver's. */
  meaning(error: unknown): Refusal | undefined;
}

export interface Refusal {
  readonly reason: string;
  readonly retryable: boolean;
  /** The column whose value another record has. */
  readonly repeated?: string;
}

export class SqlWriter implements Writer {
  readonly source: SqlSource;
  #last: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(readonly transaction: Transaction) {
    this.source = transaction.source;
  }

  put(entity: Entity, rows: readonly Row[]): Promise<void> {
    return this.#next(entity, async () => {
      const last = new Map<string | number, Row>();
      for (const row of rows) {
        const id = keyCell(own(row, 'id'));
        if (id === undefined) throw new UnusableId(entity);
        last.set(id, row);
      }
      if (last.size > 0) await this.transaction.put(models[entity], [...last.values()]);
    });
  }

  remove(entity: Entity, ids: readonly string[]): Promise<void> {
    const keys = ids.map(keyCell).filter((key) => key !== undefined);
    return this.#next(entity, () => this.transaction.remove(models[entity], keys));
  }

  async largestId(entity: Entity): Promise<number> {
    await this.#last;
    return this.source.largestId(entity);
  }

  async note(key: string): Promise<string | undefined> {
    await this.#last;
    return this.source.note(key);
  }

  setNote(key: string, text: string | null): Promise<void> {
    return this.#next(undefined, () => this.transaction.run(this.transaction.noteStatement(key, text)));
  }

  /** Waits for the calls that nobody waited for; later ones are refused. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#last;
  }

  /** One call after another; one that fails is undone. */
  #next(entity: Entity | undefined, run: () => Promise<void>): Promise<void> {
    if (this.#over) return Promise.reject(new StoreError('the transaction is over'));
    const done = this.#last.then(async () => {
      try {
        await this.transaction.atomic(run);
      } catch (error) {
        throw this.#meant(error, entity);
      }
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  #meant(error: unknown, entity: Entity | undefined): unknown {
    const refusal = this.transaction.meaning(error);
    if (!refusal) return error;
    return refusal.repeated !== undefined && entity
      ? new RepeatedKey(entity, refusal.repeated)
      : new StoreError(refusal.reason, refusal.retryable);
  }
}
