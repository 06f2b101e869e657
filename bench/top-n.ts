import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { models } from '../src/data/entities.js';
import type { ListRequest } from '../src/data/request.js';
import { select } from '../src/data/select.js';
import { openConnection } from '../src/sources/sql/libsql.js';
import { migrate } from '../src/sources/sql/migrate.js';
import { whole } from '../src/sources/sql/projection.js';
import { decodeRow } from '../src/sources/sql/rows.js';
import { sqliteSource } from '../src/sources/sql/sqlite.js';
import { writeRows } from '../src/sources/sql/write-rows.js';
import { median } from './measure.js';

/** What is used of libsql's Database and Statement. */
interface Database {
  prepare(sql: string): Statement;
  close(): void;
}
interface Statement {
  all(...values: unknown[]): unknown[];
  raw(): Statement;
}

const receivers = 500;
const dealsEach = 2_000;
const count = 5;
const rounds = 31;

/**
 * The newest five deals for each of 500 receivers with 2,000 deals (DESIGN decision 8): one fetch of our
 * source against 500 executions of one prepared statement. All read the same columns and decode them by the
 * same function to the same rows. Rows come as objects, as one writes it, and as arrays, the fastest that
 * the driver has; and as arrays once more for who knows that no deal names its contact by custom_id alone.
 */
export async function run(options: { json?: string } = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'snippetry-bench-'));
  try {
    const file = join(folder, 'crm.db');
    await fill(file);
    const { source } = await sqliteSource(file);
    if (!source) throw new Error('the database could not be opened');
    const rivals = openRivals(file);
    const requests = Array.from({ length: receivers }, (_, index) => requestOf(index + 1));
    const ours = async () => {
      const answers = await source.fetch(requests, {});
      return answers.map((answer, index) => {
        const request = requests[index];
        return request && 'rows' in answer ? select(answer.rows, request, answer.applied, () => null) : [];
      });
    };
    const contenders = {
      ours,
      objects: async () => rivals.objects(),
      arrays: async () => rivals.arrays(),
      byIdAlone: async () => rivals.byIdAlone(),
    };
    const expected = JSON.stringify(rivals.objects());
    for (const contender of Object.values(contenders)) {
      if (JSON.stringify(await contender()) !== expected) throw new Error('the rows differ');
    }
    const times = await measureAsync(contenders);
    console.log(
      `newest ${count} deals of ${receivers} receivers × ${dealsEach} deals, SQLite, median of ${rounds}:`,
    );
    print('our source, one statement', times.ours);
    print(`${receivers} prepared statements, object rows`, times.objects, times.ours);
    print(`${receivers} prepared statements, array rows`, times.arrays, times.ours);
    print('… that look under the id alone', times.byIdAlone, times.ours);
    if (options.json !== undefined) {
      const report = { receivers, dealsEach, count, medianMs: times, ratio: times.ours / times.objects };
      await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    }
    rivals.close();
    await source.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print(what: string, ms: number, ours?: number): void {
  const compared = ours === undefined ? '' : `   ours takes ${(ours / ms).toFixed(2)} of it`;
  console.log(`  ${what.padEnd(38)} ${ms.toFixed(1).padStart(5)} ms${compared}`);
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
  return {
    objects: () => ids.map((id) => objects.all(id, `contact-${id}`).map(ofObject)),
    arrays: () => ids.map((id) => arrays.all(id, `contact-${id}`).map(ofArray)),
    byIdAlone: () => ids.map((id) => byIdAlone.all(id).map(ofArray)),
    close: () => database.close(),
  };
}

const requestOf = (contact: number): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  owner: {
    entity: 'contact',
    id: String(contact),
    custom_id: `contact-${contact}`,
    email: `c${contact}@example.com`,
  },
  where: [],
  order: { field: 'created_at', direction: -1 },
  limit: count,
  timeZone: 'UTC',
});

/** They take turns, each round beginning with another one; the first rounds warm up and do not count. */
async function measureAsync<K extends string>(
  contenders: Record<K, () => Promise<unknown>>,
): Promise<Record<K, number>> {
  const names = Object.keys(contenders) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  const warmUps = 5;
  for (let round = -warmUps; round < rounds; round++) {
    for (const turn of names.keys()) {
      const name = names[(round + warmUps + turn) % names.length];
      if (name === undefined) continue;
      const start = performance.now();
      await contenders[name]();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<K, number>;
}

/** Deals of all receivers lie mixed, as they come in over the years. Only the first receiver's go the long way. */
export async function fill(file: string): Promise<void> {
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

function deal(number: number) {
  const at = new Date(Date.UTC(2020, 0, 1) + ((number * 7919) % 1_000_003) * 60_000).toISOString();
  return {
    id: number + 1,
    custom_id: `D-${number + 1}`,
    user_id: 1,
    user_custom_id: 'contact-1',
    name: `Order #${number + 1}`,
    value: number % 500,
    currency: 'USD',
    status: number % 5,
    created_at: at,
    updated_at: at,
    order_method: 'Online',
  };
}
