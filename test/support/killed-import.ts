import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import type { ImportOptions } from '../../src/sources/import.js';
import { temporaryFolder } from '../contracts/temporary-folder.js';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Runs an import in a process of its own and kills it.
 *
 * @param share of the bytes of the files, after which it is killed
 * @param delay milliseconds after that, so that it may be in the midst of anything
 * @returns whether it was killed before its end, and how far it was
 */
export function killImport(
  folder: string,
  into: string,
  options: ImportOptions,
  { share, delay }: { readonly share: number; readonly delay: number },
): Promise<{ readonly killed: boolean; readonly reached: number }> {
  const tsx = pathOf('../../node_modules/tsx/dist/loader.mjs');
  const argv = [
    '--import',
    tsx,
    pathOf('import-child.ts'),
    JSON.stringify([folder]),
    into,
    JSON.stringify(options),
  ];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let reached = 0;
  let told = false;
  child.stdout.on('data', (chunk) => {
    reached = Number(String(chunk).trim().split('\n').at(-1));
    if (reached < share || told) return;
    told = true;
    setTimeout(() => child.kill('SIGKILL'), delay);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ killed: signal === 'SIGKILL', reached }));
  });
}

/** Files of every format: records with an id, with a custom_id, and without any key; some of them bad. */
export async function importFiles(rows: number): Promise<string> {
  const folder = await temporaryFolder();
  const numbers = Array.from({ length: rows }, (_, index) => index);
  const files = {
    'contacts.csv': [
      'custom_id,email,first_name,score',
      ...numbers.map(
        (n) => `c-${n},c${n}@example.com,"Ann ""${n}""",${n}.50${n % 97 === 5 ? ',surplus' : ''}`,
      ),
    ].join('\n'),
    'deals.json': `[${numbers
      .map((n) => {
        const key = n % 89 === 7 ? '' : `"custom_id": "D-${n % 300}", `;
        return `{${key}"value": ${n}.90, "user_custom_id": "c-${n % (rows + 9)}", "customers": [{"id": ${n}}]}`;
      })
      .join(',\n')}]`,
    'events.jsonl': numbers
      .map((n) => `{"name": "visit", "timestamp": ${n}, "user_custom_id": "c-${n}"${n % 83 === 3 ? '' : '}'}`)
      .join('\n'),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** All rows of all tables of a SQLite store, besides its notes. */
export function contentOf(file: string): Readonly<Record<string, readonly unknown[]>> {
  const database = new Database(file);
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'kysely%'")
      .all() as { name: string }[];
    return Object.fromEntries(
      tables
        .filter(({ name }) => name !== 'notes')
        .map(({ name }) => [name, database.prepare(`select * from ${name} order by 1, 2, 3`).all()]),
    );
  } finally {
    database.close();
  }
}
