import type { DataSource } from '../../data/source.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { StoreError, type Writer } from '../store.js';
import { PgConnections, type PostgresPoolOptions } from './pg.js';
import { mayPass, postgresReason } from './postgres-errors.js';
import { postgresReadable } from './postgres-readable.js';
import {
  lockOf,
  postgresFailure,
  prepareSchema,
  refusalOf,
  schemaFault,
  stateOf,
} from './postgres-schema.js';
import { postgresTransaction } from './postgres-transaction.js';
import { SqlSource } from './sql-source.js';
import { SqlStore } from './sql-store.js';
import { SqlWriter } from './sql-writer.js';
import type { OpenedStore } from './sqlite-store.js';

export { type SqlStatement, sqlOf } from './sql-of.js';
export type { OpenedStore, PostgresPoolOptions };

export interface PostgresOptions extends PostgresPoolOptions {
  /** In which the tables are; `snippetry` unless given. */
  readonly schema?: string;
}

export interface OpenedPostgres {
  readonly source?: DataSource;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A source over the schema of a PostgreSQL database that a store made. It only reads: SELECT on the tables
 * is all that it needs, and the server is told to refuse everything else. Needs the package `pg`.
 *
 * A signal that is aborted ends the statement on the server, too. Lost connections, conflicts and time-outs are
 * answers that may be tried again.
 *
 * @param url `postgres://user@host:5432/database`; what it leaves out comes from PGPASSWORD and the like
 * @example const { source, diagnostics } = await postgresSource('postgres://crm@localhost/crm');
 */
export async function postgresSource(url: string, options: PostgresOptions = {}): Promise<OpenedPostgres> {
  const { schema = 'snippetry' } = options;
  return withConnections(url, true, options, async (connections) => {
    const state = await connections.use(undefined, (session) => stateOf(session, schema));
    const refused = refusalOf(state, url, schema);
    return refused
      ? { diagnostics: [refused] }
      : { source: sourceOver(connections, schema), diagnostics: [] };
  });
}

/**
 * A store in a schema of a PostgreSQL database, which is made where there is none. Needs the package `pg`.
 * Transactions of all stores of a schema wait for one another, by an advisory lock; readers wait for nobody.
 *
 * @example const { store, diagnostics } = await postgresStore('postgres://crm@localhost/crm');
 */
export async function postgresStore(url: string, options: PostgresOptions = {}): Promise<OpenedStore> {
  const { schema = 'snippetry' } = options;
  return withConnections(url, false, options, async (connections) => {
    const refused = refusalOf(await prepareSchema(connections, schema), url, schema);
    if (refused) return { diagnostics: [refused] };
    const store = new SqlStore(
      sourceOver(connections, schema),
      (work) => transaction(connections, schema, work),
      () => connections.end(),
    );
    return { store, diagnostics: [] };
  });
}

/** What does not come to be leaves no connection behind. */
async function withConnections<T extends { readonly source?: unknown; readonly store?: unknown }>(
  url: string,
  readOnly: boolean,
  options: PostgresOptions,
  open: (connections: PgConnections) => Promise<T>,
): Promise<T | { readonly diagnostics: readonly Diagnostic[] }> {
  const fault = schemaFault(options.schema ?? 'snippetry', url);
  if (fault) return { diagnostics: [fault] };
  let connections: PgConnections | undefined;
  try {
    connections = await PgConnections.to(url, readOnly, options);
    const opened = await open(connections);
    if (!opened.source && !opened.store) await connections.end();
    return opened;
  } catch (error) {
    await connections?.end();
    return { diagnostics: [postgresFailure(url, error)] };
  }
}

const sourceOver = (connections: PgConnections, schema: string): SqlSource =>
  new SqlSource(
    postgresReadable(
      schema,
      (statement, signal) => connections.use(signal, (session) => session.lines(statement)),
      () => connections.end(),
    ),
  );

async function transaction<T>(
  connections: PgConnections,
  schema: string,
  work: (writer: Writer) => Promise<T>,
): Promise<T> {
  // What the work throws is its own; what the server says is put in words without values.
  let thrown: { readonly error: unknown } | undefined;
  try {
    const done = await connections.use(undefined, async (session) => {
      await session.begin();
      await session.lines(lockOf(schema));
      const writer = new SqlWriter(postgresTransaction(session, schema));
      let result: T;
      try {
        result = await work(writer);
        await writer.end();
      } catch (error) {
        thrown = { error };
        await writer.end();
        await session.end('rollback');
        // What the work throws is no fault of the connection.
        return { error };
      }
      await session.end('commit');
      return { result };
    });
    if ('result' in done) return done.result;
    throw done.error;
  } catch (error) {
    if (thrown) throw thrown.error;
    throw new StoreError(postgresReason(error), mayPass(error));
  }
}
