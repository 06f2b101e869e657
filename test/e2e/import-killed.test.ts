import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importRecords } from '../../src/sources/import.js';
import { temporaryFolder } from '../contracts/temporary-folder.js';
import { contentOf, importFiles, killImport } from '../support/killed-import.js';

/** The heavy run kills at more moments: `import-killed.heavy.test.ts`. */
test('an import that is killed twice and run again ends with the rows of one that was not', {
  timeout: 60_000,
}, async () => {
  const data = await importFiles(700);
  const folder = await temporaryFolder();
  const options = (name: string) => ({
    now: '2025-06-25T00:00:00Z',
    chunk: 60,
    rejects: join(folder, `${name}.jsonl`),
  });
  const whole = join(folder, 'whole.db');
  const uninterrupted = await importRecords([data], whole, options('whole'));
  expect(uninterrupted.counts).toEqual({ contacts: 692, deals: 692, events: 691 });

  const killed = join(folder, 'killed.db');
  const moments = [0.1 + Math.random() * 0.2, 0.5 + Math.random() * 0.2];
  for (const share of moments) {
    const later = { ...options('killed'), now: '2026-01-01T00:00:00Z' };
    const given = share < 0.4 ? options('killed') : later;
    const { killed: dead } = await killImport(data, killed, given, { share, delay: Math.random() * 10 });
    expect(dead, `was over before it could be killed at ${share}`).toBe(true);
  }
  const resumed = await importRecords([data], killed, { ...options('killed'), now: '2027-01-01T00:00:00Z' });
  const when = `killed at ${moments.join(' and ')}`;
  expect(contentOf(killed), when).toEqual(contentOf(whole));
  expect(await readFile(join(folder, 'killed.jsonl'), 'utf8'), when).toBe(
    await readFile(join(folder, 'whole.jsonl'), 'utf8'),
  );
  const { counts, created, updated, rejected } = uninterrupted;
  expect(resumed, when).toMatchObject({ counts, created, updated, rejected });
});
