import { entities } from '../data/entities.js';
import { keyText } from '../data/keys.js';
import type { DataRequest, GetRequest, KeyField, StatsRequest } from '../data/request.js';
import type { Tables } from '../sources/memory.js';
import { company, contact, get, list, stats, where } from './requests.js';
import { rowsOf } from './tables.js';

const keys = ['id', 'custom_id', 'email'] as const satisfies readonly KeyField[];

/** Every key that there is, and its neighbours: another case, a zero before it, a space behind it. */
export function everyKey(tables: Tables): readonly GetRequest[] {
  const requests = entities.flatMap((entity) =>
    keys.flatMap((key) => {
      const values = rowsOf(tables, entity).flatMap((row) => keyText(row[key]) ?? []);
      const near = values.flatMap((text) => [
        text,
        text.toUpperCase(),
        text.toLowerCase(),
        `0${text}`,
        `${text} `,
        `${text}.0`,
      ]);
      return [...new Set([...near, '404', '', 'a\u0000b', '\ud800', '%', '__proto__'])].map((value) =>
        get(entity, key, value),
      );
    }),
  );
  return requests;
}

const noon = Date.parse('2025-06-24T12:00:00Z');
const day = 86_400_000;

const hostile = [
  "'; drop table deals; --",
  "d'; drop table deals;--",
  'a"b',
  '"',
  '\\',
  "\\'",
  '%',
  '_',
  '$1',
  '?',
  '{{ x }}',
  '__proto__',
  'constructor',
  'attributes',
  'a\u0000b',
  '\ud800',
  '../../etc/passwd',
  'a b&c=d#e?f/g',
];

/** Names and values that mean something to somebody else: a database, a URL, JavaScript. */
export const hostileRequests: readonly DataRequest[] = hostile.flatMap((text) => [
  get('deal', 'custom_id', text),
  get('product', 'id', text),
  get('contact', 'email', text),
  list({ owner: contact({ id: text, custom_id: text, email: text }) }),
  list({ where: [where('name', 'exact', text)] }),
  list({ where: [{ path: [text], lookup: 'isnull', value: false }] }),
  list({ where: [{ path: [text], lookup: 'exact', value: text }], limit: 1 }),
  list({ order: { field: text, direction: 1 }, limit: 2 }),
  list({ window: { field: text, from: 0, to: noon } }),
  stats({ of: text }),
]);

/** Attributes that no record has. */
export const unknownAttributes: readonly DataRequest[] = [
  list({ order: { field: 'ca_nowhere', direction: 1 } }),
  list({ order: { field: 'ca_nowhere', direction: -1 }, limit: 2 }),
  list({ where: [where('ca_nowhere', 'exact', 'x')] }),
  list({ where: [where('ca_nowhere', 'ne', 'x')] }),
  list({ where: [where('ca_nowhere', 'isnull', true)] }),
  list({ where: [where('ca_nowhere.below', 'exact', 1)] }),
  list({ window: { field: 'ca_nowhere', from: 0, to: noon } }),
  list({ fields: ['ca_nowhere', 'created_at'] }),
  stats({ of: 'ca_nowhere' }),
  { ...get('deal', 'id', '7'), fields: ['ca_nowhere'] },
  { ...get('contact', 'id', '1'), fields: ['ca_nowhere', 'first_name'] },
];

/** Every record, as a whole. */
export const wholeRows: readonly DataRequest[] = [
  ...entities.map((entity) => list({ entity, order: { field: 'id', direction: 1 } })),
  get('deal', 'id', '7'),
  get('product', 'custom_id', 'SKU-1'),
  get('contact', 'email', 'ann@example.com'),
];

/** More requests than a statement has parameters for in some databases, for more records than a page has. */
export const manyRequests: readonly DataRequest[] = [
  list({ owner: contact({ id: '1' }) }),
  list({ owner: contact({ custom_id: 'ann' }), order: { field: 'value', direction: 1 } }),
  list({ order: { field: 'value', direction: -1 }, limit: 150 }),
  list({ order: { field: 'created_at', direction: 1 }, limit: 5 }),
  stats({ owner: contact({ id: '1' }) }),
  ...Array.from({ length: 240 }, (_, index) => get('deal', 'id', String(index))),
  ...Array.from({ length: 120 }, (_, index) => list({ owner: contact({ id: String(index + 1) }), limit: 2 })),
];

/** Only some attributes of each row; what is filtered and ordered by is always among them. */
export const someFields: readonly DataRequest[] = [
  { ...get('deal', 'id', '7'), fields: [] },
  { ...get('deal', 'custom_id', '4711'), fields: ['value', 'currency', 'value_usd'] },
  { ...get('deal', 'custom_id', 'ord-1'), fields: ['id', 'custom_id'] },
  { ...get('contact', 'email', 'ann@example.com'), fields: ['first_name', 'company_id', 'ca_string'] },
  { ...get('product', 'custom_id', 'SKU-1'), fields: ['price', 'currency'] },
  list({ fields: ['created_at'] }),
  list({ fields: ['created_at', 'products_custom_id', 'order_products', 'tags'] }),
  list({ fields: ['created_at', 'delivery_cost', 'big', 'loss_reason', 'name'], limit: 3 }),
  list({ fields: ['created_at', '__proto__', 'constructor', 'a"b', "d'; drop table deals;--"] }),
  list({ fields: ['created_at', 'status'], where: [where('status', 'exact', 1)] }),
  list({
    fields: ['name', 'ca_string'],
    order: { field: 'name', direction: 1 },
    owner: contact({ id: '1' }),
  }),
  list({ entity: 'event', fields: ['timestamp', 'data'], owner: contact({ custom_id: 'ann' }) }),
  list({ entity: 'product_event', fields: ['created_at', 'product_id', 'product_custom_id', 'custom_data'] }),
  list({ entity: 'task', fields: ['created_at', 'deal_id', 'done'] }),
];

/** Numbers over records: by currency, over none, within windows and filters. */
export const everyStats: readonly StatsRequest[] = [
  stats(),
  stats({ owner: contact({ id: '1' }) }),
  stats({ owner: contact({ id: '404' }) }),
  stats({ owner: company({ custom_id: 'acme' }) }),
  stats({ of: 'value_usd' }),
  stats({ of: 'delivery_cost' }),
  stats({ of: 'big' }),
  stats({ of: 'name' }),
  stats({ dateField: 'won_at' }),
  stats({ dateField: 'expected_close_date', timeZone: 'America/New_York' }),
  stats({ where: [where('status', 'exact', 1)] }),
  stats({ where: [where('order_products.product.category', 'exact', 'Shoes')] }),
  stats({ window: { field: 'created_at', from: noon - day, to: noon } }),
  { ...stats({ entity: 'product', of: 'price' }), dateField: 'created_at' },
  countOf({ entity: 'event', dateField: 'timestamp', owner: contact({ custom_id: 'ann' }) }),
  countOf({ entity: 'product_event', where: [where('event_type', 'exact', 'view')] }),
  countOf({ entity: 'deal', owner: contact({ email: 'ann@example.com' }) }),
];

function countOf(fields: Partial<StatsRequest>): StatsRequest {
  const { of: _, ...rest } = stats(fields);
  return rest;
}

/** Requests that differ in one small thing, and so are easily taken for one another. */
export const lookAlikes: readonly DataRequest[] = [
  get('deal', 'id', '7'),
  get('deal', 'id', '8'),
  get('task', 'id', '2'),
  get('deal', 'custom_id', '7'),
  get('contact', 'id', '2'),
  get('contact', 'id', '02'),
  list({ limit: 1 }),
  list({ limit: 2 }),
  list(),
  list({ limit: 0 }),
  list({ order: { field: 'created_at', direction: 1 }, limit: 1 }),
  list({ owner: contact({ id: '1' }), limit: 1 }),
  list({ owner: contact({ id: '2' }), limit: 1 }),
  list({ owner: company({ id: '1' }), limit: 1 }),
  list({ owner: contact({ custom_id: '1' }), limit: 1 }),
  list({ where: [where('status', 'exact', 1)], limit: 1 }),
  list({ where: [where('status', 'exact', 2)], limit: 1 }),
  list({ where: [where('status', 'ne', 1)], limit: 1 }),
  list({ window: { field: 'created_at', from: noon, to: noon } }),
  list({ window: { field: 'created_at', from: noon - day, to: noon } }),
  list({ window: { field: 'updated_at', from: noon - day, to: noon } }),
  stats({ owner: contact({ id: '1' }) }),
  stats({ owner: contact({ id: '2' }) }),
  list({ entity: 'event', owner: contact({ id: '1' }) }),
  list({ entity: 'product_event', owner: contact({ id: '1' }) }),
];
