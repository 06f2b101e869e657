import { execFileSync } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { getRequest } from '../../../src/data/keys.js';
import type { ListRequest, StatsRequest } from '../../../src/data/request.js';
import { select } from '../../../src/data/select.js';
import type { DataSource } from '../../../src/data/source.js';
import { isError } from '../../../src/diagnostics/diagnostic.js';
import { openSource, openStore } from '../../../src/sources/open.js';
import { sqliteSource } from '../../../src/sources/sql/sqlite.js';
import type { Store } from '../../../src/sources/store.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';
import { hasPostgres, type TestDatabase, testDatabase } from '../../support/postgres.js';
import { skipUnless } from '../../support/requires.js';

/** A place for a database that is not there yet. */
const place = async () => join(await temporaryFolder(), 'crm.db');

async function opened(spec: string): Promise<Store> {
  const { store, diagnostics } = await openStore(spec);
  expect(diagnostics.filter(isError)).toEqual([]);
  if (!store) throw new Error('the store was not opened');
  return store;
}

async function deal(source: DataSource, id: string): Promise<unknown> {
  const [answer] = await source.fetch([getRequest('deal', 'id', id)], {});
  return answer && 'rows' in answer ? answer.rows[0] : answer;
}

let database: TestDatabase | undefined;
let schemas = 0;
afterAll(() => database?.drop());

/** A schema that is not there yet. */
async function schema(): Promise<string> {
  database ??= await testDatabase();
  return `${database.url}?schema=s${schemas++}`;
}

const stores = [
  { name: 'SQLite', make: place, skip: undefined },
  {
    name: 'PostgreSQL',
    make: schema,
    skip: (await hasPostgres()) ? undefined : 'no PostgreSQL server answers',
  },
];

for (const { name, make, skip } of stores) {
  skipUnless(skip === undefined, skip ?? '')(`a store in ${name}`, () => {
    it('shows what was committed, and to the writer what it wrote', async () => {
      const store = await opened(await make());
      await store.write(async (writer) => {
        await writer.put('deal', [{ id: 7, name: 'first' }]);
        expect(await deal(writer.source, '7')).toEqual({ id: 7, name: 'first' });
        expect(await deal(store.source, '7')).toBeUndefined();
      });
      expect(await deal(store.source, '7')).toEqual({ id: 7, name: 'first' });
      await store.write((writer) => writer.put('deal', [{ id: 7, custom: 'second' }]));
      expect(await deal(store.source, '7')).toEqual({ id: 7, custom: 'second' });
      await store.close();
    });

    it('keeps nothing of a transaction that failed', async () => {
      const store = await opened(await make());
      const failed = store.write(async (writer) => {
        await writer.put('deal', [{ id: 7 }]);
        await writer.setNote('at', '7');
        throw new Error('stop');
      });
      await expect(failed).rejects.toThrow('stop');
      expect(await deal(store.source, '7')).toBeUndefined();
      expect(await store.note('at')).toBeUndefined();
      await store.close();
    });

    it('runs one transaction after another', async () => {
      const store = await opened(await make());
      const next = () =>
        store.write(async (writer) => {
          const id = (await writer.largestId('deal')) + 1;
          await new Promise((resolve) => setTimeout(resolve, 1));
          await writer.put('deal', [{ id }]);
          return id;
        });
      expect(await Promise.all(Array.from({ length: 10 }, next))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      await store.close();
    });

    it('lets two stores write by turns', async () => {
      const spec = await make();
      const stores = [await opened(spec), await opened(spec)];
      const next = (store: Store | undefined) =>
        store?.write(async (writer) => {
          const id = (await writer.largestId('deal')) + 1;
          await writer.put('deal', [{ id }]);
          return id;
        });
      const ids = await Promise.all(Array.from({ length: 10 }, (_, index) => next(stores[index % 2])));
      expect(ids.sort((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      for (const store of stores) await store.close();
    });

    it('names the key that another record has, and goes on', async () => {
      const store = await opened(await make());
      await store.write(async (writer) => {
        await writer.put('deal', [{ id: 1, custom_id: 'A' }]);
        const repeated = writer.put('deal', [{ id: 2 }, { id: 3, custom_id: 'A' }]);
        await expect(repeated).rejects.toMatchObject({
          name: 'RepeatedKey',
          entity: 'deal',
          field: 'custom_id',
          message: 'another deal has the same custom_id',
        });
        await expect(writer.put('deal', [{ name: 'no id' }])).rejects.toThrow(/no id/);
        await writer.put('deal', [{ id: 4 }]);
      });
      expect(await deal(store.source, '2')).toBeUndefined();
      expect(await deal(store.source, '4')).toEqual({ id: 4 });
      // Two records that swap their keys.
      await store.write(async (writer) => {
        await writer.put('deal', [
          { id: 1, custom_id: 'B' },
          { id: 4, custom_id: 'A' },
          { id: 4, custom_id: 'A', name: 'the last of two' },
        ]);
      });
      expect(await deal(store.source, '4')).toEqual({ id: 4, custom_id: 'A', name: 'the last of two' });
      await store.close();
    });

    it('removes, counts ids and keeps notes', async () => {
      const store = await opened(await make());
      await store.write(async (writer) => {
        expect(await writer.largestId('deal')).toBe(0);
        await writer.put('deal', [
          { id: 1, customers: [{ id: 5 }] },
          { id: 12 },
          { id: '99x' },
          { id: 'c56a4180-65aa-42ec-a945-5fd21dec0538' },
        ]);
        expect(await writer.largestId('deal')).toBe(12);
        await writer.remove('deal', ['1', '99x', 'nobody', '']);
        await writer.setNote("it's", 'one');
        await writer.setNote("it's", 'two "😀"');
        expect(await writer.note("it's")).toBe('two "😀"');
      });
      expect(await deal(store.source, '1')).toBeUndefined();
      expect(await deal(store.source, '99x')).toBeUndefined();
      expect(await deal(store.source, '12')).toEqual({ id: 12 });
      expect(await store.note("it's")).toBe('two "😀"');
      await store.write((writer) => writer.setNote("it's", null));
      expect(await store.note("it's")).toBeUndefined();
      await store.close();
    });

    it('is of no use when it is over', async () => {
      const store = await opened(await make());
      const kept = await store.write(async (writer) => writer);
      await expect(kept.put('deal', [{ id: 1 }])).rejects.toThrow('the transaction is over');
      const late = store.write(async (writer) => {
        void writer.put('deal', [{ id: 2 }]);
      });
      const closing = store.close();
      await late;
      await closing;
      await store.close();
      await expect(store.write(async () => undefined)).rejects.toThrow('it has been closed');
    });

    it('does in SQL what it can, and tells what it left', async () => {
      const store = await opened(await make());
      const points = [3, 10, 9, 1.5, 20];
      await store.write((writer) =>
        writer.put(
          'deal',
          points.map((value, index) => ({
            id: index + 1,
            points: value,
            ca_string: `tea ${index}`,
            value: ScaledDecimal.parse(`${value}0`),
            currency: 'USD',
            created_at: '2025-01-01T00:00:00Z',
          })),
        ),
      );
      const list: ListRequest = {
        kind: 'list',
        entity: 'deal',
        where: [{ path: ['ca_string'], lookup: 'startswith', value: 'tea' }],
        order: { field: 'points', direction: -1 },
        limit: 2,
        timeZone: 'UTC',
        fields: ['points'],
      };
      const { order: _, limit: __, fields: ___, ...rest } = list;
      const stats: StatsRequest = { ...rest, kind: 'stats', of: 'points', dateField: 'created_at' };
      const everything = { filter: true, order: true, limit: true };
      expect(await store.source.fetch([list, stats], {})).toEqual([
        {
          rows: [
            { id: 5, points: 20 },
            { id: 2, points: 10 },
          ],
          applied: everything,
        },
        { stats: [expect.objectContaining({ currency: null, count: 5, values: 5 })] },
      ]);
      const [answer] = await store.source.fetch([stats], {});
      expect(answer && 'stats' in answer && String(answer.stats[0]?.sum)).toBe('43.5');
      // One who writes it as text, and one whose text is cut off in some databases.
      await store.write((writer) =>
        writer.put('deal', [
          { id: 6, points: '7', ca_string: 'tea' },
          { id: 7, points: 30, ca_string: 'tea\u0000' },
        ]),
      );
      const [mixed, left] = await store.source.fetch([list, stats], {});
      expect(mixed).toMatchObject({ applied: { filter: false, order: false, limit: false } });
      expect(left && 'rows' in left).toBe(true);
      const rows = mixed && 'rows' in mixed ? select(mixed.rows, list, mixed.applied, () => null) : [];
      expect(rows.map((row) => row.id)).toEqual([6, 7]);
      await store.close();
    });

    it('is there when it is opened again', async () => {
      const spec = await make();
      const store = await opened(spec);
      await store.write((writer) => writer.put('deal', [{ id: 1, name: 'kept' }]));
      await store.close();
      const again = await opened(spec);
      expect(await deal(again.source, '1')).toEqual({ id: 1, name: 'kept' });
      await again.close();
      const { source } = await openSource(spec, { now: '2025-01-01T00:00:00Z' });
      expect(source && (await deal(source, '1'))).toEqual({ id: 1, name: 'kept' });
      await source?.close?.();
    });
  });
}

describe('a store in a file', () => {
  it('makes it for its owner alone, and leaves one file behind', async () => {
    const file = await place();
    const store = await opened(file);
    await store.write((writer) => writer.put('deal', [{ id: 1 }]));
    const folder = join(file, '..');
    for (const name of await readdir(folder))
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    await store.close();
    expect(await readdir(folder)).toEqual(['crm.db']);
  });

  it('keeps no reader waiting, in this process or another', async () => {
    const file = await place();
    const store = await opened(file);
    const { source } = await sqliteSource(file);
    const script = `
      const Database = require('libsql');
      const database = new Database(${JSON.stringify(file)});
      console.log(database.prepare('select count(*) as count from deals').get().count);`;
    const elsewhere = () => execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
    await store.write(async (writer) => {
      // More than SQLite's cache holds.
      await writer.put(
        'deal',
        Array.from({ length: 5000 }, (_, index) => ({ id: index + 1, name: 'x'.repeat(1000) })),
      );
      expect(source && (await deal(source, '1'))).toBeUndefined();
      expect(elsewhere()).toBe('0');
    });
    expect(source && (await deal(source, '1'))).toMatchObject({ id: 1 });
    expect(elsewhere()).toBe('5000');
    await source?.close();
    await store.close();
  });

  it('refuses what is not ours, and what it cannot make', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'notes.txt'), 'my notes');
    const codes = async (spec: string) => {
      const { store, diagnostics } = await openStore(spec);
      expect(store).toBeUndefined();
      return diagnostics.map((one) => one.code);
    };
    expect(await codes(join(folder, 'notes.txt'))).toEqual(['database-not-ours']);
    expect(await codes(folder)).toEqual(['database-not-ours']);
    expect(await codes(join(folder, 'nowhere', 'crm.db'))).toEqual(['database-failed']);
    expect(await codes('mysql://user:secret@host/db')).toEqual(['store-not-supported']);
    expect(await codes('usercom://acme')).toEqual(['store-not-supported']);
    expect(await readdir(folder)).toEqual(['notes.txt']);
  });
});
