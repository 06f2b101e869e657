import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ImportOptions, importRecords } from '../../src/sources/import.js';
import { temporaryFolder } from '../contracts/temporary-folder.js';
import { contentOf, importFiles, killImport } from '../support/killed-import.js';
import { hasPostgres, type TestDatabase, testDatabase } from '../support/postgres.js';
import { skipUnless } from '../support/requires.js';

const now = '2025-06-25T00:00:00Z';

/** Imports into `killed`, killed at each moment, each time with another clock, and then to its end. */
async function importKilled(data: string, killed: string, options: ImportOptions, kills: number) {
  const moments = Array.from({ length: kills }, (_, i) => (i + Math.random()) / (kills + 1));
  for (const [index, share] of moments.entries()) {
    const given = { ...options, ...(index > 0 && { now: `20${30 + index}-01-01T00:00:00Z` }) };
    const { killed: dead } = await killImport(data, killed, given, { share, delay: Math.random() * 60 });
    expect(dead, `was over before it could be killed at ${share}`).toBe(true);
  }
  const result = await importRecords([data], killed, { ...options, now: '2099-01-01T00:00:00Z' });
  return { result, when: `killed at ${moments.join(', ')}` };
}

test('killed at ten moments, a SQLite store holds the rows of an uninterrupted import', async () => {
  const data = await importFiles(6000);
  const folder = await temporaryFolder();
  const options = (name: string) => ({ now, chunk: 150, rejects: join(folder, `${name}.jsonl`) });
  const whole = join(folder, 'whole.db');
  const uninterrupted = await importRecords([data], whole, options('whole'));
  const killed = join(folder, 'killed.db');
  const { result, when } = await importKilled(data, killed, options('killed'), 10);
  expect(contentOf(killed), when).toEqual(contentOf(whole));
  expect(await readFile(join(folder, 'killed.jsonl'), 'utf8'), when).toBe(
    await readFile(join(folder, 'whole.jsonl'), 'utf8'),
  );
  expect([result.created, result.updated, result.rejected], when).toEqual([
    uninterrupted.created,
    uninterrupted.updated,
    uninterrupted.rejected,
  ]);
});

skipUnless(await hasPostgres(), 'there is no PostgreSQL server')('PostgreSQL', () => {
  describe('killed at three moments', () => {
    test('holds the rows of an uninterrupted import', async () => {
      const [whole, killed] = [await testDatabase(), await testDatabase()];
      try {
        const data = await importFiles(3000);
        const folder = await temporaryFolder();
        const options = (name: string) => ({ now, chunk: 150, rejects: join(folder, `${name}.jsonl`) });
        await importRecords([data], whole.url, options('whole'));
        const { when } = await importKilled(data, killed.url, options('killed'), 3);
        expect(await tablesOf(killed), when).toEqual(await tablesOf(whole));
        expect(await readFile(join(folder, 'killed.jsonl'), 'utf8'), when).toBe(
          await readFile(join(folder, 'whole.jsonl'), 'utf8'),
        );
      } finally {
        await whole.drop();
        await killed.drop();
      }
    });
  });
});

/** All rows of all tables of the store's schema, besides its notes. */
async function tablesOf(database: TestDatabase): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const names = await database.query(
    "select table_name as name from information_schema.tables where table_schema = 'snippetry' order by 1",
  );
  const tables: Record<string, readonly unknown[]> = {};
  for (const name of names.map((one) => String(one.name))) {
    if (name === 'notes' || name.startsWith('kysely')) continue;
    const rows = await database.query(`select to_jsonb(t) - 'rid' as row from snippetry.${name} t`);
    tables[name] = rows.map(({ row }) => JSON.stringify(row)).sort();
  }
  expect(tables.deals?.length).toBeGreaterThan(0);
  return tables;
}
