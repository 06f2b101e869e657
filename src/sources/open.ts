import { stat } from 'node:fs/promises';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';
import { filesSource, type OpenedSource } from './files/files-source.js';
import { type Credentials, openService } from './services.js';
import type { OpenedStore } from './sql/sqlite-store.js';

export { RepeatedKey, type Store, StoreError, UnusableId, type Writer } from './store.js';

/**
 * Opens what `--data` names: a folder of data files, a SQLite file that `snippetry import` made, a PostgreSQL
 * database (`postgres://USER@HOST/DATABASE`, `?schema=NAME` for another schema than `snippetry`), or a service:
 * `usercom://SUBDOMAIN`, `countertop://DEPARTMENT_ID`.
 *
 * @param options.now ISO 8601: the `created_at` of rows in files that have none
 * @param options.environment where a service's token is; `options.tokenFile` names a file of it instead
 * @returns the source unless there is an error among the diagnostics
 * @example const { source, diagnostics } = await openSource('crm.db', { now: '2025-06-25T00:00:00Z' });
 */
export async function openSource(
  spec: string,
  options: { readonly now: string } & Credentials,
): Promise<OpenedSource> {
  const service = await openService(spec, options);
  if (service) return service;
  if (isPostgres(spec)) {
    const { postgresSource } = await import('./sql/postgres.js');
    return postgresSource(spec, schemaOf(spec));
  }
  const refused = unsupported(spec, 'source-not-supported');
  if (refused) return { diagnostics: [refused] };
  const where = { source: new SourceText(spec, ''), range: { start: 0, end: 0 } };
  const kind = await kindOf(spec);
  if (kind === 'nothing') return { diagnostics: [diagnose('no-such-data', { spec }, where)] };
  if (kind === 'folder') return filesSource(spec, options);
  const { sqliteSource } = await import('./sql/sqlite.js');
  return sqliteSource(spec);
}

/**
 * Opens what `--into`, or the `--data` of a server, names: a SQLite file or a PostgreSQL database. The
 * file, or the schema, is made where there is none.
 *
 * @param options.onStatement is told of every SQL statement, for tests and logs
 * @returns the store unless there is an error among the diagnostics
 * @example const { store, diagnostics } = await openStore('crm.db');
 */
export async function openStore(
  spec: string,
  options: { readonly onStatement?: (sql: string) => void } = {},
): Promise<OpenedStore> {
  if (isPostgres(spec)) {
    const { postgresStore } = await import('./sql/postgres.js');
    return postgresStore(spec, { ...schemaOf(spec), ...options });
  }
  const refused = unsupported(spec, 'store-not-supported');
  if (refused) return { diagnostics: [refused] };
  const { sqliteStore } = await import('./sql/sqlite-store.js');
  return sqliteStore(spec, options);
}

/** An address of a kind that is not known. The rest of it may hold a password: nothing of it is shown. */
function unsupported(
  spec: string,
  code: 'source-not-supported' | 'store-not-supported',
): Diagnostic | undefined {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(spec)?.[1];
  if (scheme === undefined) return undefined;
  const where = { source: new SourceText(`${scheme}://…`, ''), range: { start: 0, end: 0 } };
  return diagnose(code, { scheme }, where);
}

const isPostgres = (spec: string): boolean => /^postgres(?:ql)?:\/\//i.test(spec);

function schemaOf(url: string): { readonly schema?: string } {
  const schema = URL.canParse(url) ? new URL(url).searchParams.get('schema') : null;
  return schema === null || schema === '' ? {} : { schema };
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}
