import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getRequest } from '../../../src/data/keys.js';
import type { ListRequest, StatsRequest } from '../../../src/data/request.js';
import { select } from '../../../src/data/select.js';
import { openSource } from '../../../src/sources/open.js';
import { type PostgresOptions, postgresSource, postgresStore } from '../../../src/sources/sql/postgres.js';
import { StoreError } from '../../../src/sources/store.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';
import { hasPostgres, type TestDatabase, testDatabase } from '../../support/postgres.js';
import { skipUnless } from '../../support/requires.js';

let database: TestDatabase;

async function store(options: PostgresOptions = {}) {
  const { store: opened, diagnostics } = await postgresStore(database.url, options);
  if (!opened) throw new Error(diagnostics.map((one) => one.message).join());
  return opened;
}

async function source(options: PostgresOptions = {}, url = database.url) {
  const { source: opened, diagnostics } = await postgresSource(url, options);
  if (!opened) throw new Error(diagnostics.map((one) => one.message).join());
  return opened;
}

const newest = (contact: number, fields: Partial<ListRequest> = {}): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  owner: { entity: 'contact', id: String(contact) },
  where: [],
  order: { field: 'created_at', direction: -1 },
  limit: 2,
  timeZone: 'UTC',
  ...fields,
});

/** Holds the deals, so that whoever reads them waits on the server. */
async function whileHeld<T>(work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('begin; lock table snippetry.deals in access exclusive mode');
    return await work();
  } finally {
    await client.end();
  }
}

const waiting = async (): Promise<number> => {
  const [row] = await database.query(
    `select count(*)::int as count from pg_stat_activity
     where application_name = 'snippetry' and datname = current_database() and wait_event_type = 'Lock'`,
  );
  return Number(row?.count);
};

async function until(count: number): Promise<void> {
  while ((await waiting()) !== count) await new Promise((resolve) => setTimeout(resolve, 5));
}

skipUnless(await hasPostgres(), 'no PostgreSQL server answers')('PostgreSQL', () => {
  beforeAll(async () => {
    database = await testDatabase();
    const writing = await store();
    await writing.write((writer) =>
      writer.put(
        'deal',
        Array.from({ length: 30 }, (_, index) => ({
          id: index + 1,
          user_id: (index % 10) + 1,
          user_custom_id: `c${(index % 10) + 1}`,
          custom_id: `D-${index + 1}`,
          value: ScaledDecimal.parse(`${index}.${index % 2 === 0 ? '50' : '5'}`),
          currency: index % 3 === 0 ? 'usd' : 'EUR',
          points: index,
          created_at: new Date(Date.UTC(2025, 0, index + 1)).toISOString(),
        })),
      ),
    );
    await writing.close();
  });
  afterAll(() => database.drop());

  it('answers like requests by one statement, and others by one a shape', async () => {
    const statements: string[] = [];
    const reading = await source({ onStatement: (sql) => statements.push(sql) });
    statements.length = 0;
    const requests = Array.from({ length: 500 }, (_, index) =>
      newest(index + 1, {
        owner: { entity: 'contact', id: String(index + 1), custom_id: `c${index + 1}` },
        fields: ['value', 'points'],
      }),
    );
    const answers = await reading.fetch(requests, {});
    expect(statements).toHaveLength(1);
    expect(statements[0]).not.toContain('loss_reason');
    expect(
      answers.slice(0, 11).map((answer) => ('rows' in answer ? answer.rows.map((row) => row.id) : answer)),
    ).toEqual([...Array.from({ length: 10 }, (_, index) => [index + 21, index + 11]), []]);
    await reading.fetch(
      [
        newest(1),
        newest(2, { limit: 1 }),
        newest(3, { where: [{ path: ['name'], lookup: 'contains', value: '%' }] }),
        newest(4, { where: [{ path: ['name'], lookup: 'contains', value: '_' }] }),
        getRequest('deal', 'id', '1'),
        getRequest('deal', 'id', '2'),
      ],
      {},
    );
    expect(statements).toHaveLength(5);
    await reading.close?.();
  });

  it('computes numbers on the server, with every digit', async () => {
    const statements: string[] = [];
    const reading = await source({ onStatement: (sql) => statements.push(sql) });
    const numbers: StatsRequest = {
      kind: 'stats',
      entity: 'deal',
      where: [],
      timeZone: 'UTC',
      of: 'value',
      dateField: 'created_at',
    };
    const [answer, custom] = await reading.fetch([numbers, { ...numbers, of: 'points' }], {});
    const stats = answer && 'stats' in answer ? answer.stats : [];
    expect(stats.map((group) => [group.currency, group.count, String(group.sum), String(group.min)])).toEqual(
      [
        ['EUR', 20, '310.00', '1.5'],
        ['USD', 10, '140.00', '0.50'],
      ],
    );
    expect(custom && 'stats' in custom && String(custom.stats[0]?.sum)).toBe('435');
    await reading.close?.();
  });

  it('ends a statement on the server where the caller goes', async () => {
    const reading = await source({ poolSize: 1 });
    await whileHeld(async () => {
      const controller = new AbortController();
      const fetched = reading.fetch([newest(1)], { signal: controller.signal });
      const rejected = expect(fetched).rejects.toThrow('enough');
      await until(1);
      controller.abort(new Error('enough'));
      await rejected;
      expect(await waiting()).toBe(0);
    });
    // The pool has a connection again.
    expect(await reading.fetch([getRequest('deal', 'id', '1')], {})).toMatchObject([{ rows: [{ id: 1 }] }]);
    await reading.close?.();
    await reading.close?.();
  });

  it('keeps nobody waiting for a connection who has gone', async () => {
    const reading = await source({ poolSize: 1 });
    await whileHeld(async () => {
      const [first, second] = [new AbortController(), new AbortController()];
      const holding = expect(reading.fetch([newest(1)], { signal: first.signal })).rejects.toThrow('first');
      await until(1);
      const queued = expect(reading.fetch([newest(2)], { signal: second.signal })).rejects.toThrow('second');
      second.abort(new Error('second'));
      await queued;
      expect(await waiting()).toBe(1);
      first.abort(new Error('first'));
      await holding;
    });
    expect(await reading.fetch([getRequest('deal', 'id', '1')], {})).toMatchObject([{ rows: [{ id: 1 }] }]);
    await reading.close?.();
  });

  it('gives a statement up after its time, as an answer that may be asked for again', async () => {
    const reading = await source({ statementTimeout: 20 });
    const failed = {
      error: 'the database could not be read: the statement took too long',
      retryable: true,
    };
    const answers = await whileHeld(() =>
      reading.fetch([newest(1), getRequest('product', 'id', '1'), newest(2)], {}),
    );
    expect(answers).toEqual([failed, expect.objectContaining({ rows: [] }), failed]);
    await reading.close?.();
  });

  it('outlives the loss of its connections', async () => {
    const reading = await source({ poolSize: 2 });
    const lost = await whileHeld(async () => {
      const fetched = reading.fetch([newest(1)], {});
      await until(1);
      await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'snippetry' and datname = current_database()`,
      );
      return fetched;
    });
    expect(lost).toEqual([
      { error: 'the database could not be read: the server ended the connection', retryable: true },
    ]);
    expect(await reading.fetch([getRequest('deal', 'id', '1')], {})).toMatchObject([{ rows: [{ id: 1 }] }]);
    await reading.close?.();
  });

  it('undoes a transaction that is cut off, and tells that it may be tried again', async () => {
    const writing = await store();
    const cut = writing.write(async (writer) => {
      await writer.put('deal', [{ id: 1000 }]);
      await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'snippetry' and datname = current_database()`,
      );
      await writer.put('deal', [{ id: 1001 }]);
    });
    await expect(cut).rejects.toMatchObject({ name: 'StoreError', retryable: true });
    await expect(cut).rejects.toBeInstanceOf(StoreError);
    expect(await writing.source.fetch([getRequest('deal', 'id', '1000')], {})).toMatchObject([{ rows: [] }]);
    await writing.close();
  });

  it('needs no right but to read, and takes no other', async () => {
    const role = `reader_${database.url.slice(-12)}`;
    await database.query(`create role ${role} login`);
    try {
      await database.query(`grant usage on schema snippetry to ${role}`);
      await database.query(`grant select on all tables in schema snippetry to ${role}`);
      const url = database.url.replace(/\/\/[^@]+@/, `//${role}@`);
      const reading = await source({}, url);
      expect(await reading.fetch([newest(1)], {})).toMatchObject([{ rows: [{ id: 21 }, { id: 11 }] }]);
      await reading.close?.();
      const refused = await postgresStore(`${url}?x=1`, { schema: 'other' });
      expect(
        refused.diagnostics.map((one) => `${one.code}: ${one.message.replace(/\S+\/\S+/, 'URL')}`),
      ).toEqual(['database-failed: URL could not be used: permission denied']);
    } finally {
      await database.query(`drop owned by ${role}`);
      await database.query(`drop role ${role}`);
    }
  });

  it('tells of a transaction that came to nothing because a read in it failed', async () => {
    const writing = await store({ schema: 'broken', statementTimeout: 300 });
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query('begin; lock table broken.products in access exclusive mode');
      const written = writing.write(async (writer) => {
        await writer.put('deal', [{ id: 1 }]);
        const [answer] = await writer.source.fetch([getRequest('product', 'id', '1')], {});
        expect(answer).toMatchObject({ error: expect.stringMatching(/took too long/) });
      });
      await expect(written).rejects.toThrow('an earlier statement of its transaction failed');
    } finally {
      await client.end();
    }
    const [answer] = await writing.source.fetch([getRequest('deal', 'id', '1')], {});
    expect(answer).toMatchObject({ rows: [] });
    await writing.close();
  });

  it('keeps its connection when the work of a transaction throws', async () => {
    const statements: string[] = [];
    const writing = await store({ schema: 'kept', poolSize: 2, onStatement: (sql) => statements.push(sql) });
    const process = async () =>
      (
        await database.query(
          `select pid from pg_stat_activity where application_name = 'snippetry' and datname = current_database() order by pid`,
        )
      ).map((row) => row.pid);
    const before = await process();
    for (let i = 0; i < 3; i++) {
      await expect(writing.write(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
    }
    expect(await process()).toEqual(before);
    await writing.close();
  });

  it('makes one schema for all who come at once', async () => {
    const { owner: _, ...everyones } = newest(1, { limit: 9 });
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => store({ schema: 'a "quoted"; schema' })),
    );
    await Promise.all(stores.map((one, index) => one.write((writer) => writer.put('deal', [{ id: index }]))));
    expect(await stores[0]?.source.fetch([everyones], {})).toEqual([
      expect.objectContaining({ rows: expect.objectContaining({ length: 4 }) }),
    ]);
    for (const one of stores) await one.close();
  });

  it('refuses what is not ours and leaves it as it is', async () => {
    await database.query(
      'create schema theirs; create table theirs.about (id int); create table theirs.deals ()',
    );
    await database.query('create schema half; create table half.deals (id int)');
    await database.query(`create schema newer; create table newer.about (application text, version int)`);
    await database.query(`insert into newer.about values ('snippetry', 99)`);
    const told = async (schema: string, open: typeof postgresStore | typeof postgresSource) =>
      (await open(database.url, { schema })).diagnostics.map(
        ({ code, message }) => `${code}: ${message.replace(/postgres:\S+/, 'URL')}`,
      );
    for (const open of [postgresStore, postgresSource]) {
      expect(await told('theirs', open)).toEqual([
        'database-not-ours: URL is not a Snippetry database: the schema "theirs" belongs to another application',
      ]);
      expect(await told('half', open)).toEqual([
        'database-not-ours: URL is not a Snippetry database: the schema "half" belongs to another application',
      ]);
      expect(await told('newer', open)).toEqual([
        'database-newer: URL was written by a newer Snippetry (schema 99, this one knows up to 1)',
      ]);
    }
    expect(await told('nowhere', postgresSource)).toEqual([
      'database-not-ours: URL is not a Snippetry database: it has no tables in the schema "nowhere"',
    ]);
    expect(await database.query(`select 1 from pg_namespace where nspname = 'nowhere'`)).toEqual([]);
  });

  it.each(['', 'x'.repeat(64), 'ż'.repeat(32), 'a\0b'])(
    'refuses the schema name %j before it asks',
    async (schema) => {
      for (const open of [postgresStore, postgresSource]) {
        expect((await open(database.url, { schema })).diagnostics.map(({ message }) => message)).toEqual([
          expect.stringMatching(/could not be used: the name of a schema has 1 to 63 bytes/),
        ]);
      }
    },
  );

  it('takes no name and no value for SQL', async () => {
    const nasty = [
      "'; drop table deals; --",
      '$1',
      '"',
      '\\',
      "\\'; --",
      '%',
      '_',
      '::text',
      '{}',
      '{"a"}',
      'NULL',
      '\u0000',
    ];
    const writing = await store({ schema: 'nasty' });
    await writing.write((writer) =>
      writer.put(
        'deal',
        nasty.map((text, index) => ({
          id: `${text.replace('\u0000', '')}${index}`,
          name: text,
          [text]: text,
          created_at: '2025-01-01T00:00:00Z',
        })),
      ),
    );
    for (const text of nasty) {
      for (const path of [['name'], [text]] as [string][]) {
        for (const lookup of ['exact', 'contains', 'startswith', 'endswith', 'in', 'ne'] as const) {
          const value = lookup === 'in' ? [text] : text;
          const { owner: _, ...all } = newest(1, { where: [{ path, lookup, value }], limit: 50 });
          const everything = { ...all, where: [] };
          const [answer, rows] = await writing.source.fetch([all, everything], {});
          const finished = (one: typeof answer, request: ListRequest) =>
            one && 'rows' in one ? select(one.rows, request, one.applied, () => null) : one;
          const given = finished(rows, everything);
          expect(finished(answer, all)).toEqual(
            select(
              Array.isArray(given) ? given : [],
              all,
              { filter: false, order: false, limit: false },
              () => null,
            ),
          );
        }
      }
    }
    expect(await database.query('select count(*)::int as count from nasty.deals')).toEqual([
      { count: nasty.length },
    ]);
    await writing.close();
  });

  it('shows no password and no data', async () => {
    const { diagnostics } = await openSource('postgres://me:secret@127.0.0.1:1/crm?password=secret', {
      now: '2025-01-01T00:00:00Z',
    });
    expect(diagnostics.map((one) => one.message)).toEqual([
      'postgres://127.0.0.1:1/crm could not be used: nothing answers at its address',
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain('secret');
    const strange = await postgresSource('postgres://me:sec ret@[::bad/crm');
    expect(strange.diagnostics.map((one) => one.code)).toEqual(['database-failed']);
    expect(JSON.stringify(strange)).not.toContain('sec ret');
    const nowhere = await postgresSource(`${database.url}_not_there`);
    expect(nowhere.diagnostics.map((one) => one.message.replace(/\S+:\S+/, 'URL'))).toEqual([
      'URL could not be used: there is no such database',
    ]);
  });
});

it('says which package is missing', () => {
  const hook = `export async function resolve(name, context, next) {
    if (name === 'pg') throw Object.assign(new Error(name), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  }`;
  const script = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));
    const { postgresSource } = await import(${JSON.stringify(new URL('../../../src/sources/sql/postgres.ts', import.meta.url).href)});
    console.log(JSON.stringify((await postgresSource('postgres://a@b/c')).diagnostics));`;
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd,
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toEqual([
    expect.objectContaining({ code: 'driver-missing', help: 'npm install pg' }),
  ]);
});
