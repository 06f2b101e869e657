import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { reasonOf } from '../reason.js';
import { type Store, StoreError, type Writer } from '../store.js';
import { failure, isBusy } from './failure.js';
import { type Connection, openConnection } from './libsql.js';
import { migrate } from './migrate.js';
import { SqlStore } from './sql-store.js';
import { SqlWriter } from './sql-writer.js';
import { refusal } from './sqlite-file.js';
import { SqliteSource } from './sqlite-source.js';
import { sqliteTransaction } from './sqlite-transaction.js';

export interface OpenedStore {
  readonly store?: Store;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SqliteStoreOptions {
  /** Is told of every SQL statement, for tests and logs. */
  readonly onStatement?: (sql: string) => void;
}

/**
 * A store in a SQLite file: one of ours, brought to the newest schema, or a new one, readable by its owner
 * alone. Needs the package `libsql`.
 *
 * While it is open the file is in WAL mode: readers, in this process or another, see what was committed and
 * never wait for the writer (with a rollback journal they would, and within one process, where SQLite's
 * waiting stops the event loop, for ever). Closing it makes it a single file again, that can be copied.
 *
 * @example const { store, diagnostics } = await sqliteStore('crm.db');
 */
export async function sqliteStore(file: string, options: SqliteStoreOptions = {}): Promise<OpenedStore> {
  let writing: Connection | undefined;
  try {
    if (!(await exists(file))) await create(file);
    const refused = await refusal(file);
    if (refused) return { diagnostics: [refused] };
    writing = await openConnection(file, { readOnly: false, ...options });
    // Before WAL, so that the header says whose file it is for who looks at it from outside.
    await migrate(writing.db);
    // With WAL `normal` loses nothing where a program is killed; where the machine is, perhaps the last commits.
    writing.database.exec('pragma journal_mode = wal; pragma synchronous = normal');
    const reading = await openConnection(file, { readOnly: true, ...options });
    // SQLite would wait by stopping this process; `begin` waits without.
    writing.database.exec('pragma busy_timeout = 0');
    return { store: storeOver(writing, reading), diagnostics: [] };
  } catch (error) {
    await writing?.close();
    return { diagnostics: [failure(file, error)] };
  }
}

const storeOver = (writing: Connection, reading: Connection): Store =>
  new SqlStore(
    new SqliteSource(reading),
    (work) => transaction(writing, work),
    () => close(writing),
  );

/** Made beside its place and put there whole, so that nobody ever opens half a database. */
async function create(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await (await open(draft, 'wx', 0o600)).close();
    const connection = await openConnection(draft, { readOnly: false });
    try {
      // Nobody misses a draft: it reaches the disk once, when it is whole.
      connection.database.exec('pragma journal_mode = memory; pragma synchronous = off');
      await migrate(connection.db);
    } finally {
      await connection.close();
    }
    await toDisk(draft);
    await place(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whoever is first makes the file; the other opens it. */
async function place(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    // A file system without links.
    await rename(draft, file);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** How long a transaction waits for that of another program, in milliseconds, and how often it looks. */
const patience = 10_000;
const pause = 20;

/** Takes the right to write at once: one who only read until then could be refused it later. */
async function begin(connection: Connection): Promise<void> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      connection.database.exec('begin immediate');
      return;
    } catch (error) {
      const busy = isBusy(error);
      if (!busy || performance.now() > until) throw new StoreError(reasonOf(error), busy);
    }
    await sleep(pause);
  }
}

async function transaction<T>(connection: Connection, work: (writer: Writer) => Promise<T>): Promise<T> {
  await begin(connection);
  const writer = new SqlWriter(sqliteTransaction(connection));
  try {
    const result = await work(writer);
    await writer.end();
    run(connection, 'commit');
    return result;
  } catch (error) {
    await writer.end();
    if (connection.database.inTransaction) run(connection, 'rollback');
    throw error;
  }
}

function run(connection: Connection, statement: string): void {
  try {
    connection.database.exec(statement);
  } catch (error) {
    throw new StoreError(reasonOf(error));
  }
}

async function close(connection: Connection): Promise<void> {
  try {
    connection.database.exec('pragma journal_mode = delete');
  } catch {
    // Others have it open: the last of them does it.
  }
  await connection.close();
}
