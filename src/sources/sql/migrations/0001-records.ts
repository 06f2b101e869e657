import { type Kysely, type Migration, sql } from 'kysely';
import { applicationId } from '../sqlite-file.js';

/**
 * The tables of version 1, written out: a migration does not change when the model does. `name:type`, where
 * text is the default and `any` is a column without affinity, for keys that are numbers or text. `_ms` and
 * `_num` columns are what the column before them compares by.
 */
export const tables: Readonly<Record<string, string>> = {
  companies:
    'id:any custom_id name website city country created_at created_at_ms:integer updated_at ' +
    'updated_at_ms:integer',
  contacts:
    'id:any custom_id email first_name last_name name phone_number company_id:any ' +
    'company_custom_id language time_zone gender city region country created_at ' +
    'created_at_ms:integer updated_at updated_at_ms:integer last_seen last_seen_ms:integer ' +
    'unsubscribed:integer tags',
  pipelines: 'id:any custom_id name',
  stages: 'id:any custom_id name pipeline:any order:integer',
  products:
    'id:any custom_id name description product_url image_url price price_num:real special_price ' +
    'special_price_num:real currency target_group brand_name category city country created_at ' +
    'created_at_ms:integer updated_at updated_at_ms:integer',
  deals:
    'id:any custom_id name value value_num:real currency value_usd value_usd_num:real ' +
    'status:integer stage:any pipeline:any created_at created_at_ms:integer updated_at ' +
    'updated_at_ms:integer expected_close_date won_at won_at_ms:integer lost_at ' +
    'lost_at_ms:integer loss_reason loss_reason_description user_id:any user_custom_id ' +
    'company_id:any company_custom_id assignee assigned_to activities_status participants tags ' +
    'customers products_custom_id order_products',
  tasks:
    'id:any custom_id deal_id:any deal_custom_id kind title due_at due_at_ms:integer done:integer ' +
    'assignee user_id:any user_custom_id created_at created_at_ms:integer updated_at ' +
    'updated_at_ms:integer',
  events: 'id:any name data timestamp timestamp_ms:integer user_id:any user_custom_id',
  product_events:
    'id:any event_type created_at created_at_ms:integer custom_data product_id:any ' +
    'product_custom_id user_id:any user_custom_id',
};

/** By which each table is searched. The tie-breaking id makes an index walk give a finished top-N. */
export const indexes: Readonly<Record<string, readonly string[]>> = {
  contacts: ['email', 'company_id id', 'company_custom_id id'],
  deals: [
    'user_id created_at_ms id',
    'user_custom_id created_at_ms id',
    'company_id created_at_ms id',
    'company_custom_id created_at_ms id',
    'created_at_ms id',
  ],
  tasks: ['deal_id', 'user_id created_at_ms id', 'user_custom_id created_at_ms id'],
  events: ['user_id timestamp_ms id', 'user_custom_id timestamp_ms id'],
  product_events: ['user_id created_at_ms id', 'user_custom_id created_at_ms id'],
};

export const records: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [table, columns] of Object.entries(tables)) {
      const names = columns.split(' ').map((column) => column.split(':'));
      const definitions = names.map(([name = '', type = 'text']) =>
        type === 'any' ? sql`${sql.ref(name)}` : sql`${sql.ref(name)} ${sql.raw(type)}`,
      );
      await sql`create table ${sql.table(table)} (rid integer primary key, ${sql.join(definitions)}, attributes text)`.execute(
        db,
      );
      await sql`create unique index ${sql.ref(`${table}_id`)} on ${sql.table(table)} (id)`.execute(db);
      if (names.some(([name]) => name === 'custom_id')) {
        await sql`create unique index ${sql.ref(`${table}_custom_id`)} on ${sql.table(table)} (custom_id)`.execute(
          db,
        );
      }
      for (const index of indexes[table] ?? []) {
        const parts = index.split(' ');
        const name = sql.ref(`${table}_by_${parts.join('_')}`);
        const columnList = sql.join(parts.map((part) => sql.ref(part)));
        await sql`create index ${name} on ${sql.table(table)} (${columnList})`.execute(db);
      }
    }
    // Countertop's deals belong to any number of contacts.
    await sql`create table deal_customers (deal_id, contact_id, email text)`.execute(db);
    await sql`create index deal_customers_by_contact_id on deal_customers (contact_id, deal_id)`.execute(db);
    await sql`create index deal_customers_by_email on deal_customers (email, deal_id)`.execute(db);
    await sql`create index deal_customers_by_deal_id on deal_customers (deal_id)`.execute(db);
    // Fields of which some row holds a value that its order column cannot express.
    await sql`create table inexact_fields (entity text, field text, primary key (entity, field)) without rowid`.execute(
      db,
    );
    await sql`pragma application_id = ${sql.lit(applicationId)}`.execute(db);
    await sql`pragma user_version = 1`.execute(db);
  },
};
