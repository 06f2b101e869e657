import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { reasonOf } from '../reason.js';
import { DriverMissing, openConnection } from './libsql.js';
import { refusal } from './sqlite-file.js';
import { SqliteSource } from './sqlite-source.js';

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

/** What went wrong with a database, as a diagnostic on its file. */
export function failure(file: string, error: unknown): Diagnostic {
  const where = { source: new SourceText(file, ''), range: { start: 0, end: 0 } };
  if (error instanceof DriverMissing) return diagnose('driver-missing', { driver: error.driver }, where);
  return diagnose('database-failed', { file, reason: reasonOf(error) }, where);
}
