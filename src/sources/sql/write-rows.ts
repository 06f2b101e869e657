import { type Kysely, sql } from 'kysely';
import { entities, models } from '../../data/entities.js';
import { own } from '../../data/fields.js';
import { isRow, keyText } from '../../data/keys.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { storable } from '../storable.js';
import type { AnyDatabase } from './libsql.js';
import { keyCell } from './plan.js';
import { encodeRow } from './rows.js';

/** SQLite takes at most 32,766 parameters in a statement. */
const mostParameters = 30_000;

/**
 * Writes whole rows; one that has an id which is stored already replaces it. Run it in a transaction.
 * Every row has an id.
 */
export async function writeRows(
  db: Kysely<AnyDatabase>,
  tables: ReadonlyMap<Entity, readonly Row[]>,
): Promise<void> {
  for (const entity of entities) {
    const rows = tables.get(entity) ?? [];
    const model = models[entity];
    const inexact = new Set<string>();
    const { list } = model.owners.contact ?? {};
    if (list !== undefined && rows.some((row) => Array.isArray(own(row, list)))) inexact.add(list);
    const width = Object.keys(encodeRow(model, {}).cells).length;
    const chunk = Math.max(1, Math.floor(mostParameters / width));
    for (let from = 0; from < rows.length; from += chunk) {
      await writeChunk(db, model, rows.slice(from, from + chunk), inexact);
    }
    for (const field of inexact) {
      await sql`insert or ignore into inexact_fields (entity, field) values (${model.plural}, ${field})`.execute(
        db,
      );
    }
  }
}

async function writeChunk(
  db: Kysely<AnyDatabase>,
  model: RecordModel,
  rows: readonly Row[],
  inexact: Set<string>,
): Promise<void> {
  const encoded = rows.map((row) => encodeRow(model, row));
  for (const one of encoded) for (const field of one.inexact) inexact.add(field);
  const ids = JSON.stringify(encoded.map(({ cells }) => cells.id));
  const table = sql.table(model.plural);
  await sql`delete from ${table} where id in (select value from json_each(${ids}))`.execute(db);
  const columns = Object.keys(encoded[0]?.cells ?? {});
  const values = encoded.map(
    ({ cells }) => sql`(${sql.join(columns.map((column) => cells[column] ?? null))})`,
  );
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into ${table} (${names}) values ${sql.join(values)}`.execute(db);
  if (model.name === 'deal') await writeCustomers(db, rows, ids);
}

async function writeCustomers(db: Kysely<AnyDatabase>, deals: readonly Row[], ids: string): Promise<void> {
  await sql`delete from deal_customers where deal_id in (select value from json_each(${ids}))`.execute(db);
  for (const deal of deals) {
    const customers = own(deal, 'customers');
    if (!Array.isArray(customers)) continue;
    for (const customer of customers) {
      if (!isRow(customer)) continue;
      const email = keyText(own(customer, 'email'));
      const cells = [
        keyCell(own(deal, 'id')) ?? null,
        keyCell(own(customer, 'id')) ?? null,
        email !== undefined && storable(email) ? email : null,
      ];
      await sql`insert into deal_customers (deal_id, contact_id, email) values (${sql.join(cells)})`.execute(
        db,
      );
    }
  }
}
