import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { getRequest } from '../../../src/data/keys.js';
import type { Entity } from '../../../src/data/model.js';
import type { KeyField, Row } from '../../../src/data/request.js';
import { importFolder } from '../../../src/sources/import.js';
import { openSource } from '../../../src/sources/open.js';
import { writeRows } from '../../../src/sources/sql/write-rows.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';
import { folderOf, now, places } from './folder.js';

vi.mock(import('../../../src/sources/sql/write-rows.js'), async (original) => {
  const module = await original();
  return { ...module, writeRows: vi.fn(module.writeRows) };
});
vi.mock(import('node:fs/promises'), async (original) => {
  const module = await original();
  return { ...module, rename: vi.fn(module.rename) };
});

const failing = (code: string) => Object.assign(new Error('no data of ours'), { code });

async function imported(files: Parameters<typeof folderOf>[0], file: string, at = now) {
  const { diagnostics, counts } = await importFolder(await folderOf(files), file, { now: at });
  return { codes: diagnostics.map((one) => one.code), counts, diagnostics };
}

async function stored(file: string, entity: Entity, key: KeyField, value: string): Promise<Row | undefined> {
  const { source } = await openSource(file, { now });
  const [answer] = (await source?.fetch([getRequest(entity, key, value)], {})) ?? [];
  await source?.close?.();
  return answer && 'rows' in answer ? answer.rows[0] : undefined;
}

describe('import into a new file', () => {
  it('writes a folder into a file that only its owner can read', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'crm.db');
    const { counts, diagnostics } = await importFolder('examples/data', file, { now });
    expect(counts.deals).toBe(12);
    expect(diagnostics.map((one) => one.code)).toEqual(['clock-set']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['crm.db']);
  });

  it('tells all errors and leaves nothing behind', async () => {
    const folder = await folderOf({ 'deals.json': '[{"name": "no key"},\n5]' });
    const { counts, diagnostics } = await importFolder(folder, join(folder, 'crm.db'), { now });
    expect(places(diagnostics)).toEqual(['not-a-row deals.json:2:1', 'row-without-key deals.json:1:2']);
    expect(counts).toEqual({});
    expect(await readdir(folder)).toEqual(['deals.json']);
  });

  it('says why it cannot write there', async () => {
    const folder = await folderOf({ notes: 'a file' });
    const { diagnostics } = await imported({ 'deals.json': '[{"id": 1}]' }, join(folder, 'notes', 'crm.db'));
    expect(diagnostics.at(-1)?.message).toMatch(/could not be used: it is not a folder$/);
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
    const file = join(await temporaryFolder(), 'crm.db');
    await imported(first, file);
    const update = '[{"custom_id": "D-7", "volume": 129.90}, {"custom_id": "D-8", "user_custom_id": "ann"}]';
    const { codes, counts } = await imported({ 'deals.json': update }, file, '2026-01-01T00:00:00Z');
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
    const file = join(await temporaryFolder(), 'crm.db');
    await importFolder('examples/data', file, { now });
    const before = await stored(file, 'deal', 'custom_id', 'ORD-78523');
    await importFolder('examples/data', file, { now: '2026-01-01T00:00:00Z' });
    expect(await stored(file, 'deal', 'custom_id', 'ORD-78523')).toEqual(before);
  });

  it('refuses a custom_id that another record has', async () => {
    const file = join(await temporaryFolder(), 'crm.db');
    await imported(first, file);
    const { codes } = await imported({ 'deals.json': '[{"id": 8, "custom_id": "D-7"}]' }, file);
    expect(codes).toContain('repeated-key');
    expect(await stored(file, 'deal', 'id', '8')).toBeUndefined();
  });
});

describe('a disk that fails', () => {
  /** All rows of the next import are written, and then the disk is full. */
  const fillsUp = () => {
    const write = vi.mocked(writeRows).getMockImplementation();
    vi.mocked(writeRows).mockImplementationOnce(async (...given) => {
      if (!write) throw new Error('there is nothing to write with');
      await write(...given);
      throw failing('SQLITE_FULL');
    });
  };
  const data = { 'deals.json': '[{"id": 1}]' };

  it('leaves no half-written new file', async () => {
    const folder = await temporaryFolder();
    fillsUp();
    const { diagnostics, counts } = await imported(data, join(folder, 'crm.db'));
    expect(diagnostics.at(-1)?.message).toMatch(/could not be used: the disk is full$/);
    expect(counts).toEqual({});
    expect(await readdir(folder)).toEqual([]);
  });

  it('changes nothing in a database that was there', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'crm.db');
    await imported(data, file);
    const before = await readFile(file);
    fillsUp();
    expect((await imported({ 'deals.json': '[{"id": 2}]' }, file)).codes).toContain('database-failed');
    expect(await stored(file, 'deal', 'id', '2')).toBeUndefined();
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(await readdir(folder)).toEqual(['crm.db']);
  });

  it('leaves nothing where the finished file cannot be moved to its place', async () => {
    const { rename } = await import('node:fs/promises');
    const folder = await temporaryFolder();
    vi.mocked(rename).mockRejectedValueOnce(failing('EACCES'));
    const { diagnostics } = await imported(data, join(folder, 'crm.db'));
    expect(diagnostics.at(-1)?.message).toMatch(/could not be used: permission denied$/);
    expect(await readdir(folder)).toEqual([]);
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
