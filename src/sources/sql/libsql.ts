import { Kysely, type RawBuilder, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { driverOf } from './driver.js';

/** Every table is read and written by names that come from the model alone. */
export type AnyDatabase = Record<string, Record<string, unknown>>;

/** What is used of libsql's (better-sqlite3's) Database. */
interface LibsqlDatabase extends SqliteDatabase {
  /** False too where SQLite has ended the transaction itself. */
  readonly inTransaction: boolean;
  readonly open: boolean;
  exec(sql: string): unknown;
  prepare(sql: string): LibsqlStatement;
}
interface LibsqlStatement extends SqliteStatement {
  raw(): LibsqlStatement;
}
type LibsqlConstructor = new (file: string) => LibsqlDatabase;

export interface OpenOptions {
  readonly readOnly: boolean;
  /** Told of every statement that is run, for tests and logs. */
  readonly onStatement?: (sql: string) => void;
}

/** How many prepared statements are kept: a campaign runs a handful of shapes again and again. */
const keptStatements = 50;

/** An open database: Kysely for schema and writing, and rows as plain arrays, which are made twice as fast. */
export class Connection {
  readonly db: Kysely<AnyDatabase>;
  readonly #prepared = new Map<string, LibsqlStatement>();

  constructor(
    readonly database: LibsqlDatabase,
    readonly onStatement: ((sql: string) => void) | undefined,
    /** The name under which a file is read; its own database, if absent. */
    readonly attached?: string,
  ) {
    this.db = new Kysely<AnyDatabase>({
      dialect: new SqliteDialect({ database }),
      ...(onStatement && {
        log: (event) => {
          if (event.level === 'query') onStatement(event.query.sql);
        },
      }),
    });
  }

  /** Runs a reading statement, within the transaction that is open, if any. */
  read(statement: RawBuilder<unknown>): readonly (readonly unknown[])[] {
    const { sql, parameters } = statement.compile(this.db);
    this.onStatement?.(sql);
    let prepared = this.#prepared.get(sql);
    if (!prepared) {
      prepared = this.database.prepare(sql).raw();
      if (this.#prepared.size >= keptStatements) this.#prepared.clear();
      this.#prepared.set(sql, prepared);
    }
    return prepared.all(parameters) as readonly (readonly unknown[])[];
  }

  /** SQLite's user_version: the number of the last migration. */
  version(): number {
    const [row] = this.database
      .prepare(`pragma ${this.attached ?? 'main'}.user_version`)
      .raw()
      .all([]) as (readonly unknown[])[];
    return Number(row?.[0] ?? 0);
  }

  async close(): Promise<void> {
    this.#prepared.clear();
    await this.db.destroy();
    if (this.attached !== undefined && this.database.open) this.database.exec(`detach ${this.attached}`);
    // Kysely closes what it has opened itself, which it does at the first query.
    this.database.close();
  }
}

/**
 * Opens a SQLite file by libsql, which creates one where there is none: look before.
 *
 * @throws {DriverMissing} where libsql is not installed
 */
export async function openConnection(file: string, options: OpenOptions): Promise<Connection> {
  const Database = await driverOf<LibsqlConstructor>('libsql', () => import('libsql'));
  if (!options.readOnly) {
    const database = new Database(file);
    database.exec('pragma busy_timeout = 5000');
    return new Connection(database, options.onStatement);
  }
  // libsql lets go of a file when the last statement is collected as garbage; what is attached can be
  // detached at once, so that nobody finds it held.
  const database = new Database(':memory:');
  database.exec('pragma busy_timeout = 5000');
  database.prepare('attach ? as records').run([file]);
  database.exec('pragma query_only = 1');
  return new Connection(database, options.onStatement, 'records');
}
