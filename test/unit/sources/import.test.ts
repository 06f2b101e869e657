import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFolder } from '../../../src/sources/import.js';
import { openSource } from '../../../src/sources/open.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';

const now = '2025-06-25T00:00:00Z';

describe('import', () => {
  it('writes a folder into a new file that only its owner can read', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'crm.db');
    const { counts, diagnostics } = await importFolder('examples/data', file, { now });
    expect(counts.deals).toBe(12);
    expect(diagnostics.map((one) => one.code)).toEqual(['clock-set']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('keeps what an update omits', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'crm.db');
    await importFolder('examples/data', file, { now });
    const update = await temporaryFolder();
    await writeFile(join(update, 'deals.json'), '[{"custom_id": "ORD-78523", "value": 129.90}]');
    expect((await importFolder(update, file, { now: '2026-01-01T00:00:00Z' })).diagnostics).toEqual([]);
    const { source } = await openSource(file, { now });
    const [answer] =
      (await source?.fetch([{ kind: 'get', entity: 'deal', key: 'custom_id', value: 'ORD-78523' }], {})) ??
      [];
    const row = answer && 'rows' in answer ? answer.rows[0] : undefined;
    expect(String(row?.value)).toBe('129.90');
    expect(row?.shipping_method).toBe('express');
    expect(row?.created_at).toBe('2025-06-24T15:10:00Z');
    await source?.close?.();
  });

  it('leaves nothing behind after an error', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'deals.json'), '[{"name": "no key"}, 5]');
    const { diagnostics } = await importFolder(folder, join(folder, 'crm.db'), { now });
    expect(diagnostics.map((one) => one.code)).toContain('not-a-row');
    expect(await readdir(folder)).toEqual(['deals.json']);
  });

  it('does not touch a file that is not ours', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'notes.db');
    await writeFile(file, 'my notes');
    expect((await importFolder('examples/data', file, { now })).diagnostics.map((one) => one.code)).toContain(
      'database-not-ours',
    );
    expect(await readFile(file, 'utf8')).toBe('my notes');
    expect((await openSource(join(folder, 'none.db'), { now })).diagnostics.map((one) => one.code)).toEqual([
      'no-such-data',
    ]);
    expect(await readdir(folder)).toEqual(['notes.db']);
  });
});
