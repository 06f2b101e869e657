import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Where tests make databases of their own; PGUSER and the like say it otherwise. */
const server = `postgres://${process.env.PGUSER ?? 'postgres'}@${process.env.PGHOST ?? '127.0.0.1'}:${process.env.PGPORT ?? '5432'}`;

/** Whether a PostgreSQL server is there in which databases can be made. */
export async function hasPostgres(): Promise<boolean> {
  try {
    await onServer(async (client) => client.query('select 1'));
    return true;
  } catch {
    return false;
  }
}

export interface TestDatabase {
  readonly url: string;
  /** Runs SQL, beside whoever else uses the database. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** A new, empty database with a name of its own. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `snippetry_test_${randomBytes(6).toString('hex')}`;
  await onServer(async (client) => {
    await client.query(`create database ${name}`);
    // Nobody misses what it loses.
    await client.query(`alter database ${name} set synchronous_commit = off`);
  });
  const url = `${server}/${name}`;
  const pool = new pg.Pool({ connectionString: url, max: 2, allowExitOnIdle: true });
  pool.on('error', () => undefined);
  return {
    url,
    query: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
    drop: async () => {
      await pool.end();
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: `${server}/postgres`,
    connectionTimeoutMillis: 2000,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
