import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Row } from '../../src/data/request.js';
import type { Tables } from '../../src/sources/memory.js';
import { jsonText } from '../../src/sources/row-value.js';

/** A new folder that is gone when the test file is done. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'snippetry-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** Writes tables as the files that a person would write, digits as they are. */
export async function writeTables(
  folder: string,
  tables: Tables,
  format: 'json' | 'jsonl' | 'csv',
): Promise<void> {
  for (const [name, given] of Object.entries(tables)) {
    const rows = (given ?? []) as readonly Row[];
    await writeFile(join(folder, `${name}.${format}`), written[format](rows));
  }
}

const written = {
  json: (rows: readonly Row[]) => `[\n${rows.map(jsonText).join(',\n')}\n]\n`,
  jsonl: (rows: readonly Row[]) => `${rows.map(jsonText).join('\n')}\n`,
  csv: (rows: readonly Row[]) => {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const lines = rows.map((row) => names.map((name) => (Object.hasOwn(row, name) ? cell(row[name]) : '')));
    return [names.map(cell), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
  },
};

/** Quoted always: the content decides nothing. */
const cell = (value: unknown): string =>
  `"${(typeof value === 'string' ? value : jsonText(value)).replaceAll('"', '""')}"`;
