import { type RawBuilder, sql } from 'kysely';
import { indexes, tables } from './0001-records.js';

type Name = (name: string) => RawBuilder<unknown>;

/**
 * The tables of version 1, as SQLite's first three migrations leave them, with PostgreSQL's types: numbers are
 * numeric, which keeps their digits; texts compare by code point; JSON stays the text that it was. Keys are
 * text, and `id_num` is what a record's own id sorts by where it is a number.
 *
 * @param name a table's name in the schema
 */
export function* firstSchema(name: Name): Generator<RawBuilder<unknown>> {
  for (const [table, columns] of Object.entries(tables)) {
    const names = columns.split(' ').map((column) => column.split(':')[0] ?? '');
    // A number's own column sorts; SQLite needs another beside it.
    const kept = names.filter((column) => !column.endsWith('_num'));
    const definitions = kept.map(
      (column) => sql`${sql.ref(column)} ${sql.raw(typeOf(table, column, columns))}`,
    );
    yield sql`
      create table ${name(table)} (
        rid bigint generated always as identity primary key, ${sql.join(definitions)}, as_sent text, attributes json,
        id_num bigint generated always as
          (case when id ~ '^(0|-?[1-9][0-9]{0,14})$' then id::bigint end) stored
      )`;
    yield sql`create unique index ${sql.ref(`${table}_id`)} on ${name(table)} (id)`;
    yield sql`create index ${sql.ref(`${table}_by_id_num_id`)} on ${name(table)} (id_num, id)`;
    if (kept.includes('custom_id')) {
      yield sql`create unique index ${sql.ref(`${table}_custom_id`)} on ${name(table)} (custom_id)`;
    }
    for (const index of indexes[table] ?? []) {
      const parts = index.split(' ').flatMap((part) => (part === 'id' ? ['id_num', 'id'] : [part]));
      const list = sql.join(parts.map((part) => sql.ref(part)));
      yield sql`create index ${sql.ref(`${table}_by_${parts.join('_')}`)} on ${name(table)} (${list})`;
    }
  }
  yield sql`
    create table ${name('deal_customers')} (
      deal_id text collate "C" not null, contact_id text collate "C", email text collate "C")`;
  for (const column of ['contact_id', 'email', 'deal_id']) {
    yield sql`create index ${sql.ref(`deal_customers_by_${column}`)} on ${name('deal_customers')} (${sql.ref(column)})`;
  }
  yield sql`create table ${name('facts')} (entity text, field text, fact text, primary key (entity, field, fact))`;
  yield sql`create table ${name('notes')} (key text primary key, text text not null)`;
}

const booleans: ReadonlySet<string> = new Set(['contacts.unsubscribed', 'tasks.done']);
const integers: ReadonlySet<string> = new Set(['deals.status', 'stages.order']);

function typeOf(table: string, column: string, columns: string): string {
  if (column.endsWith('_ms')) return 'double precision';
  if (booleans.has(`${table}.${column}`)) return 'boolean';
  if (integers.has(`${table}.${column}`) || columns.includes(` ${column}_num:`)) return 'numeric';
  return column === 'id' ? 'text collate "C" not null' : 'text collate "C"';
}
