import { sql } from 'kysely';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { failure } from './failure.js';
import { firstSchema } from './migrations/postgres-0001.js';
import type { PgConnections, PgSession } from './pg.js';
import { codeOf, postgresReason } from './postgres-errors.js';
import type { Line } from './shape.js';

/** The version of PostgreSQL's schema that this code knows; it counts apart from SQLite's. */
export const postgresVersion = 1;

/** Where a database is, as a person may read it: without user, password and settings. */
export function shownAddress(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url);
    // A password with an unescaped / or # ends up in what follows.
    return username === '' && url.includes('@') ? `${protocol}//…` : `${protocol}//${host}${pathname}`;
  } catch {
    return 'postgres://…';
  }
}

/** What is wrong with a schema's name: PostgreSQL cuts a longer one without a word, and two might become one. */
export function schemaFault(schema: string, url: string): Diagnostic | undefined {
  const bytes = new TextEncoder().encode(schema).length;
  if (schema !== '' && bytes <= 63 && !schema.includes('\0')) return undefined;
  const file = shownAddress(url);
  const reason = 'the name of a schema has 1 to 63 bytes, none of them U+0000';
  return diagnose(
    'database-failed',
    { file, reason },
    { source: new SourceText(file, ''), range: { start: 0, end: 0 } },
  );
}

/** What stands in the schema. */
type State = 'absent' | 'foreign' | { readonly version: number };

export async function stateOf(session: PgSession, schema: string): Promise<State> {
  const [found] = await session.lines(sql`
    select to_regclass(format('%I.about', ${schema}::text)),
      (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema}::text)`);
  if (found?.[0] === null) return Number(found[1]) === 0 ? 'absent' : 'foreign';
  let about: Line | undefined;
  try {
    [about] = await session.lines(sql`select application, version from ${sql.id(schema, 'about')}`);
  } catch (error) {
    if (codeOf(error) === '42703') return 'foreign';
    throw error;
  }
  return about?.[0] === 'snippetry' ? { version: Number(about[1]) } : 'foreign';
}

/** What is wrong with it; undefined for a schema of ours that this code knows. */
export function refusalOf(state: State, url: string, schema: string): Diagnostic | undefined {
  const file = shownAddress(url);
  const where = { source: new SourceText(file, ''), range: { start: 0, end: 0 } };
  const notOurs = (reason: string) => diagnose('database-not-ours', { file, reason }, where);
  if (state === 'absent') return notOurs(`it has no tables in the schema "${schema}"`);
  if (state === 'foreign') return notOurs(`the schema "${schema}" belongs to another application`);
  const { version } = state;
  return version > postgresVersion
    ? diagnose('database-newer', { file, version, known: postgresVersion }, where)
    : undefined;
}

/** What went wrong with a database, as a diagnostic on its address. */
export const postgresFailure = (url: string, error: unknown): Diagnostic =>
  failure(shownAddress(url), error, postgresReason);

/** Makes the schema where there is none, in one transaction; of several who come at once one does it. */
export async function prepareSchema(connections: PgConnections, schema: string): Promise<State> {
  const name = (table: string) => sql.id(schema, table);
  return connections.use(undefined, async (session) => {
    const state = await stateOf(session, schema);
    if (state !== 'absent') return state;
    await session.begin();
    await session.lines(lockOf(schema));
    const made = await stateOf(session, schema);
    if (made === 'absent') {
      // Who may not make schemas can be given an empty one.
      const [there] = await session.lines(sql`select 1 from pg_namespace where nspname = ${schema}::text`);
      if (!there) await session.lines(sql`create schema ${sql.id(schema)}`);
      await session.lines(sql`create table ${name('about')} (application text, version int)`);
      for (const statement of firstSchema(name)) await session.lines(statement);
      await session.lines(
        sql`insert into ${name('about')} values ('snippetry', ${sql.lit(postgresVersion)})`,
      );
    }
    await session.end('commit');
    return made === 'absent' ? { version: postgresVersion } : made;
  });
}

/** Held to the end of a transaction: one writer of a schema at a time, on whatever connection. */
export const lockOf = (schema: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended('snippetry ' || ${schema}::text, 0))`;
