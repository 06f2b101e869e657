import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
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
export async function writeTables(folder: string, tables: Tables, format: 'json' | 'jsonl'): Promise<void> {
  for (const [name, rows] of Object.entries(tables)) {
    const texts = ((rows ?? []) as readonly unknown[]).map(jsonText);
    const text = format === 'json' ? `[\n${texts.join(',\n')}\n]\n` : `${texts.join('\n')}\n`;
    await writeFile(join(folder, `${name}.${format}`), text);
  }
}
