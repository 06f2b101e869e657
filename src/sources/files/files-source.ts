import { entities, models } from '../../data/entities.js';
import type { Entity } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import type { DataSource } from '../../data/source.js';
import { type Diagnostic, isError } from '../../diagnostics/diagnostic.js';
import { memorySource } from '../memory.js';
import { complete } from './complete.js';
import { readTables } from './read-folder.js';

export interface FolderRows {
  readonly tables: ReadonlyMap<Entity, readonly Row[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The one reading step of files: typed rows with ids, both keys of their owners and the clock where they
 * gave no time. After an error there are no rows at all.
 *
 * @param options.now ISO 8601, for rows without `created_at`
 */
export async function readFolder(folder: string, options: { readonly now: string }): Promise<FolderRows> {
  const read = await readTables(folder);
  const done = complete(read.tables, options.now);
  const diagnostics = [...read.diagnostics, ...done.diagnostics];
  return { tables: diagnostics.some(isError) ? new Map() : done.tables, diagnostics };
}

/** What opening a source gives: the source unless there was an error, and what there is to say. */
export interface OpenedSource {
  readonly source?: DataSource;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A source over a folder of JSON, JSONL and CSV files in the shape of the API's payloads. The folder is read
 * once, now: later changes of its files are not seen.
 *
 * @example const { source, diagnostics } = await filesSource('examples/data', { now: '2025-06-25T00:00:00Z' });
 */
export async function filesSource(folder: string, options: { readonly now: string }): Promise<OpenedSource> {
  const { tables, diagnostics } = await readFolder(folder, options);
  if (diagnostics.some(isError)) return { diagnostics };
  const byName = Object.fromEntries(
    entities.map((entity) => [models[entity].plural, tables.get(entity) ?? []]),
  );
  return { source: memorySource(byName), diagnostics };
}
