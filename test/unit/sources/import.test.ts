import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { getRequest } from '../../../src/data/keys.js';
import type { Entity } from '../../../src/data/model.js';
import type { KeyField, Row } from '../../../src/data/request.js';
import { findInputs } from '../../../src/sources/import/inputs.js';
import { runImport } from '../../../src/sources/import/run.js';
import { type ImportOptions, importRecords } from '../../../src/sources/import.js';
import { openSource, openStore } from '../../../src/sources/open.js';
import { writeRows } from '../../../src/sources/sql/write-rows.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';
import { folderOf, now, places } from './folder.js';

vi.mock(import('../../../src/sources/sql/write-rows.js'), async (original) => {
  const module = await original();
  return { ...module, writeRows: vi.fn(module.writeRows) };
});

const failing = (code: string) => Object.assign(new Error('no data of ours'), { code });

type Files = Parameters<typeof folderOf>[0];

async function imported(files: Files, into: string, options: Partial<ImportOptions> = {}) {
  return importedAgain(await folderOf(files), into, options);
}

async function importedAgain(folder: string, into: string, options: Partial<ImportOptions> = {}) {
  const result = await importRecords([folder], into, { now, ...options });
  return { ...result, codes: result.diagnostics.map((one) => one.code) };
}

async function stored(file: string, entity: Entity, key: KeyField, value: string): Promise<Row | undefined> {
  const { source } = await openSource(file, { now });
  const [answer] = (await source?.fetch([getRequest(entity, key, value)], {})) ?? [];
  await source?.close?.();
  return answer && 'rows' in answer ? answer.rows[0] : undefined;
}

const database = async (): Promise<string> => join(await temporaryFolder(), 'crm.db');

const rejectsOf = async (into: string) =>
  (await readFile(`${into}.rejects.jsonl`, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('import into a new file', () => {
  it('writes a folder into a file that only its owner can read', async () => {
    const file = await database();
    const { counts, codes } = await importedAgain('examples/data', file);
    expect(counts.deals).toBe(12);
    expect(codes).toEqual(['clock-set']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('numbers rows without an id past all ids that the files give', async () => {
    const file = await database();
    const files = {
      'deals.json': '[{"custom_id": "A"}, {"custom_id": "B"}, {"id": 7}, {"custom_id": "C"}]',
      'events.jsonl': '{"name": "visit", "timestamp": 1}\n{"name": "visit", "timestamp": 2}\n',
    };
    await imported(files, file, { chunk: 1 });
    const ids = await Promise.all(['A', 'B', 'C'].map((key) => stored(file, 'deal', 'custom_id', key)));
    expect(ids.map((row) => row?.id)).toEqual([8, 9, 10]);
    expect(await stored(file, 'event', 'id', '2')).toMatchObject({ name: 'visit', timestamp: 2 });
  });

  it('makes no database where there is nothing to import, or not all can be found', async () => {
    const folder = await folderOf({ 'readme.txt': '' });
    const none = await importedAgain(folder, join(folder, 'crm.db'));
    expect(none.codes).toEqual(['no-data-files']);
    const gone = await importRecords([join(folder, 'deals.json')], join(folder, 'crm.db'), { now });
    expect(gone.diagnostics.map((one) => one.code)).toEqual(['file-unreadable']);
    const strange = await importRecords([join(folder, 'readme.txt')], join(folder, 'crm.db'), { now });
    expect(strange.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['unknown-data-file', 'error'],
    ]);
    expect(await readdir(folder)).toEqual(['readme.txt']);
  });

  it('reads a file once that is named twice, and nothing that is no file', async () => {
    const folder = await folderOf({ 'events.jsonl': '{"name": "a"}' });
    const paths = [folder, join(folder, 'events.jsonl'), `${folder}/./events.jsonl`];
    expect((await importRecords(paths, await database(), { now })).created).toEqual({ events: 1 });
    await mkdir(join(folder, 'deals.json'));
    const { codes, diagnostics } = await importedAgain(folder, await database());
    expect(codes).toEqual(['file-unreadable']);
    expect(diagnostics[0]?.message).toMatch(/deals\.json cannot be read: it is no file$/);
  });

  it('says why it cannot write there', async () => {
    const folder = await folderOf({ notes: 'a file' });
    const inFile = await imported({ 'deals.json': '[{"id": 1}]' }, join(folder, 'notes', 'crm.db'));
    expect(inFile.codes).toEqual(['database-failed']);
    const nowhere = await imported({ 'deals.json': '[{"id": 1}]' }, join(folder, 'none', 'crm.db'));
    expect(nowhere.codes).toEqual(['database-failed']);
    expect(await readdir(folder)).toEqual(['notes']);
    expect(await readFile(join(folder, 'notes'), 'utf8')).toBe('a file');
  });
});

describe('import into a database of ours', () => {
  const first = {
    'contacts.json': '[{"id": 1, "custom_id": "ann"}]',
    'deals.json':
      '[{"id": 7, "custom_id": "D-7", "user_id": 1, "value": 20.00, "note": "kept", "volume_was": 1.10, "created_at": "2025-01-01T00:00:00Z", "updated_at": "2025-01-01T00:00:00Z"}]',
  };

  it('keeps what an update omits, under any spelling, and adds what is new', async () => {
    const file = await database();
    await imported(first, file);
    const update = '[{"custom_id": "D-7", "volume": 129.90}, {"custom_id": "D-8", "user_custom_id": "ann"}]';
    const { codes, counts } = await imported({ 'deals.json': update }, file, {
      now: '2026-01-01T00:00:00Z',
    });
    expect(codes).toEqual(['clock-set']);
    expect(counts).toEqual({ deals: 2 });
    const row = await stored(file, 'deal', 'id', '7');
    expect(row).toMatchObject({
      custom_id: 'D-7',
      user_id: 1,
      note: 'kept',
      created_at: '2025-01-01T00:00:00Z',
    });
    expect([String(row?.volume), row?.value, String(row?.volume_was)]).toEqual(['129.90', undefined, '1.10']);
    expect(await stored(file, 'deal', 'custom_id', 'D-8')).toMatchObject({
      id: 8,
      user_id: 1,
      user_custom_id: 'ann',
    });
  });

  it('can be done again without any change', async () => {
    const file = await database();
    await importedAgain('examples/data', file);
    const before = await stored(file, 'deal', 'custom_id', 'ORD-78523');
    const again = { again: true, now: '2026-01-01T00:00:00Z' };
    expect((await importedAgain('examples/data', file, again)).updated.deals).toBe(12);
    expect(await stored(file, 'deal', 'custom_id', 'ORD-78523')).toEqual(before);
  });

  it('takes a key that comes twice for the same record, within a chunk and across', async () => {
    for (const chunk of [1, 100]) {
      const file = await database();
      const rows = '[{"custom_id": "A", "name": "x", "value": 1}, {"custom_id": "A", "name": "y"}]';
      const { created, updated } = await imported({ 'deals.json': rows }, file, { chunk });
      expect([created.deals, updated.deals]).toEqual([1, 1]);
      expect(await stored(file, 'deal', 'custom_id', 'A')).toMatchObject({ id: 1, name: 'y', value: 1 });
    }
  });

  it('follows keys that records pass on to one another, within a chunk and across', async () => {
    for (const chunk of [1, 100]) {
      const file = await database();
      await imported({ 'deals.json': '[{"id": 1, "custom_id": "X"}, {"id": 2, "custom_id": "Z"}]' }, file);
      const rows =
        '[{"id": 2, "name": "n"}, {"id": 1, "custom_id": "Y"}, {"id": 2, "custom_id": "X"}, {"id": 1, "name": "m"}]';
      expect((await imported({ 'deals.json': rows }, file, { chunk })).rejected).toEqual({});
      expect(await stored(file, 'deal', 'custom_id', 'X')).toMatchObject({ id: 2, name: 'n' });
      expect(await stored(file, 'deal', 'custom_id', 'Y')).toMatchObject({ id: 1, name: 'm' });
      expect(await stored(file, 'deal', 'custom_id', 'Z')).toBeUndefined();
    }
  });

  it('refuses a custom_id that another record has', async () => {
    const file = await database();
    await imported(first, file);
    const { codes } = await imported({ 'deals.json': '[{"id": 8, "custom_id": "D-7"}]' }, file);
    expect(codes).toEqual(['repeated-key']);
    expect(await stored(file, 'deal', 'id', '8')).toBeUndefined();
  });
});

describe('rows that cannot be stored', () => {
  it('are kept with place and reason, counted by reason, and cost no other row', async () => {
    const file = await database();
    const folder = await folderOf({
      'contacts.json': '[{"id": 1, "email": "a@b.c"}, {"first_name": "Ann"}, {"id": 2, "email": "a@b.c"}]',
      'deals.jsonl':
        '{"id": 1, "created_at": "2025-01-01"}\n{"id": 2, "created_at": "yesterday"}\n{"id": }\n5\n\n' +
        '{"id": 3, "order_products": "SKU-1", "created_at": ""}\n{"id": 4, "won_at": "soon", "created_at": 1750777800}\n',
      'tasks.csv': 'id,title,tags\n1,a,[]\n2,b\n3,"c" d,[]\n4,e,"[1,"\n5,"two\nlines",[]\n',
    });
    const { counts, rejected, diagnostics, rejects } = await importedAgain(folder, file);
    expect(counts).toEqual({ contacts: 1, deals: 2, tasks: 2 });
    expect(rejected).toEqual({
      ...{ 'row-without-key': 1, 'repeated-key': 1, 'unreadable-date': 1, 'malformed-json': 1 },
      ...{ 'not-a-row': 1, 'not-a-list': 1, 'malformed-csv': 2, 'malformed-cell': 1 },
    });
    expect(rejects).toBe(`${file}.rejects.jsonl`);
    expect((await stat(`${file}.rejects.jsonl`)).mode & 0o777).toBe(0o600);
    const lines = await rejectsOf(file);
    expect(lines.map(({ line, column, code, row }) => [line, column, code, row])).toEqual([
      [1, 31, 'row-without-key', '{"first_name": "Ann"}'],
      [1, 54, 'repeated-key', '{"id": 2, "email": "a@b.c"}'],
      [2, 1, 'unreadable-date', '{"id": 2, "created_at": "yesterday"}'],
      [3, 8, 'malformed-json', '{"id": }'],
      [4, 1, 'not-a-row', '5'],
      [6, 1, 'not-a-list', '{"id": 3, "order_products": "SKU-1", "created_at": ""}'],
      [3, 1, 'malformed-csv', '2,b'],
      [4, 1, 'malformed-csv', '3,"c" d,[]'],
      [5, 1, 'malformed-cell', '4,e,"[1,"'],
    ]);
    expect(lines[2]).toMatchObject({
      file: join(folder, 'deals.jsonl'),
      reason: 'created_at of this deal is no date',
    });
    expect(await stored(file, 'deal', 'id', '4')).toMatchObject({ won_at: 'soon' });
    const dates = diagnostics.filter((one) => one.code === 'unreadable-date');
    expect(dates.map(({ severity, count }) => [severity, count])).toEqual([
      ['error', 1],
      ['warning', 1],
    ]);
  });

  it('are told once a reason, with their number, and none of their values', async () => {
    const file = await database();
    const lines = Array.from({ length: 30 }, () => '{"name": "secret"}').join('\n');
    const { diagnostics } = await imported({ 'deals.jsonl': lines }, file, { chunk: 7 });
    expect(diagnostics.map(({ code, count }) => [code, count])).toEqual([['row-without-key', 30]]);
    expect(places(diagnostics)).toEqual(['row-without-key deals.jsonl:1:1']);
    expect(await rejectsOf(file)).toHaveLength(30);
  });

  it('are added to those of earlier imports', async () => {
    const file = await database();
    await imported({ 'deals.json': '[{"name": "a"}]' }, file);
    await imported({ 'deals.json': '[{"name": "b"}, {"id": 1}]' }, file);
    expect((await rejectsOf(file)).map(({ row }) => row)).toEqual(['{"name": "a"}', '{"name": "b"}']);
  });

  it.each([
    ['its own', ''],
    ['an import that came between', '{"name": "c"}'],
  ])('stay where one file is gone on with alone: those of %s', async (_, later) => {
    const file = await database();
    const folder = await folderOf({
      'contacts.csv': 'id,first_name\n1,x\n2,"y\n3,z\n',
      'deals.jsonl': '{"name": "a"}\n{"id": 1}\n',
    });
    const first = await importedAgain(folder, file);
    expect(first.codes).toContain('malformed-csv');
    if (later !== '') await imported({ 'deals.jsonl': later }, file);
    const before = await rejectsOf(file);
    expect(before).toHaveLength(later === '' ? 1 : 2);
    await writeFile(join(folder, 'contacts.csv'), 'id,first_name\n1,x\n2,y\n,z\n');
    const { rejected } = await importRecords([join(folder, 'contacts.csv')], file, { now });
    expect(rejected).toEqual({ 'row-without-key': 1 });
    const after = await rejectsOf(file);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ code: 'row-without-key', row: ',z' });
  });

  it('warns of deals whose contact is not there, and knows those of other chunks and imports', async () => {
    const file = await database();
    await imported({ 'users.json': '[{"id": 1, "custom_id": "ann"}]' }, file);
    const deals =
      '[{"id": 1, "user_id": 1}, {"id": 2, "user_custom_id": "ben"}, {"id": 3, "user_custom_id": "eve"}]';
    const contacts = '[{"custom_id": "cid"}, {"custom_id": "eve"}]';
    const { diagnostics } = await imported({ 'deals.json': deals, 'contacts.json': contacts }, file, {
      chunk: 1,
    });
    const unknown = diagnostics.filter((one) => one.code === 'unknown-owner');
    expect(places(unknown)).toEqual(['unknown-owner deals.json:1:27']);
    expect(unknown[0]?.count).toBe(1);
    expect(await stored(file, 'deal', 'id', '1')).toMatchObject({ user_custom_id: 'ann' });
    expect(await stored(file, 'deal', 'id', '3')).toMatchObject({ user_id: 3 });
  });
});

describe('a file that cannot be read to its end', () => {
  const broken: readonly (readonly [string, string, string, string])[] = [
    ['deals.json', '[{"id": 1}, {"id": 2}', '1:22', '[{"id": 1}, {"id": 2}, {"id": 3}]'],
    ['deals.json', '[{"id": 1}, {"id": 2], {"id": 3}]', '1:21', '[{"id": 1}, {"id": 2}, {"id": 3}]'],
    ['deals.json', '[{"id": 1},\n{"name": "x\n}, {"id": 3}]', '2:12', '[{"id": 1},\n{"id": 2}, {"id": 3}]'],
    ['deals.json', '[{"id": 1}] []', '1:11', '[{"id": 1}, {"id": 2}, {"id": 3}]'],
    [
      'deals.json',
      '{"results": [{"id": 1}], "next":',
      '1:23',
      '{"results": [{"id": 1}, {"id": 2}, {"id": 3}]}',
    ],
    ['deals.csv', 'id,name\n1,x\n2,"y\n3,z\n', '3:1', 'id,name\n1,x\n2,y\n3,z\n'],
  ];

  it.each(broken)('%s: %s', async (name, text, place, mended) => {
    const file = await database();
    const folder = await folderOf({ [name]: text });
    const first = await importedAgain(folder, file);
    const code = name.endsWith('csv') ? 'malformed-csv' : 'malformed-json';
    expect(places(first.diagnostics)).toContain(`${code} ${name}:${place}`);
    expect(await stored(file, 'deal', 'id', '1')).toBeDefined();
    await writeFile(join(folder, name), mended);
    const second = await importedAgain(folder, file);
    expect(second.codes).toEqual(['import-continued', 'clock-set']);
    expect([second.created.deals, second.updated.deals]).toEqual([3, undefined]);
    expect(await stored(file, 'deal', 'id', '3')).toBeDefined();
  });

  it('leaves the other files to be read', async () => {
    const file = await database();
    const files = { 'contacts.json': '[{"id": 1}, {"id": 2}', 'deals.jsonl': '{"id": 2}' };
    expect((await imported(files, file)).counts).toEqual({ contacts: 1, deals: 1 });
  });
});

describe('files that were imported before', () => {
  const events = '{"name": "a", "timestamp": 1}\n{"name": "b", "timestamp": 2}\n';

  it('are known again, under another name too, and imported twice only on demand', async () => {
    const file = await database();
    const folder = await folderOf({ 'events.jsonl': events });
    await importedAgain(folder, file);
    const again = await importedAgain(folder, file);
    expect([again.counts, again.codes]).toEqual([{}, ['import-known']]);
    expect((await imported({ 'events.jsonl': events }, file)).codes).toEqual(['import-known']);
    expect(await stored(file, 'event', 'id', '3')).toBeUndefined();
    expect((await importedAgain(folder, file, { again: true })).created).toEqual({ events: 2 });
    expect(await stored(file, 'event', 'id', '4')).toMatchObject({ name: 'b' });
  });

  it('are read on from where they ended', async () => {
    const grown = [
      ['events.jsonl', events, `${events}{"name": "c", "timestamp": 3}\n`],
      ['events.csv', 'name,timestamp\na,1\nb,2\n', 'name,timestamp\na,1\nb,2\nc,3\n'],
      ['events.json', '[{"name": "a"}, {"name": "b"}]', '[{"name": "a"}, {"name": "b"}, {"name": "c"}]'],
    ] as const;
    for (const [name, before, after] of grown) {
      const file = await database();
      const folder = await folderOf({ [name]: before });
      await importedAgain(folder, file);
      await writeFile(join(folder, name), after);
      const { codes, created } = await importedAgain(folder, file);
      expect([codes[0], created]).toEqual(['import-continued', { events: 1 }]);
      expect(await stored(file, 'event', 'id', '3')).toMatchObject({ name: 'c' });
    }
  });

  it('are read anew where they have changed, which is told', async () => {
    const file = await database();
    const folder = await folderOf({ 'deals.json': '[{"id": 1, "name": "a"}, {"id": 2}]' });
    await importedAgain(folder, file);
    await writeFile(join(folder, 'deals.json'), '[{"id": 1, "name": "b"}, {"id": 2}]');
    const { codes, updated } = await importedAgain(folder, file);
    expect([codes, updated]).toEqual([['import-changed'], { deals: 2 }]);
    expect(await stored(file, 'deal', 'id', '1')).toMatchObject({ name: 'b' });
  });
});

describe('an import that is stopped', () => {
  /** All rows of a chunk are written, and then the disk is full. */
  const fillsUp = (after: number) => {
    const write = vi.mocked(writeRows).getMockImplementation();
    if (!write) throw new Error('there is nothing to write with');
    for (let i = 0; i < after; i++) vi.mocked(writeRows).mockImplementationOnce(write);
    vi.mocked(writeRows).mockImplementationOnce(async (...given) => {
      await write(...given);
      throw failing('SQLITE_FULL');
    });
  };

  it('by a full disk has stored whole chunks, says so, and goes on with counts, clock and rejects', async () => {
    const file = await database();
    const rows = [1, 2, 3, 4, 5, 6].map((id) => (id % 3 === 0 ? '{"name": "no key"}' : `{"id": ${id}}`));
    const folder = await folderOf({ 'contacts.jsonl': '{"id": 1}', 'deals.jsonl': rows.join('\n') });
    fillsUp(2);
    const first = await importedAgain(folder, file, { chunk: 2 });
    expect(first.counts).toEqual({ contacts: 1, deals: 2 });
    expect(first.diagnostics.at(-1)?.message).toMatch(
      /^the import has stopped here: .*crm\.db could not be written: the disk is full$/,
    );
    expect(first.codes.at(-1)).toBe('import-stopped');
    expect(await stored(file, 'deal', 'id', '4')).toBeUndefined();
    const second = await importedAgain(folder, file, { chunk: 2, now: '2026-01-01T00:00:00Z' });
    expect([second.counts, second.rejected]).toEqual([{ contacts: 1, deals: 4 }, { 'row-without-key': 2 }]);
    expect(await stored(file, 'deal', 'id', '5')).toMatchObject({ created_at: now });
    expect((await rejectsOf(file)).map(({ line }) => line)).toEqual([3, 6]);
  });

  it('by rejects that cannot be written has stored nothing of that chunk', async () => {
    const file = await database();
    const folder = await folderOf({ 'deals.jsonl': '{"id": 1}\n{"id": 2}\n{"name": "no key"}\n{"id": 4}' });
    await mkdir(`${file}.rejects.jsonl`);
    const { codes, diagnostics, counts } = await importedAgain(folder, file, { chunk: 2 });
    expect([codes, counts]).toEqual([['clock-set', 'import-stopped'], { deals: 2 }]);
    expect(diagnostics.at(-1)?.message).toMatch(/rejects\.jsonl cannot be written: it is a folder$/);
    expect(await stored(file, 'deal', 'id', '4')).toBeUndefined();
    const other = join(await temporaryFolder(), 'bad.jsonl');
    expect((await importedAgain(folder, file, { chunk: 2, rejects: other })).counts).toEqual({ deals: 3 });
    expect(await readFile(other, 'utf8')).toContain('"line":3');
  });

  it('by another import into the same store goes on when that is done', async () => {
    const file = await database();
    const folder = await folderOf({
      'deals.jsonl': Array.from({ length: 50 }, (_, i) => `{"id": ${i + 1}}`).join('\n'),
    });
    const { store } = await openStore(file);
    if (!store) throw new Error('there is no store');
    const { files } = await findInputs([await folderOf({ 'contacts.json': '[{"id": 1}]' })]);
    let other: Promise<unknown> | undefined;
    const first = await importedAgain(folder, file, {
      chunk: 1,
      onProgress: ({ rows }) => {
        if (rows === 2) other = runImport(store, files, file, { now, rejects: `${file}.rejects.jsonl` });
      },
    });
    expect(first.codes.at(-1)).toBe('import-overtaken');
    await other;
    await store.close();
    expect(await stored(file, 'contact', 'id', '1')).toBeDefined();
    expect((await importedAgain(folder, file, { chunk: 1 })).counts).toEqual({ deals: 50 });
    expect(await stored(file, 'deal', 'id', '50')).toBeDefined();
  });

  it('continues even with --again, and begins anew only when nothing is left to do', async () => {
    const file = await database();
    const folder = await folderOf({
      'events.jsonl': [1, 2, 3].map((time) => `{"timestamp": ${time}}`).join('\n'),
    });
    fillsUp(1);
    await importedAgain(folder, file, { chunk: 1 });
    expect((await importedAgain(folder, file, { chunk: 1, again: true })).created).toEqual({ events: 3 });
    expect(await stored(file, 'event', 'id', '4')).toBeUndefined();
    expect((await importedAgain(folder, file, { chunk: 1, again: true })).created).toEqual({ events: 3 });
    expect(await stored(file, 'event', 'id', '6')).toMatchObject({ timestamp: 3 });
  });
});

describe('rejects', () => {
  it('go to no file that the import reads or writes', async () => {
    const folder = await folderOf({ 'deals.json': '[{"id": 1}]' });
    for (const name of ['deals.json', 'crm.db']) {
      const rejects = join(folder, name);
      const { diagnostics } = await importedAgain(folder, join(folder, 'crm.db'), { rejects });
      expect(diagnostics.map((one) => one.code)).toEqual(['file-unwritable']);
    }
    expect(await readFile(join(folder, 'deals.json'), 'utf8')).toBe('[{"id": 1}]');
  });

  it('lie beside the files that they came from without being read', async () => {
    const folder = await folderOf({ 'deals.jsonl': '{"name": "no key"}\n{"id": 1}' });
    const into = join(folder, 'crm.db');
    await importedAgain(folder, into);
    expect((await importedAgain(folder, into)).codes).toEqual(['import-known']);
  });
});

describe('import into what is not ours', () => {
  it('does not touch it', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'notes.db');
    await writeFile(file, 'my notes');
    expect((await imported({ 'deals.json': '[{"id": 1}]' }, file)).codes).toEqual(['database-not-ours']);
    expect(await readFile(file, 'utf8')).toBe('my notes');
    await mkdir(join(folder, 'sub'));
    expect((await imported({ 'deals.json': '[{"id": 1}]' }, join(folder, 'sub'))).codes).toEqual([
      'database-not-ours',
    ]);
    expect((await readdir(folder)).sort()).toEqual(['notes.db', 'sub']);
  });
});
