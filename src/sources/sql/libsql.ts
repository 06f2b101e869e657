import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';

/** Every table is read and written by names that come from the model alone. */
export type AnyDatabase = Record<string, Record<string, unknown>>;

/** What is used of libsql's (better-sqlite3's) Database. */
interface LibsqlDatabase extends SqliteDatabase {
  exec(sql: string): unknown;
}
type LibsqlConstructor = new (file: string) => LibsqlDatabase;

/** The optional peer is not installed. */
export class DriverMissing extends Error {
  override readonly name = 'DriverMissing';
  constructor(readonly driver: string) {
    super(`the package "${driver}" is not installed`);
  }
}

export interface OpenOptions {
  readonly readOnly: boolean;
  /** Told of every statement that is run, for tests and logs. */
  readonly onStatement?: (sql: string) => void;
}

/**
 * Opens a SQLite file by libsql, which creates one where there is none: look before.
 *
 * @throws {DriverMissing} where libsql is not installed
 */
export async function openKysely(file: string, options: OpenOptions): Promise<Kysely<AnyDatabase>> {
  const Database = await driver();
  const database = new Database(file);
  database.exec('pragma busy_timeout = 5000');
  if (options.readOnly) database.exec('pragma query_only = 1');
  return new Kysely<AnyDatabase>({
    dialect: new SqliteDialect({ database }),
    ...(options.onStatement && {
      log: (event) => {
        if (event.level === 'query') options.onStatement?.(event.query.sql);
      },
    }),
  });
}

async function driver(): Promise<LibsqlConstructor> {
  try {
    const { default: Database } = (await import('libsql')) as unknown as { default: LibsqlConstructor };
    return Database;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND');
    if (missing) throw new DriverMissing('libsql');
    throw error;
  }
}
