import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { models } from '../src/data/entities.js';
import { openConnection } from '../src/sources/sql/libsql.js';
import { migrate } from '../src/sources/sql/migrate.js';
import { whole } from '../src/sources/sql/projection.js';
import { decodeRow } from '../src/sources/sql/rows.js';
import { sqliteSource } from '../src/sources/sql/sqlite.js';
import { writeRows } from '../src/sources/sql/write-rows.js';
import {
  type Contender,
  compare,
  count,
  deal,
  dealsEach,
  fetchAll,
  type Report,
  receivers,
} from './top-n-deals.js';

/** What is used of libsql's Database and Statement. */
interface Database {
  prepare(sql: string): Statement;
  close(): void;
}
interface Statement {
  all(...values: unknown[]): unknown[];
  raw(): Statement;
}

/**
 * Rows come as objects, as one writes it, and as arrays, the fastest that the driver has; and as arrays once
 * more for who knows that no deal names its contact by custom_id alone.
 */
export async function topNOfSqlite(): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'snippetry-bench-'));
  try {
    const file = join(folder, 'crm.db');
    await fill(file);
    const statements: string[] = [];
    const { source } = await sqliteSource(file, { onStatement: (one) => statements.push(one) });
    if (!source) throw new Error('the database could not be opened');
    const rivals = openRivals(file);
    const report = await compare('SQLite', { run: fetchAll(source), statements }, rivals.contenders);
    rivals.close();
    await source.close();
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rivals answer for all receivers, one after another, by a statement that was prepared before. */
function openRivals(file: string) {
  const Database = createRequire(import.meta.url)('libsql') as new (file: string) => Database;
  const database = new Database(file);
  const columns = [...models.deal.fields.map(({ name }) => name), 'as_sent', 'attributes'].join(', ');
  const order = `order by created_at_ms desc, id desc limit ${count}`;
  const newest = (key: string) => `select rid from (select rid from deals where ${key} = ? ${order})`;
  const byBoth = `select ${columns} from deals
    where rid in (${newest('user_id')} union all ${newest('user_custom_id')}) ${order}`;
  const byId = `select ${columns} from deals where user_id = ? ${order}`;
  const objects = database.prepare(byBoth);
  const arrays = database.prepare(byBoth).raw();
  const byIdAlone = database.prepare(byId).raw();
  const ids = Array.from({ length: receivers }, (_, index) => index + 1);
  const ofArray = (row: unknown) => decodeRow(whole(models.deal), row as readonly unknown[]);
  const ofObject = (row: unknown) => ofArray(Object.values(row as Record<string, unknown>));
  const contenders: Record<string, Contender> = {
    [`${receivers} prepared statements, object rows`]: async () =>
      ids.map((id) => objects.all(id, `contact-${id}`).map(ofObject)),
    [`${receivers} prepared statements, array rows`]: async () =>
      ids.map((id) => arrays.all(id, `contact-${id}`).map(ofArray)),
    '… that look under the id alone': async () => ids.map((id) => byIdAlone.all(id).map(ofArray)),
  };
  return { contenders, close: () => database.close() };
}

/** Deals of all receivers lie mixed, as they come in over the years. Only the first receiver's go the long way. */
async function fill(file: string): Promise<void> {
  const connection = await openConnection(file, { readOnly: false });
  await migrate(connection.db);
  await connection.db.transaction().execute(async (transaction) => {
    const deals = Array.from({ length: dealsEach }, (_, number) => deal(number));
    await writeRows(transaction, new Map([['deal', deals]]));
    await sql`
      with recursive contact (number) as (select 1 union all select number + 1 from contact where number < ${receivers - 1})
      insert into deals (id, custom_id, user_id, user_custom_id, name, value, value_num, currency, status,
        created_at, created_at_ms, updated_at, updated_at_ms, attributes)
      select id + number * ${dealsEach}, 'D-' || (id + number * ${dealsEach}), number + 1, 'contact-' || (number + 1),
        name, value, value_num, currency, status, created_at, created_at_ms, updated_at, updated_at_ms, attributes
      from deals, contact where user_id = 1 order by deals.rid, number`.execute(transaction);
  });
  await connection.close();
}
