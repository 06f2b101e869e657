import { join } from 'node:path';
import type { DataSource } from '../../src/data/source.js';
import { isError } from '../../src/diagnostics/diagnostic.js';
import { formatDiagnostic } from '../../src/diagnostics/frame.js';
import { filesSource } from '../../src/sources/files/files-source.js';
import { importFolder } from '../../src/sources/import.js';
import { memorySource, type Tables } from '../../src/sources/memory.js';
import { sqliteSource } from '../../src/sources/sql/sqlite.js';
import { carriedByCsv } from './csv-values.js';
import { temporaryFolder, writeTables } from './temporary-folder.js';

/** A source that the contract is held against. */
export interface Subject {
  readonly name: string;
  /** A fresh source over the tables. */
  readonly make: (tables: Tables) => Promise<DataSource>;
  /** What of the tables it is able to hold; all, if absent. */
  readonly carries?: (tables: Tables) => Tables;
}

const now = '2025-06-25T00:00:00Z';

/** To add a source, add a line. */
export const subjects: readonly Subject[] = [
  { name: 'memory', make: async (tables) => memorySource(tables) },
  { name: 'files, JSON', make: (tables) => files(tables, 'json') },
  { name: 'files, JSONL', make: (tables) => files(tables, 'jsonl') },
  { name: 'files, CSV', make: (tables) => files(tables, 'csv'), carries: carriedByCsv },
  { name: 'SQLite', make: sqlite },
];

async function files(tables: Tables, format: 'json' | 'jsonl' | 'csv'): Promise<DataSource> {
  const folder = await temporaryFolder();
  await writeTables(folder, tables, format);
  return opened(await filesSource(folder, { now }));
}

async function sqlite(tables: Tables): Promise<DataSource> {
  const folder = await temporaryFolder();
  await writeTables(folder, tables, 'json');
  const file = join(folder, 'crm.db');
  opened({ source: memorySource({}), ...(await importFolder(folder, file, { now })) });
  return opened(await sqliteSource(file));
}

function opened({ source, diagnostics }: Awaited<ReturnType<typeof filesSource>>): DataSource {
  const errors = diagnostics.filter(isError);
  if (!source || errors.length > 0) throw new Error(errors.map((one) => formatDiagnostic(one)).join('\n'));
  return source;
}
