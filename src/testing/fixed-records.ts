import type { Row } from '../data/request.js';
import type { Tables } from '../sources/memory.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';

const decimal = (text: string): unknown => ScaledDecimal.parse(text);
const stamps = { created_at: '2025-01-01T00:00:00Z', updated_at: '2025-01-01T00:00:00Z' };
const ann = { user_id: 1, user_custom_id: 'ann' };
const ben = { user_id: 2, user_custom_id: 'ben' };
const acme = { company_id: 5, company_custom_id: 'acme' };

/** A name that would reach the prototype of a row that is not made with care. */
const everyName: Row = Object.fromEntries<unknown>([
  ['__proto__', { polluted: true }],
  ['constructor', 'c'],
  ['a"b', 'quoted'],
  ["d'; drop table deals;--", 'hostile'],
]);

/**
 * Records in which keys differ by a letter's case or a zero, dates by the edge of a window, digits by a zero at
 * their end.
 */
export const fixedTables: Tables = {
  companies: [
    { id: 5, custom_id: 'acme', name: 'ACME', ...stamps },
    { id: '05', custom_id: 'ACME', name: 'Another', ...stamps },
  ],
  contacts: [
    { id: 1, custom_id: 'ann', email: 'ann@example.com', first_name: 'Ann', ...acme, ...stamps },
    { id: 2, custom_id: 'ben', first_name: 'Ben', ca_string: 'x', ...stamps },
    { id: '02', custom_id: 'BEN', email: 'Ann@example.com', ...stamps },
    { id: 4, email: "o'hara@example.com", ...acme, ...stamps },
  ],
  pipelines: [{ id: 1, custom_id: 'sales', name: 'Sales' }],
  stages: [
    { id: 1, name: 'New', pipeline: 1, order: 1 },
    { id: 13, custom_id: 'paid', name: 'Paid', pipeline: 1, order: 2 },
  ],
  products: [
    { id: 3, custom_id: "'; drop table products; --", price: decimal('19.90'), category: 'Shoes', ...stamps },
    { id: 4, custom_id: 'SKU-1', price: decimal('5.0'), currency: 'JPY', category: 'shoes', ...stamps },
    { id: 5, custom_id: 'sku-1', price: 7, category: '100%', ...stamps },
  ],
  deals: [
    {
      id: 7,
      custom_id: 4711,
      ...ann,
      ...acme,
      value: decimal('149.90'),
      currency: 'USD',
      value_usd: '150.00',
      status: 2,
      stage: 13,
      delivery_cost: decimal('9.990'),
      big: decimal('12345678901234567890.10'),
      loss_reason: null,
      name: '',
      tags: ['vip', 'VIP '],
      order_products: [
        { product_id: 3, value: decimal('20.00'), quantity: 1, note: { a: [decimal('1.0')] } },
        { product_custom_id: 'SKU-1', value: decimal('0.10'), quantity: decimal('2.50') },
      ],
      product_custom_ids: ['SKU-1', 'gone'],
      created_at: '2025-06-24T14:00:00+02:00',
      updated_at: '2025-06-24',
      ...everyName,
    },
    dealOf(8, ann, {
      created_at: '2025-06-24T12:00:00Z',
      value: decimal('149.9'),
      currency: 'USD',
      status: 1,
    }),
    dealOf('x', ben, { created_at: '2025-06-24T12:00:00Z', value: 20, currency: 'PLN', status: 1 }),
    dealOf(9, ann, { created_at: '2025-06-24T12:00:00.001Z', won_at: '2025-06-24T00:00:00Z', name: 'b' }),
    dealOf(10, ann, { created_at: '2025-06-23T12:00:00Z', expected_close_date: '2025-06-24', name: 'B' }),
    dealOf(11, ann, { created_at: '2025-06-23T11:59:59.999Z', currency: 'USD', value: decimal('-0.01') }),
    dealOf(12, ben, {
      custom_id: 'ord-1',
      ...acme,
      name: '100%',
      stage: 1,
      value: decimal('9007199254740993'),
    }),
    dealOf(13, ben, {
      custom_id: 'ORD-1',
      name: 'straße',
      customers: [{ id: 1 }, { email: 'x@example.com' }],
    }),
    dealOf(14, { user_id: 4 }, { name: 'STRASSE', customers: [{ email: 'ann@example.com' }] }),
    dealOf('007', ben, { name: '～', won_at: '2025-06-25T00:00:00Z', tags: [] }),
    dealOf(15, {}, { name: '😀', ...acme }),
  ],
  tasks: [
    taskOf(1, { title: 'call', due_at: '2025-07-01', done: false }),
    taskOf(2, { title: 'write', due_at: '2025-06-30T08:00:00Z', done: true, ...ben }),
    { id: 3, deal_id: 8, title: 'wait', ...ann, ...stamps },
  ],
  events: [
    { id: 1, ...ann, name: 'purchase', timestamp: 1750777800, data: { value: decimal('1.50') } },
    { id: 2, ...ann, name: 'visit', timestamp: 1750777799, data: {} },
    { id: 3, ...ben, name: 'Visit', timestamp: '2025-06-24T15:10:00Z' },
  ],
  product_events: [
    productEventOf(1, ann, { event_type: 'view', product_id: 3 }),
    productEventOf(2, ann, {
      event_type: 'add to cart',
      product_custom_id: 'SKU-1',
      custom_data: { n: [1] },
    }),
    productEventOf(3, ben, { event_type: 'view', product_custom_id: 'gone' }),
  ],
};

function dealOf(id: unknown, owner: Row, fields: Row): Row {
  return { id, ...owner, created_at: '2025-05-01T00:00:00Z', updated_at: '2025-06-24T12:00:00Z', ...fields };
}

function taskOf(id: number, fields: Row): Row {
  return { id, deal_id: 7, deal_custom_id: 4711, ...ann, ...stamps, ...fields };
}

function productEventOf(id: number, owner: Row, fields: Row): Row {
  return { id, ...owner, created_at: `2025-06-24T12:00:0${id}Z`, ...fields };
}

/** More deals of one owner than a service gives on a page, or a statement takes parameters for. */
export const manyDeals: Tables = {
  contacts: [{ id: 1, custom_id: 'ann', email: 'ann@example.com', ...stamps }],
  deals: Array.from({ length: 230 }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, '0');
    return dealOf(index + 1, ann, { created_at: `2025-05-${day}T00:00:00Z`, value: (index * 7) % 31 });
  }),
};
