import { sql } from 'kysely';
import type { RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { reasonOf } from '../reason.js';
import { StoreError } from '../store.js';
import type { Connection } from './libsql.js';
import type { Refusal, Transaction } from './sql-writer.js';
import { SqliteSource } from './sqlite-source.js';
import { writeRows } from './write-rows.js';

/** The transaction that is open on a connection. */
export function sqliteTransaction(connection: Connection): Transaction {
  const { database, db } = connection;
  const remove = async (table: string, column: string, keys: string) => {
    await sql`
      delete from ${sql.table(table)} where ${sql.ref(column)} in (select value from json_each(${keys}))`.execute(
      db,
    );
  };
  return {
    source: new SqliteSource(connection),
    run: async (statement) => {
      await statement.execute(db);
    },
    atomic: async (work) => {
      // Without it the call would commit by itself.
      if (!database.inTransaction) throw new StoreError('the transaction is over');
      database.exec('savepoint call');
      try {
        await work();
        database.exec('release call');
      } catch (error) {
        // A full disk has ended the whole transaction.
        if (database.inTransaction) database.exec('rollback to call; release call');
        throw error;
      }
    },
    put: (model: RecordModel, rows: readonly Row[]) => writeRows(db, new Map([[model.name as never, rows]])),
    remove: async (model, keys) => {
      await remove(model.plural, 'id', JSON.stringify(keys));
      if (model.name === 'deal') await remove('deal_customers', 'deal_id', JSON.stringify(keys));
    },
    noteStatement: (key, text) =>
      text === null
        ? sql`delete from notes where key = ${key}`
        : sql`insert into notes (key, text) values (${key}, ${text})
            on conflict (key) do update set text = excluded.text`,
    meaning: refusalOf,
  };
}

function refusalOf(error: unknown): Refusal | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('SQLITE_')) return undefined;
  const unique =
    /^SQLITE_CONSTRAINT/.test(code) && /UNIQUE constraint failed: \w+\.(\w+)/.exec(String(error));
  return {
    reason: reasonOf(error),
    retryable: code.startsWith('SQLITE_BUSY'),
    ...(unique && unique[1] !== undefined && { repeated: unique[1] }),
  };
}
