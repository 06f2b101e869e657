import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { getRequest } from '../../../src/data/keys.js';
import type { DataRequest, ListRequest } from '../../../src/data/request.js';
import { select } from '../../../src/data/select.js';
import type { DataSource } from '../../../src/data/source.js';
import { openSource, openStore } from '../../../src/sources/open.js';
import { type Connection, openConnection } from '../../../src/sources/sql/libsql.js';
import { records } from '../../../src/sources/sql/migrations/0001-records.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';

/** A file as version 1 wrote it: what no column gives back stands among the attributes. */
async function fileOfVersion1(): Promise<string> {
  const file = join(await temporaryFolder(), 'crm.db');
  await writeFile(file, '');
  const connection = await openConnection(file, { readOnly: false });
  await records.up(connection.db);
  await markAsMigrated(connection);
  await sql`
    insert into deals (id, custom_id, user_id, value, value_num, created_at, created_at_ms, attributes) values
    (1, 'A', 5, '149.90', 149.9, '2025-06-24T12:00:00Z', 1750766400000, '{"ca_string":"x","points":1.50}'),
    (2, 'B', 5, '20.00', 20, '2025-06-25T12:00:00Z', 1750852800000, '{"value":"20.00","step_id":7,"points":3}'),
    ('x', 'C', 6, null, null, '2025-06-25', null, '{"customers":[{"id":5}],"customers":[{"id":5}]}')`.execute(
    connection.db,
  );
  await sql`update deals set customers = '[{"id":5}]', attributes = null where id = 'x'`.execute(
    connection.db,
  );
  await sql`insert into deal_customers values ('x', 5, null)`.execute(connection.db);
  await sql`insert into inexact_fields values ('deals', 'created_at'), ('deals', 'customers')`.execute(
    connection.db,
  );
  await connection.close();
  return file;
}

async function markAsMigrated(connection: Connection): Promise<void> {
  connection.database.exec(`
    create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
    create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
    insert into kysely_migration values ('0001_records', '2025-01-01T00:00:00Z');
    insert into kysely_migration_lock values ('migration_lock', 0)`);
}

const newest: ListRequest = {
  kind: 'list',
  entity: 'deal',
  owner: { entity: 'contact', id: '5' },
  where: [{ path: ['points'], lookup: 'gte', value: 1 }],
  order: { field: 'created_at', direction: -1 },
  limit: 2,
  timeZone: 'UTC',
  fields: ['value', 'points'],
};
const everyone: ListRequest = { ...newest, where: [] };
const requests: readonly DataRequest[] = [
  newest,
  everyone,
  getRequest('deal', 'custom_id', 'B'),
  getRequest('deal', 'id', 'x'),
];

async function read(source: DataSource | undefined): Promise<unknown> {
  const answers = (await source?.fetch(requests, {})) ?? [];
  const found = requests.map((request, index) => {
    const answer = answers[index];
    if (!answer || !('rows' in answer)) return answer;
    const rows =
      request.kind === 'list' ? select(answer.rows, request, answer.applied, () => null) : answer.rows;
    return rows.map(({ id, value, points, stage, step_id, customers }) => [
      id,
      value instanceof ScaledDecimal ? `decimal ${value}` : value,
      points === undefined ? undefined : String(points),
      stage,
      step_id,
      customers,
    ]);
  });
  await source?.close?.();
  return found;
}

it('is read as it is, and changed by nobody who only reads', async () => {
  const file = await fileOfVersion1();
  const before = await readFile(file);
  const { source } = await openSource(file, { now: '2025-01-01T00:00:00Z' });
  expect(await read(source)).toMatchInlineSnapshot(`
    [
      [
        [
          2,
          "20.00",
          "3",
          undefined,
          7,
          undefined,
        ],
        [
          1,
          "decimal 149.90",
          "1.50",
          undefined,
          undefined,
          undefined,
        ],
      ],
      [
        [
          2,
          "20.00",
          "3",
          undefined,
          7,
          undefined,
        ],
        [
          "x",
          undefined,
          undefined,
          undefined,
          undefined,
          [
            {
              "id": 5,
            },
          ],
        ],
      ],
      [
        [
          2,
          "20.00",
          "3",
          undefined,
          7,
          undefined,
        ],
      ],
      [
        [
          "x",
          undefined,
          undefined,
          undefined,
          undefined,
          [
            {
              "id": 5,
            },
          ],
        ],
      ],
    ]
  `);
  expect(await readFile(file)).toEqual(before);
});

it('is brought to the newest version by who writes, and reads the same', async () => {
  const file = await fileOfVersion1();
  const { source: old } = await openSource(file, { now: '2025-01-01T00:00:00Z' });
  const before = await read(old);
  const { store, diagnostics } = await openStore(file);
  expect(diagnostics).toEqual([]);
  await store?.close();
  const statements: string[] = [];
  const { store: again } = await openStore(file, { onStatement: (one) => statements.push(one) });
  statements.length = 0;
  const answers = await again?.source.fetch(requests, {});
  expect(statements.some((one) => one.includes('"t"."attributes" ->> ?'))).toBe(true);
  expect(answers).toHaveLength(requests.length);
  await again?.close();
  const { source } = await openSource(file, { now: '2025-01-01T00:00:00Z' });
  const after = (await read(source)) as unknown[][][];
  // Only what was asked for of the lists.
  expect(after.map((rows) => rows.map((row) => row.slice(0, 3)))).toEqual(
    (before as unknown[][][]).map((rows) => rows.map((row) => row.slice(0, 3))),
  );
  expect(after.slice(2)).toEqual((before as unknown[][][]).slice(2));
});
