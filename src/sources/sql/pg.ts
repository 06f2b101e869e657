import { type RawBuilder, sql } from 'kysely';
import { postgresCompiler } from './compilers.js';
import { driverOf } from './driver.js';
import { onAbort } from './on-abort.js';
import type { Line } from './shape.js';

/** What is used of pg's Pool, PoolClient and Client. */
export interface PgPool {
  connect(): Promise<PgClient>;
  end(): Promise<void>;
  on(event: 'error', listener: () => void): unknown;
}
export interface PgClient {
  query(query: PgQuery): Promise<PgResult>;
  /** @param destroy whether the connection is given up */
  release(destroy?: boolean): void;
  on(event: 'error', listener: () => void): unknown;
}
interface PgResult {
  /** What the server did: it answers `commit` with `ROLLBACK` where a statement of the transaction failed. */
  readonly command?: string;
  readonly rows: unknown[][];
}
interface PgQuery {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly rowMode: 'array';
  readonly types: { getTypeParser(): (text: string) => string };
}
interface PgModule {
  readonly Pool: new (config: object) => PgPool;
}

export interface PostgresPoolOptions {
  /** Connections at most; 4 unless given. A store needs two: one writes while others read. */
  readonly poolSize?: number;
  /** Milliseconds after which the server gives a statement up; 30,000 unless given, 0 for never. */
  readonly statementTimeout?: number;
  /** Milliseconds to wait for a connection; 10,000 unless given. */
  readonly connectTimeout?: number;
  /** Is told of every SQL statement, for tests and logs. */
  readonly onStatement?: (sql: string) => void;
}

/** Cells stay as the server writes them, so that no parser of the driver loses a digit. */
const types = { getTypeParser: () => (text: string) => text };

const compiler = postgresCompiler();

/** SQLSTATE in_failed_sql_transaction. */
const failedBefore = '25P02';

/** A connection that somebody has to himself: statements run in the order in which they were given. */
export class PgSession {
  /** Whether a transaction is open: then nobody else shall have the connection. */
  open = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly client: PgClient,
    readonly onStatement: ((sql: string) => void) | undefined,
  ) {}

  async begin(): Promise<void> {
    this.open = true;
    await this.lines(sql`begin`);
  }

  /** @throws where a commit came to nothing, as after a statement that failed */
  async end(how: 'commit' | 'rollback'): Promise<void> {
    const { command } = await this.#run(sql`${sql.raw(how)}`);
    this.open = false;
    if (how === 'commit' && command === 'ROLLBACK')
      throw Object.assign(new Error('rolled back'), { code: failedBefore });
  }

  async lines(statement: RawBuilder<unknown>): Promise<readonly Line[]> {
    return (await this.#run(statement)).rows;
  }

  #run(statement: RawBuilder<unknown>): Promise<PgResult> {
    const { sql: text, parameters: values } = statement.compile(compiler);
    const done = this.#last.then(() => {
      this.onStatement?.(text);
      return this.client.query({ text, values, rowMode: 'array', types });
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/**
 * Connections to a server.
 *
 * @param readOnly whether the server is to refuse every change
 */
export class PgConnections {
  /** The server's process of each connection that is set up. */
  readonly #processes = new WeakMap<PgClient, number>();
  readonly #cancelling = new Set<Promise<void>>();
  #ended: Promise<void> | undefined;

  private constructor(
    readonly pool: PgPool,
    readonly readOnly: boolean,
    readonly options: PostgresPoolOptions,
    readonly aside: () => PgPool,
  ) {
    // A connection that breaks while nobody uses it; the next statement gets another.
    pool.on('error', () => undefined);
  }

  /** @throws {DriverMissing} where pg is not installed; nothing is connected yet */
  static async to(url: string, readOnly: boolean, options: PostgresPoolOptions): Promise<PgConnections> {
    const { Pool } = await driverOf<PgModule>('pg', () => import('pg'));
    const shared = {
      connectionString: url,
      connectionTimeoutMillis: options.connectTimeout ?? 10_000,
      application_name: 'snippetry',
    };
    const pool = new Pool({ ...shared, max: options.poolSize ?? 4, allowExitOnIdle: true });
    const aside = () => new Pool({ ...shared, max: 1 });
    return new PgConnections(pool, readOnly, options, aside);
  }

  /** Lends a connection for the time of `work`. Where the signal comes, what runs on it is ended on the server. */
  async use<T>(signal: AbortSignal | undefined, work: (session: PgSession) => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    const client = await this.#borrow(signal);
    let cancelled: Promise<void> | undefined;
    const cancel = (process: number) => () => {
      cancelled = this.#cancel(process).catch(() => client.release(true));
    };
    let forget: (() => void) | undefined;
    let session: PgSession | undefined;
    let broken = false;
    try {
      const process = this.#processes.get(client) ?? (await this.#setUp(client));
      signal?.throwIfAborted();
      forget = onAbort(signal, cancel(process));
      session = new PgSession(client, this.options.onStatement);
      return await work(session);
    } catch (error) {
      broken = !isOfServer(error);
      throw error;
    } finally {
      forget?.();
      await cancelled;
      // The cancellation may reach the server late: no other statement shall meet it.
      release(client, broken || cancelled !== undefined || session?.open === true);
    }
  }

  /** Whoever goes while all connections are taken need not wait for one. */
  #borrow(signal: AbortSignal | undefined): Promise<PgClient> {
    if (!signal) return this.pool.connect();
    return new Promise((resolve, reject) => {
      const forget = onAbort(signal, () => reject(signal.reason));
      this.pool.connect().then(
        (client) => {
          forget();
          if (signal.aborted) client.release();
          else resolve(client);
        },
        (error) => {
          forget();
          reject(error);
        },
      );
    });
  }

  /** Also says which process of the server it is, which alone tells whom to cancel. */
  async #setUp(client: PgClient): Promise<number> {
    client.on('error', () => undefined);
    const timeout = String(this.options.statementTimeout ?? 30_000);
    const settings = sql`select pg_backend_pid(), set_config('statement_timeout', ${timeout}, false),
      set_config('jit', 'off', false), set_config('default_transaction_read_only', ${this.readOnly ? 'on' : 'off'}, false)`;
    const { sql: text, parameters: values } = settings.compile(compiler);
    const { rows } = await client.query({ text, values, rowMode: 'array', types });
    const process = Number(rows[0]?.[0]);
    this.#processes.set(client, process);
    return process;
  }

  /** By a connection of its own: those of the pool may all be taken. */
  #cancel(process: number): Promise<void> {
    const done = (async () => {
      const pool = this.aside();
      pool.on('error', () => undefined);
      try {
        const client = await pool.connect();
        try {
          await client.query({
            text: 'select pg_cancel_backend($1)',
            values: [process],
            rowMode: 'array',
            types,
          });
        } finally {
          client.release(true);
        }
      } finally {
        await pool.end();
      }
    })();
    const settled = done.catch(() => undefined);
    this.#cancelling.add(settled);
    void settled.then(() => this.#cancelling.delete(settled));
    return done;
  }

  /** Waits for what is running. */
  end(): Promise<void> {
    this.#ended ??= (async () => {
      await Promise.all(this.#cancelling);
      await this.pool.end();
    })();
    return this.#ended;
  }
}

function release(client: PgClient, destroy: boolean): void {
  try {
    client.release(destroy);
  } catch {
    // It was given up already, where the server could not be told to cancel.
  }
}

/** The server has answered: the connection can be used again. */
const isOfServer = (error: unknown): boolean =>
  error instanceof Error && 'severity' in error && error.severity !== 'FATAL';
