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
import { decodeRow } from '../src/sources/sql/rows.js';
import { sqliteSource } from '../src/sources/sql/sqlite.js';
import { writeRows } from '../src/sources/sql/write-rows.js';

interface Statement {
  all(...values: unknown[]): unknown[][];
  raw(): Statement;
}

const receivers = 500;
const dealsEach = 2_000;
const count = 5;
const rounds = 15;

/**
 * The newest five deals for each of 500 receivers with 2,000 deals: one fetch of our source against 500
 * executions of one prepared statement (DESIGN decision 8). Both end in the same rows; the prepared
 * statements' rows are decoded by the same code, and without it once more.
 */
export async function run(options: { json?: string } = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'snippetry-bench-'));
  try {
    const file = join(folder, 'crm.db');
    await fill(file);
    const { source } = await sqliteSource(file);
    if (!source) throw new Error('the database could not be opened');
    const Database = createRequire(import.meta.url)('libsql') as new (
      file: string,
    ) => {
      prepare(sql: string): Statement;
      close(): void;
    };
    const raw = new Database(file);
    // What is prepared knows which key finds the deals; ours asks by both keys of the contact.
    const columns = [...models.deal.fields.map(({ name }) => name), 'attributes'].join(', ');
    const statement = raw
      .prepare(
        `select ${columns} from deals where user_id = ? order by created_at_ms desc, id desc limit ${count}`,
      )
      .raw();
    const requests = Array.from({ length: receivers }, (_, index) => requestOf(index + 1));

    const ours = async () => {
      const answers = await source.fetch(requests, {});
      return answers.map((answer, index) => {
        const request = requests[index];
        return request && 'rows' in answer ? select(answer.rows, request, answer.applied, () => null) : [];
      });
    };
    const bare = async () => requests.map(({ owner }) => statement.all(Number(owner?.id)));
    const decoded = async () => (await bare()).map((rows) => rows.map((row) => decodeRow(models.deal, row)));

    if (JSON.stringify(await ours()) !== JSON.stringify(await decoded())) throw new Error('the rows differ');
    const times = await measure({ ours, decoded, bare });
    const report = {
      receivers,
      dealsEach,
      count,
      medianMs: times,
      ratio: times.ours / times.decoded,
      ratioToUndecoded: times.ours / times.bare,
    };
    console.log(
      `newest ${count} deals of ${receivers} receivers × ${dealsEach} deals, SQLite, median of ${rounds}:`,
    );
    console.log(`  our source, one statement            ${times.ours.toFixed(1)} ms`);
    console.log(
      `  ${receivers} prepared statements, decoded     ${times.decoded.toFixed(1)} ms   ratio ${report.ratio.toFixed(2)}`,
    );
    console.log(
      `  ${receivers} prepared statements, not decoded ${times.bare.toFixed(1)} ms   ratio ${report.ratioToUndecoded.toFixed(2)}`,
    );
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    raw.close();
    await source.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

/** Interleaved, so that what else the machine does falls on all alike. */
async function measure<K extends string>(
  tasks: Record<K, () => Promise<unknown>>,
): Promise<Record<K, number>> {
  const names = Object.keys(tasks) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      await tasks[name]();
      times.get(name)?.push(performance.now() - start);
    }
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
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
