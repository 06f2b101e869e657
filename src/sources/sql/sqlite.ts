import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { failure } from './failure.js';
import { openConnection } from './libsql.js';
import { refusal } from './sqlite-file.js';
import { SqliteSource } from './sqlite-source.js';

export { type SqlStatement, sqlOf } from './sql-of.js';
export { type OpenedStore, type SqliteStoreOptions, sqliteStore } from './sqlite-store.js';

export interface OpenedSqlite {
  readonly source?: SqliteSource;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A source over a SQLite file that `snippetry import` made. It is opened for reading: never created, never
 * changed. Needs the package `libsql`.
 *
 * @param options.onStatement is told of every SQL statement, for tests and logs
 * @example const { source, diagnostics } = await sqliteSource('crm.db');
 */
export async function sqliteSource(
  file: string,
  options: { readonly onStatement?: (sql: string) => void } = {},
): Promise<OpenedSqlite> {
  const refused = await refusal(file);
  if (refused) return { diagnostics: [refused] };
  try {
    return {
      source: new SqliteSource(await openConnection(file, { readOnly: true, ...options })),
      diagnostics: [],
    };
  } catch (error) {
    return { diagnostics: [failure(file, error)] };
  }
}
