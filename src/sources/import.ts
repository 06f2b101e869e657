import { randomBytes } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { entities, models } from '../data/entities.js';
import type { Entity } from '../data/model.js';
import type { Row } from '../data/request.js';
import { type Diagnostic, isError } from '../diagnostics/diagnostic.js';
import { complete, type Known, nothingKnown } from './files/complete.js';
import { readTables } from './files/read-folder.js';
import { openConnection } from './sql/libsql.js';
import { migrate } from './sql/migrate.js';
import { failure } from './sql/sqlite.js';
import { refusal } from './sql/sqlite-file.js';
import { SqliteSource } from './sql/sqlite-source.js';
import { storedRecords } from './sql/stored.js';
import { writeRows } from './sql/write-rows.js';

/** Rows written, by the names of their files: `deals`. */
export type Counts = Readonly<Record<string, number>>;

export interface Imported {
  /** Empty where nothing was written. */
  readonly counts: Counts;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes a folder of data files into a SQLite file, all of it or nothing. A new file is made beside its
 * place and moved there when it is whole, readable by its owner alone; in a database of ours rows with a
 * known id or custom_id are updated, and what they omit keeps its value.
 *
 * @param options.now ISO 8601: the `created_at` of rows that have none
 * @example const { counts } = await importFolder('examples/data', 'crm.db', { now: '2025-06-25T00:00:00Z' });
 */
export async function importFolder(
  folder: string,
  file: string,
  options: { readonly now: string },
): Promise<Imported> {
  const read = await readTables(folder);
  if (read.diagnostics.some(isError)) return { counts: {}, diagnostics: read.diagnostics };
  const prepare = (known: Known) => complete(read.tables, options.now, known);
  try {
    const done = (await exists(file))
      ? await intoStored(file, read.tables, prepare)
      : await intoNew(file, prepare);
    return { counts: done.counts, diagnostics: [...read.diagnostics, ...done.diagnostics] };
  } catch (error) {
    return { counts: {}, diagnostics: [...read.diagnostics, failure(file, error)] };
  }
}

type Prepare = (known: Known) => ReturnType<typeof complete>;

async function intoNew(file: string, prepare: Prepare): Promise<Imported> {
  const { tables, diagnostics } = prepare(nothingKnown);
  if (diagnostics.some(isError)) return { counts: {}, diagnostics };
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await (await open(draft, 'wx', 0o600)).close();
    const connection = await openConnection(draft, { readOnly: false });
    try {
      // Until it is in its place nobody misses a draft: it reaches the disk once, when it is whole.
      connection.database.exec('pragma journal_mode = memory; pragma synchronous = off');
      await migrate(connection.db);
      await connection.db.transaction().execute((transaction) => writeRows(transaction, tables));
    } finally {
      await connection.close();
    }
    await toDisk(draft);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return { counts: countsOf(tables), diagnostics };
}

async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function intoStored(
  file: string,
  placed: Parameters<typeof storedRecords>[1],
  prepare: Prepare,
): Promise<Imported> {
  const refused = await refusal(file);
  if (refused) return { counts: {}, diagnostics: [refused] };
  const connection = await openConnection(file, { readOnly: false });
  try {
    await migrate(connection.db);
    return await connection.db.transaction().execute(async (transaction) => {
      const { tables, diagnostics } = prepare(await storedRecords(new SqliteSource(connection), placed));
      if (diagnostics.some(isError)) return { counts: {}, diagnostics };
      await writeRows(transaction, tables);
      return { counts: countsOf(tables), diagnostics };
    });
  } finally {
    await connection.close();
  }
}

function countsOf(tables: ReadonlyMap<Entity, readonly Row[]>): Counts {
  const counts = entities.map((entity) => [models[entity].plural, tables.get(entity)?.length ?? 0] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
