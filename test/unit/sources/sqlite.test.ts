import { execFileSync } from 'node:child_process';
import { open, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { getRequest } from '../../../src/data/keys.js';
import type { DataRequest, ListRequest } from '../../../src/data/request.js';
import { select } from '../../../src/data/select.js';
import type { DataAnswer } from '../../../src/data/source.js';
import { importFolder } from '../../../src/sources/import.js';
import { openSource } from '../../../src/sources/open.js';
import { openConnection } from '../../../src/sources/sql/libsql.js';
import { sqliteSource } from '../../../src/sources/sql/sqlite.js';
import { folderOf, now } from './folder.js';

/** A database made of these deals. */
async function database(deals: readonly object[] = []): Promise<string> {
  const folder = await folderOf({ 'deals.json': JSON.stringify(deals), 'contacts.json': '[{"id": 1}]' });
  const file = join(folder, 'crm.db');
  await importFolder(folder, file, { now });
  return file;
}

/** An open source, and the statements that it has run. */
async function watched(file: string) {
  const statements: string[] = [];
  const { source } = await sqliteSource(file, { onStatement: (sql) => statements.push(sql) });
  if (!source) throw new Error('the database was not opened');
  return { source, statements };
}

const newest = (contact: number, fields: Partial<ListRequest> = {}): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  owner: { entity: 'contact', id: String(contact) },
  where: [],
  order: { field: 'created_at', direction: -1 },
  limit: 2,
  timeZone: 'UTC',
  ...fields,
});

const ids = (request: DataRequest, answer: DataAnswer | undefined) =>
  request.kind === 'list' && answer && 'rows' in answer
    ? select(answer.rows, request, answer.applied, () => null).map((row) => row.id)
    : answer;

describe('statements', () => {
  const deals = Array.from({ length: 30 }, (_, index) => ({
    id: index + 1,
    user_id: (index % 10) + 1,
    custom_id: `D-${index + 1}`,
    created_at: new Date(Date.UTC(2025, 0, index + 1)).toISOString(),
  }));

  it('are one for any number of like requests', async () => {
    const { source, statements } = await watched(await database(deals));
    const requests = Array.from({ length: 500 }, (_, index) => newest(index + 1));
    const answers = await source.fetch(requests, {});
    expect(statements).toHaveLength(1);
    expect(
      answers.slice(0, 11).map((answer) => ('rows' in answer ? answer.rows.map((row) => row.id) : [])),
    ).toEqual([...Array.from({ length: 10 }, (_, index) => [index + 21, index + 11]), []]);
    await source.fetch(
      Array.from({ length: 500 }, (_, index) => getRequest('deal', 'custom_id', `D-${index}`)),
      {},
    );
    expect(statements).toHaveLength(2);
    await source.close();
  });

  it('are one a shape where requests are unlike', async () => {
    const { source, statements } = await watched(await database(deals));
    await source.fetch(
      [
        newest(1),
        newest(2, { limit: 1 }),
        newest(3, { where: [{ path: ['status'], lookup: 'exact', value: 2 }] }),
        newest(4, { where: [{ path: ['status'], lookup: 'exact', value: 3 }] }),
        getRequest('deal', 'id', '1'),
        getRequest('deal', 'id', '2'),
        getRequest('product', 'id', '1'),
      ],
      {},
    );
    expect(statements).toHaveLength(5);
    await source.close();
  });

  it('are asked once more, and never again, where a row cannot be sorted by its column', async () => {
    const local = { id: 99, user_id: 1, created_at: '2025-06-01T12:00:00' };
    const { source, statements } = await watched(await database([...deals, local]));
    const request = newest(1);
    expect(ids(request, (await source.fetch([request], {}))[0])).toEqual([99, 21]);
    const asked = statements.length;
    expect(asked).toBe(3);
    expect(ids(request, (await source.fetch([request], {}))[0])).toEqual([99, 21]);
    expect(statements).toHaveLength(asked + 1);
    await source.close();
  });

  it('stop where the caller has gone', async () => {
    const controller = new AbortController();
    const { source } = await sqliteSource(await database(deals), { onStatement: () => controller.abort() });
    const two = [getRequest('deal', 'id', '1'), getRequest('product', 'id', '1')];
    await expect(source?.fetch(two, { signal: controller.signal })).rejects.toThrow(/abort/i);
    await source?.close();
  });

  it('never write', async () => {
    const file = await database(deals);
    const before = await readFile(file);
    const connection = await openConnection(file, { readOnly: true });
    expect(() => connection.database.exec('delete from deals')).toThrow(/readonly|read-only/i);
    await connection.close();
    expect(await readFile(file)).toEqual(before);
  });
});

describe('files that are not ours', () => {
  const refused = async (file: string) => {
    const { source, diagnostics } = await openSource(file, { now });
    expect(source).toBeUndefined();
    return diagnostics.map(({ code, message }) => `${code}: ${message.replace(file, 'FILE')}`);
  };

  it('are refused and left as they are', async () => {
    const folder = await folderOf({ 'notes.db': 'my notes', 'empty.db': '' });
    expect(await refused(join(folder, 'notes.db'))).toEqual([
      'database-not-ours: FILE is not a Snippetry database: it is no SQLite database',
    ]);
    expect(await refused(join(folder, 'empty.db'))).toEqual([
      'database-not-ours: FILE is not a Snippetry database: it is empty',
    ]);
    const other = await openConnection(join(folder, 'other.db'), { readOnly: false });
    other.database.exec('create table deals (id)');
    await other.close();
    const before = await readFile(join(folder, 'other.db'));
    expect(await refused(join(folder, 'other.db'))).toEqual([
      'database-not-ours: FILE is not a Snippetry database: it belongs to another application',
    ]);
    const data = await folderOf({ 'deals.json': '[{"id": 1}]' });
    const imported = await importFolder(data, join(folder, 'other.db'), { now });
    expect(imported.diagnostics.map((one) => one.code)).toEqual(['database-not-ours']);
    expect(await readFile(join(folder, 'other.db'))).toEqual(before);
  });

  it('of a newer version are neither read nor written', async () => {
    const file = await database();
    const handle = await open(file, 'r+');
    await handle.write(Buffer.from([0, 0, 0, 99]), 0, 4, 60);
    await handle.close();
    const before = await readFile(file);
    expect(await refused(file)).toEqual([
      'database-newer: FILE was written by a newer Snippetry (schema 99, this one knows up to 3)',
    ]);
    const data = await folderOf({ 'deals.json': '[{"id": 1}]' });
    expect((await importFolder(data, file, { now })).diagnostics.map((one) => one.code)).toEqual([
      'database-newer',
    ]);
    expect(await readFile(file)).toEqual(before);
  });

  it('that are damaged are refused, and no import goes into them', async () => {
    const file = await database([{ id: 1 }]);
    const whole = await readFile(file);
    await writeFile(file, Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 7)]));
    expect(await refused(file)).toEqual(['database-failed: FILE could not be used: the file is damaged']);
    const damaged = await readFile(file);
    const data = await folderOf({ 'deals.json': '[{"id": 1}]' });
    expect((await importFolder(data, file, { now })).diagnostics.map((one) => one.code)).toContain(
      'database-failed',
    );
    expect(await readFile(file)).toEqual(damaged);
    await truncate(file, 50);
    expect(await refused(file)).toEqual([
      'database-not-ours: FILE is not a Snippetry database: it is no SQLite database',
    ]);
  });
});

it('quotes no data where what is stored cannot be read', async () => {
  const file = await database([
    { id: 1, note: 'x' },
    { id: 2, note: 1.5 },
  ]);
  const connection = await openConnection(file, { readOnly: false });
  connection.database.exec(
    `update deals set attributes = '{"secret' || (case id when 2 then '1.5' else '' end)`,
  );
  await connection.close();
  const { source } = await watched(file);
  for (const id of ['1', '2']) {
    const [answer] = await source.fetch([getRequest('deal', 'id', id)], {});
    expect(answer).toEqual({ error: 'the database could not be read: the file is damaged' });
  }
  await source.close();
});

it('says which package is missing', async () => {
  const file = await database();
  const hook = `export async function resolve(name, context, next) {
    if (name === 'libsql') throw Object.assign(new Error(name), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  }`;
  const script = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));
    const { sqliteSource } = await import(${JSON.stringify(new URL('../../../src/sources/sql/sqlite.ts', import.meta.url).href)});
    console.log(JSON.stringify((await sqliteSource(${JSON.stringify(file)})).diagnostics));`;
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd,
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toEqual([
    expect.objectContaining({ code: 'driver-missing', help: 'npm install libsql' }),
  ]);
});
