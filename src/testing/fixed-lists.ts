import { entities } from '../data/entities.js';
import type { Condition, ListRequest } from '../data/request.js';
import { company, contact, list, where } from './requests.js';

const noon = Date.parse('2025-06-24T12:00:00Z');
const day = 86_400_000;

const owners = [
  contact({ id: '1' }),
  contact({ custom_id: 'ann' }),
  contact({ email: 'ann@example.com' }),
  contact({ email: 'ANN@example.com' }),
  contact({ id: '4', email: "o'hara@example.com" }),
  contact({ id: '404', custom_id: 'ben' }),
  contact({ id: '02' }),
  contact({ custom_id: 'BEN' }),
  contact({ id: "1' or '1'='1", custom_id: 'ann%' }),
  contact({ id: '404' }),
  contact({}),
  company({ id: '5', custom_id: 'acme' }),
  company({ id: '5' }),
  company({ custom_id: 'acme' }),
  company({ id: '05', custom_id: 'ACME' }),
  company({}),
];

/** The records of each owner by each of its keys, and everybody's. */
export const everyOwner: readonly ListRequest[] = entities.flatMap((entity) => [
  list({ entity }),
  list({ entity, limit: 1 }),
  ...owners.map((owner) => list({ entity, owner })),
  ...owners.slice(0, 3).map((owner) => list({ entity, owner, limit: 1 })),
]);

/** Windows whose ends are records' own instants, and a millisecond beside them. */
export const everyWindow: readonly ListRequest[] = [
  [noon, noon],
  [noon - day, noon],
  [noon - day / 2, noon],
  [noon - day, noon + 1],
  [noon - day + 1, noon - 1],
  [noon + 1, noon - 1],
].flatMap(([from = 0, to = 0]) => [
  ...['created_at', 'won_at', 'expected_close_date', 'updated_at', 'big', 'nothing'].flatMap((field) =>
    ['UTC', 'Europe/Warsaw', 'America/New_York'].map((timeZone) =>
      list({ window: { field, from, to }, timeZone }),
    ),
  ),
  list({ window: { field: 'created_at', from, to }, owner: contact({ id: '1' }), limit: 2 }),
  list({ entity: 'event', window: { field: 'timestamp', from: from + 11_400_000, to: to + 11_400_000 } }),
]);

/** Orders in both directions: ties go by id, empty values stand last, and the limit comes after. */
export const everyOrder: readonly ListRequest[] = [
  'created_at',
  'id',
  'custom_id',
  'value',
  'name',
  'status',
  'won_at',
  'expected_close_date',
  'delivery_cost',
  'tags',
  'nothing',
].flatMap((field) =>
  ([1, -1] as const).flatMap((direction) =>
    [undefined, 0, 1, 3].map((limit) =>
      list({ order: { field, direction }, ...(limit !== undefined && { limit }) }),
    ),
  ),
);

const conditions: readonly Condition[] = [
  where('status', 'exact', 1),
  where('status', 'exact', 'won'),
  where('status', 'ne', 2),
  where('status', 'in', [1, 'won']),
  where('value', 'gte', 20),
  where('value', 'exact', '149.90'),
  where('value', 'lt', 149.9),
  where('value', 'gt', '9007199254740992'),
  where('name', 'exact', 'b'),
  where('name', 'iexact', 'b'),
  where('name', 'iexact', 'Strasse'),
  where('name', 'contains', '%'),
  where('name', 'contains', 'b'),
  where('name', 'icontains', 'RASS'),
  where('name', 'startswith', 's'),
  where('name', 'istartswith', 's'),
  where('name', 'endswith', 'e'),
  where('name', 'iendswith', 'SSE'),
  where('name', 'isnull', true),
  where('loss_reason', 'isnull', true),
  where('custom_id', 'exact', 4711),
  where('custom_id', 'exact', 'ord-1'),
  where('id', 'in', ['7', 8, '007']),
  where('tags', 'contains', 'vip'),
  where('products_custom_id', 'contains', 'SKU-1'),
  where('created_at', 'gte', '2025-06-24T12:00:00Z'),
  where('delivery_cost', 'exact', '9.99'),
  where('order_products.product.category', 'exact', 'Shoes'),
  where('order_products.value', 'lt', 1),
  where('products.category', 'iexact', 'shoes'),
  where('contact.first_name', 'exact', 'Ben'),
  where('stage.pipeline', 'exact', 1),
  where('company.name', 'exact', 'ACME'),
];

/** Filters of every kind; each also with a limit, which must count what passed. */
export const everyFilter: readonly ListRequest[] = [
  ...conditions.flatMap((one) => [
    list({ where: [one] }),
    list({ where: [one], limit: 2, order: { field: 'created_at', direction: 1 } }),
  ]),
  list({ entity: 'task', where: [where('deal_id', 'exact', '7')], order: { field: 'due_at', direction: 1 } }),
  list({ entity: 'task', where: [where('done', 'exact', true)] }),
  list({ entity: 'event', where: [where('name', 'exact', 'visit')], owner: contact({ id: '1' }), limit: 1 }),
  list({ entity: 'product_event', where: [where('product.category', 'exact', 'Shoes')] }),
  list({ entity: 'product', where: [where('category', 'exact', 'Shoes')] }),
];
