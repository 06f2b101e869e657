import { type Kysely, sql } from 'kysely';
import { entities, models } from '../../data/entities.js';
import { own } from '../../data/fields.js';
import { isRow, keyText } from '../../data/keys.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { storable } from '../storable.js';
import type { Cell } from './columns.js';
import { Facts } from './facts.js';
import type { AnyDatabase } from './libsql.js';
import { keyCell } from './plan.js';
import { encodeRow } from './rows.js';
import { sqliteDialect } from './sqlite-dialect.js';

/** SQLite takes at most 32,766 parameters in a statement. */
const mostParameters = 30_000;

/**
 * Writes whole rows into SQLite; one that has an id which is stored already replaces it. Run it in a
 * transaction. Every row has an id.
 */
export async function writeRows(
  db: Kysely<AnyDatabase>,
  tables: ReadonlyMap<Entity, readonly Row[]>,
): Promise<void> {
  for (const entity of entities) {
    const rows = tables.get(entity) ?? [];
    if (rows.length === 0) continue;
    const model = models[entity];
    const facts = new Facts();
    const columns = columnsOf(model);
    const chunk = Math.max(1, Math.floor(mostParameters / columns.names.length));
    for (let from = 0; from < rows.length; from += chunk) {
      await writeChunk(db, model, columns, rows.slice(from, from + chunk), facts);
    }
    await writeFacts(db, model, [...facts]);
  }
}

interface Columns {
  readonly names: readonly string[];
  /** Which of the model's fields have a column of their own to compare by. */
  readonly ordered: readonly number[];
}

const dialect = sqliteDialect(3);

function columnsOf({ fields }: RecordModel): Columns {
  const extra = fields
    .map((field, index) => ({ index, name: field.name, column: dialect.column(field) }))
    .filter(({ name, column }) => column !== undefined && column !== name);
  return {
    names: [
      ...fields.map(({ name }) => name),
      ...extra.map(({ column }) => String(column)),
      'as_sent',
      'attributes',
    ],
    ordered: extra.map(({ index }) => index),
  };
}

async function writeChunk(
  db: Kysely<AnyDatabase>,
  model: RecordModel,
  columns: Columns,
  rows: readonly Row[],
  facts: Facts,
): Promise<void> {
  const keys = JSON.stringify(rows.map((row) => keyCell(own(row, 'id'))));
  const table = sql.table(model.plural);
  await sql`delete from ${table} where id in (select value from json_each(${keys}))`.execute(db);
  const values = rows.map((row) => {
    const { cells, orders, asSent, attributes } = encodeRow(model, row, facts);
    const ordered = columns.ordered.map((index): Cell => orders[index] ?? null);
    return sql`(${sql.join([...cells, ...ordered, asSent, attributes])})`;
  });
  const names = sql.join(columns.names.map((column) => sql.ref(column)));
  await sql`insert into ${table} (${names}) values ${sql.join(values)}`.execute(db);
  if (model.name === 'deal') await writeCustomers(db, rows, keys, facts);
}

async function writeFacts(
  db: Kysely<AnyDatabase>,
  model: RecordModel,
  facts: readonly (readonly [string, string])[],
): Promise<void> {
  if (facts.length === 0) return;
  await sql`
    insert or ignore into facts (entity, field, fact)
    select ${model.plural}, value ->> 0, value ->> 1 from json_each(${JSON.stringify(facts)})`.execute(db);
}

async function writeCustomers(
  db: Kysely<AnyDatabase>,
  deals: readonly Row[],
  keys: string,
  facts: Facts,
): Promise<void> {
  await sql`delete from deal_customers where deal_id in (select value from json_each(${keys}))`.execute(db);
  for (const [deal, contact, email] of customersOf(deals, facts)) {
    await sql`insert into deal_customers (deal_id, contact_id, email) values (${deal}, ${contact}, ${email})`.execute(
      db,
    );
  }
}

/** The contacts in the lists of deals, as cells of `deal_customers`. */
export function customersOf(deals: readonly Row[], facts: Facts): Cell[][] {
  const found: Cell[][] = [];
  for (const deal of deals) {
    const customers = own(deal, 'customers');
    if (!Array.isArray(customers)) continue;
    facts.add('customers', 'inexact');
    for (const customer of customers) {
      if (!isRow(customer)) continue;
      const email = keyText(own(customer, 'email'));
      found.push([
        keyCell(own(deal, 'id')) ?? null,
        keyCell(own(customer, 'id')) ?? null,
        email !== undefined && storable(email) ? email : null,
      ]);
    }
  }
  return found;
}
