import { sql } from 'kysely';
import { models } from '../../data/entities.js';
import { own } from '../../data/fields.js';
import type { Entity } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { reasonOf } from '../reason.js';
import { RepeatedKey, StoreError, UnusableId, type Writer } from '../store.js';
import type { Connection } from './libsql.js';
import { keyCell } from './plan.js';
import { SqliteSource } from './sqlite-source.js';
import { writeRows } from './write-rows.js';

/** The transaction that is open on a connection. */
export class SqliteWriter implements Writer {
  readonly source: SqliteSource;
  #last: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(readonly connection: Connection) {
    this.source = new SqliteSource(connection);
  }

  put(entity: Entity, rows: readonly Row[]): Promise<void> {
    return this.#next(entity, () => {
      const last = new Map<string | number, Row>();
      for (const row of rows) {
        const id = keyCell(own(row, 'id'));
        if (id === undefined) throw new UnusableId(entity);
        last.set(id, row);
      }
      return writeRows(this.connection.db, new Map([[entity, [...last.values()]]]));
    });
  }

  remove(entity: Entity, ids: readonly string[]): Promise<void> {
    return this.#next(entity, async () => {
      const keys = JSON.stringify(ids.map(keyCell).filter((key) => key !== undefined));
      const { db } = this.connection;
      await sql`delete from ${sql.table(models[entity].plural)} where id in (select value from json_each(${keys}))`.execute(
        db,
      );
      if (entity === 'deal') {
        await sql`delete from deal_customers where deal_id in (select value from json_each(${keys}))`.execute(
          db,
        );
      }
    });
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
    return this.#next(undefined, async () => {
      const { db } = this.connection;
      if (text === null) await sql`delete from notes where key = ${key}`.execute(db);
      else
        await sql`insert into notes (key, text) values (${key}, ${text})
          on conflict (key) do update set text = excluded.text`.execute(db);
    });
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
      const { database } = this.connection;
      database.exec('savepoint call');
      try {
        await run();
        database.exec('release call');
      } catch (error) {
        // A full disk has ended the whole transaction.
        if (database.inTransaction) database.exec('rollback to call; release call');
        throw meant(error, entity);
      }
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function meant(error: unknown, entity: Entity | undefined): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('SQLITE_')) return error;
  const unique =
    /^SQLITE_CONSTRAINT/.test(code) && /UNIQUE constraint failed: \w+\.(\w+)/.exec(String(error));
  return unique && entity ? new RepeatedKey(entity, String(unique[1])) : new StoreError(reasonOf(error));
}
