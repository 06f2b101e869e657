import { afterAll } from 'vitest';
import { entities, models } from '../../src/data/entities.js';
import type { DataSource } from '../../src/data/source.js';
import type { Tables } from '../../src/sources/memory.js';
import { postgresSource, postgresStore } from '../../src/sources/sql/postgres.js';
import type { Entity } from '../../src/testing/index.js';
import { hasPostgres, type TestDatabase, testDatabase } from '../support/postgres.js';
import { fill, opened, type Subject } from './sources.js';

/** Schemas whose source has been closed: emptying one is quicker than making one. */
const free: string[] = [];
let made = 0;
let database: Promise<TestDatabase> | undefined;

afterAll(async () => {
  await (await database)?.drop();
});

export const postgres: Subject = {
  name: 'PostgreSQL',
  make: (tables) => source(tables),
  makeFailing: async (tables, entity) => source(tables, entity),
  skip: (await hasPostgres()) ? undefined : 'no PostgreSQL server answers',
};

/** @param without a table that goes when the source is open */
async function source(tables: Tables, without?: Entity): Promise<DataSource> {
  database ??= testDatabase();
  const { url, query } = await database;
  const schema = free.pop() ?? `s${made++}`;
  await fill(await postgresStore(url, { schema }), tables);
  const reading = opened(await postgresSource(url, { schema, poolSize: 2 }));
  if (without) await query(`drop table ${schema}.${models[without].plural}`);
  let closed = false;
  return {
    fetch: (requests, options) => reading.fetch(requests, options),
    close: async () => {
      await reading.close?.();
      if (closed || without) return;
      closed = true;
      const names = [...entities.map((entity) => models[entity].plural), 'deal_customers', 'facts', 'notes'];
      await query(names.map((name) => `delete from ${schema}.${name}`).join(';'));
      free.push(schema);
    },
  };
}
