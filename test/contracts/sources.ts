import { join } from 'node:path';
import Database from 'libsql';
import { entities, models } from '../../src/data/entities.js';
import type { DataSource } from '../../src/data/source.js';
import { isError } from '../../src/diagnostics/diagnostic.js';
import { formatDiagnostic } from '../../src/diagnostics/frame.js';
import { filesSource } from '../../src/sources/files/files-source.js';
import { memorySource, type Tables } from '../../src/sources/memory.js';
import { type OpenedStore, sqliteSource, sqliteStore } from '../../src/sources/sql/sqlite.js';
import type { Entity, SourceSubject } from '../../src/testing/index.js';
import { countertop, usercom } from './api-subjects.js';
import { carriedByCsv } from './csv-values.js';
import { temporaryFolder, writeTables } from './temporary-folder.js';

/** A source that the contract is held against. */
export interface Subject extends SourceSubject {
  /** Why it cannot be tested here: there is no server. */
  readonly skip?: string | undefined;
  /** Which part of the random sets it is given, where each takes long; 1 unless given. */
  readonly share?: number;
}

const now = '2025-06-25T00:00:00Z';

/** To add a source, add a line. */
export const subjects: readonly Subject[] = [
  { name: 'memory', make: async (tables) => memorySource(tables) },
  { name: 'files, JSON', make: (tables) => files(tables, 'json') },
  { name: 'files, JSONL', make: (tables) => files(tables, 'jsonl') },
  { name: 'files, CSV', make: (tables) => files(tables, 'csv'), carries: carriedByCsv },
  { name: 'SQLite', make: sqlite, makeFailing: sqliteWithout },
  { ...usercom, share: 0.05 },
  { ...countertop, share: 0.05 },
];

async function files(tables: Tables, format: 'json' | 'jsonl' | 'csv'): Promise<DataSource> {
  const folder = await temporaryFolder();
  await writeTables(folder, tables, format);
  return opened(await filesSource(folder, { now }));
}

async function sqlite(tables: Tables): Promise<DataSource> {
  return opened(await sqliteSource(await sqliteFile(tables)));
}

/** Opened while it was whole: a table went afterwards. */
async function sqliteWithout(tables: Tables, entity: Entity): Promise<DataSource> {
  const file = await sqliteFile(tables);
  const source = opened(await sqliteSource(file));
  const database = new Database(file);
  database.exec(`drop table ${models[entity].plural}`);
  database.close();
  return source;
}

async function sqliteFile(tables: Tables): Promise<string> {
  const file = join(await temporaryFolder(), 'crm.db');
  await fill(await sqliteStore(file), tables);
  return file;
}

export async function fill({ store, diagnostics }: OpenedStore, tables: Tables): Promise<void> {
  if (!store) throw new Error(diagnostics.map((one) => formatDiagnostic(one)).join('\n'));
  await store.write(async (writer) => {
    for (const entity of entities) {
      await writer.put(entity, tables[models[entity].plural as keyof Tables] ?? []);
    }
  });
  await store.close();
}

export function opened({ source, diagnostics }: Awaited<ReturnType<typeof filesSource>>): DataSource {
  const errors = diagnostics.filter(isError);
  if (!source || errors.length > 0) throw new Error(errors.map((one) => formatDiagnostic(one)).join('\n'));
  return source;
}
