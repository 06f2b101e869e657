import { afterAll, describe, expect, test } from 'vitest';
import type { Lookup, Row } from '../../../src/data/request.js';
import { select } from '../../../src/data/select.js';
import type { DataSource } from '../../../src/data/source.js';
import { memorySource } from '../../../src/sources/memory.js';
import { postgresStore } from '../../../src/sources/sql/postgres.js';
import { sqliteStore } from '../../../src/sources/sql/sqlite-store.js';
import type { Store } from '../../../src/sources/store.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';
import { hasPostgres, testDatabase } from '../../support/postgres.js';
import { skipUnless } from '../../support/requires.js';

const ids = [12, 7, -3, 0, 100, 999999999999999, 'a', 'B', '019c-b', '019c-a', '007', '7.0', 'ü', '\u0001'];
const rows = ids.map((id): Row => ({ id, user_id: id }));
const values = [7, '7', -3, 50, 'a', '007', '019c-a', '\u0001', 'zz', '1000000000000000', '999999999999999'];
const lookups: readonly Lookup[] = ['gt', 'gte', 'lt', 'lte', 'exact', 'ne'];

const requests = ['id', 'user_id'].flatMap((field) =>
  lookups.flatMap((lookup) =>
    values.flatMap((value) =>
      ([1, -1] as const).map((direction) => ({
        kind: 'list' as const,
        entity: 'deal' as const,
        where: [{ path: [field] as [string], lookup, value }],
        order: { field: 'id', direction },
        limit: 3,
        timeZone: 'UTC',
      })),
    ),
  ),
);

const selected = async (source: DataSource) =>
  (await source.fetch(requests, {})).map((answer, index) => {
    const request = requests[index];
    if (!request || !('rows' in answer)) throw new Error('no rows');
    const { where, order } = request;
    const found = select(answer.rows, request, answer.applied, () => null).map((row) => row.id);
    return { where, order, found, pushed: answer.applied.limit };
  });

/** Pages are walked by comparing ids: a database must do it, and do it as `select` does. */
const agrees = (open: () => Promise<Store>) => {
  test('compares ids as select does, numbers with numbers and texts with texts', async () => {
    const store = await open();
    await store.write((writer) => writer.put('deal', rows));
    const stored = await selected(store.source);
    const measure = await selected(memorySource({ deals: rows }));
    expect(stored).toEqual(measure.map((one, index) => ({ ...one, pushed: stored[index]?.pushed })));
    const byId = stored.filter(({ where: [condition] }) => condition?.path[0] === 'id');
    expect(byId.filter(({ pushed }) => !pushed)).toEqual([]);
    await store.close();
  });
};

describe('SQLite', () => {
  agrees(async () => whole(await sqliteStore(`${await temporaryFolder()}/ids.db`)));
});

skipUnless(await hasPostgres(), 'no PostgreSQL server answers')('PostgreSQL', () => {
  const database = testDatabase();
  afterAll(async () => (await database).drop());
  agrees(async () => whole(await postgresStore((await database).url)));
});

function whole({ store }: { readonly store?: Store }): Store {
  if (!store) throw new Error('the store did not open');
  return store;
}
