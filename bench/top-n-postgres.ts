import pg from 'pg';
import { models } from '../src/data/entities.js';
import { postgresSource, postgresStore } from '../src/sources/sql/postgres.js';
import { postgresDialect } from '../src/sources/sql/postgres-dialect.js';
import { whole } from '../src/sources/sql/projection.js';
import { decodeRow } from '../src/sources/sql/rows.js';
import { hasPostgres, type TestDatabase, testDatabase } from '../test/support/postgres.js';
import {
  type Contender,
  compare,
  count,
  deal,
  dealsEach,
  fetchAll,
  type Report,
  receivers,
} from './top-n-deals.js';

/**
 * As on SQLite, over one connection each, in a database that is dropped afterwards. The rivals' statement is
 * prepared by name, so that the server parses and plans it once; rows come as arrays of texts, as ours do.
 *
 * @returns undefined where no server answers
 */
export async function topNOfPostgres(): Promise<Report | undefined> {
  if (!(await hasPostgres())) {
    console.log('PostgreSQL: skipped, no server answers at 127.0.0.1:5432');
    return undefined;
  }
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  try {
    await fill(database);
    const statements: string[] = [];
    const { source } = await postgresSource(database.url, {
      poolSize: 1,
      onStatement: (one) => statements.push(one),
    });
    if (!source) throw new Error('the database could not be opened');
    await client.connect();
    const report = await compare('PostgreSQL', { run: fetchAll(source), statements }, rivalsOver(client));
    await source.close?.();
    return report;
  } finally {
    await client.end();
    await database.drop();
  }
}

function rivalsOver(client: pg.Client): Record<string, Contender> {
  const columns = [...models.deal.fields.map(({ name }) => `d.${name}`), 'd.as_sent', 'd.attributes'].join(
    ', ',
  );
  const newest = (key: string, place: string) => `
    (select rid from snippetry.deals where ${key} = ${place}
     order by created_at_ms desc nulls first, id_num desc nulls first, id desc limit ${count})`;
  const byBoth = `
    select ${columns} from (${newest('user_id', '$1')} union ${newest('user_custom_id', '$2')}) k
    join snippetry.deals d on d.rid = k.rid order by d.created_at_ms desc, d.id_num desc limit ${count}`;
  const byId = `
    select ${columns} from snippetry.deals d where user_id = $1
    order by created_at_ms desc nulls first, id_num desc nulls first, id desc limit ${count}`;
  const types = { getTypeParser: () => (text: unknown) => text };
  const { cell } = postgresDialect('snippetry');
  const run = async (name: string, text: string, values: (id: number) => unknown[]) => {
    const answers: unknown[] = [];
    for (let id = 1; id <= receivers; id++) {
      const query = { name, text, values: values(id), rowMode: 'array' as const, types };
      const { rows } = await client.query(query as pg.QueryArrayConfig);
      answers.push(rows.map((row: readonly unknown[]) => decodeRow(whole(models.deal), row, 0, cell)));
    }
    return answers;
  };
  return {
    [`${receivers} prepared statements`]: () => run('both', byBoth, (id) => [String(id), `contact-${id}`]),
    '… that look under the id alone': () => run('id', byId, (id) => [String(id)]),
  };
}

/** Deals of all receivers lie mixed, as they come in over the years. Only the first receiver's go the long way. */
async function fill({ url, query }: TestDatabase): Promise<void> {
  const { store, diagnostics } = await postgresStore(url);
  if (!store) throw new Error(diagnostics.map(({ message }) => message).join());
  await store.write((writer) =>
    writer.put(
      'deal',
      Array.from({ length: dealsEach }, (_, number) => deal(number)),
    ),
  );
  await store.close();
  await query(`
    insert into snippetry.deals (id, custom_id, user_id, user_custom_id, name, value, currency, status,
      created_at, created_at_ms, updated_at, updated_at_ms, attributes)
    select (id_num + n * ${dealsEach})::text, 'D-' || (id_num + n * ${dealsEach}), (n + 1)::text, 'contact-' || (n + 1),
      name, value, currency, status, created_at, created_at_ms, updated_at, updated_at_ms, attributes
    from snippetry.deals, generate_series(1, ${receivers - 1}) n where user_id = '1' order by rid, n`);
  await query('analyze snippetry.deals');
}
