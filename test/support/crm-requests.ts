import fc from 'fast-check';
import { isRow } from '../../src/data/keys.js';
import { jsonText } from '../../src/sources/row-value.js';
import type { Told, TriedCrm } from './crm.js';

/** A request to a CRM, its body as it is written. */
export interface CrmRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

const user = fc.constantFrom('u1', 'u2', 'ü/3', 'nobody');
const order = fc.constantFrom('D1', 'D2', 'D 3', 'D4');
const sku = fc.constantFrom('S1', 'S2', 'S3');
const number = fc.constantFrom(
  '0',
  '149.90',
  '"1250.00"',
  '-0.0',
  '12345678901234567890.10',
  'null',
  '7e2',
  '"x"',
);
const custom = fc.constantFrom(
  '"ca": 1.50',
  '"ca": {"deep": [1.0, "\\u0000", null]}',
  '"__proto__": {"x": 1}',
  '"constructor": true',
  '"phone": "+1"',
  '"phone_number": null',
  '"products_custom_ids": ["S1"]',
  '"status": 2',
  '"status": 3',
  '"status": 0',
  '"won_at": "2025-01-01T00:00:00+02:00"',
  '"created_at": 1426967129',
  '"currency": "USD"',
  '"id": 1',
  '"stage": "13"',
  '"tags": []',
);
const extras = fc.uniqueArray(custom, { maxLength: 4, selector: (text) => text.split(':')[0] });
const object = (...parts: readonly string[]) => `{${parts.join(', ')}}`;
const quoted = (name: string, value: string) => `"${name}": ${JSON.stringify(value)}`;

const line = fc
  .tuple(sku, number)
  .map(([one, value]) => object(quoted('product_custom_id', one), `"value": ${value}`));

const deal = fc
  .record({ order, user, number, extras, lines: fc.array(line, { maxLength: 2 }), named: fc.boolean() })
  .map((one) =>
    object(
      quoted('custom_id', one.order),
      ...(one.named ? [quoted('name', `Order ${one.order}`), quoted('user_custom_id', one.user)] : []),
      `"value": ${one.number}`,
      ...(one.lines.length > 0 ? [`"order_products": [${one.lines.join(', ')}]`] : []),
      ...one.extras,
    ),
  );

const at = encodeURIComponent;
const post = (path: string, body: string): CrmRequest => ({ method: 'POST', path, body });

const writing: fc.Arbitrary<CrmRequest> = fc.oneof(
  fc
    .tuple(user, extras, fc.constantFrom('', '"email": "a@example.com"', '"email": "b@example.com"'))
    .map(([one, more, mail]) =>
      post(
        '/users/update_or_create/',
        object(quoted('custom_id', one), ...(mail === '' ? [] : [mail]), ...more),
      ),
    ),
  deal.map((body) => post('/deals/update_or_create/', body)),
  deal.map((body) => post('/deals/', body)),
  fc.tuple(order, deal).map(([one, body]) => ({ method: 'PUT', path: `/deals-by-id/${at(one)}/`, body })),
  fc
    .tuple(fc.nat(5), extras)
    .map(([id, more]) => ({ method: 'PATCH', path: `/deals/${id}/`, body: object(...more) })),
  fc
    .tuple(sku, number, extras)
    .map(([one, price, more]) =>
      post('/products/update_or_create/', object(quoted('custom_id', one), `"price": ${price}`, ...more)),
    ),
  fc
    .tuple(sku, user, fc.constantFrom('view', 'order', 'bought'))
    .map(([one, who, type]) =>
      post(
        `/products-by-id/${one}/product_event/`,
        object(quoted('user_custom_id', who), quoted('event_type', type)),
      ),
    ),
  fc
    .tuple(user, fc.constantFrom('a', 'b'), number)
    .map(([who, name, value]) =>
      post(`/users-by-id/${at(who)}/events/`, object(quoted('name', name), `"data": {"value": ${value}}`)),
    ),
);

const reading: fc.Arbitrary<CrmRequest> = fc
  .oneof(
    user.map((one) => `/deals/?user_custom_id=${at(one)}&page_size=2`),
    fc.nat(4).map((id) => `/deals/?user_id=${id}`),
    order.map((one) => `/deals-by-id/${at(one)}/`),
    user.map((one) => `/users-by-id/${at(one)}/`),
    user.map((one) => `/users-by-id/${at(one)}/events/`),
    sku.map((one) => `/products-by-id/${one}/`),
    fc.constantFrom('/products/?page_size=1', '/users/?email=a@example.com', '/product-events/'),
  )
  .map((path) => ({ method: 'GET', path }));

/** What senders of orders might do, some of it wrong, in any order. */
export const crmRequests: fc.Arbitrary<readonly CrmRequest[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: writing }, { weight: 1, arbitrary: reading }),
  { minLength: 1, maxLength: 20 },
);

/** The answers to requests, one after the other, and then every page of every list. */
export async function answersOf(crm: TriedCrm, requests: readonly CrmRequest[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const { method, path, body } of requests) answers.push(written(await crm.ask(method, path, body)));
  for (const list of ['users', 'deals', 'products', 'product-events']) {
    for (let next: unknown = `/${list}/?page_size=3`; typeof next === 'string'; ) {
      const page: Told = await crm.get(next);
      answers.push(written(page));
      next = isRow(page.json) ? page.json.next : null;
    }
  }
  return answers;
}

/** Status and answer, its names in order: a database gives them in the order of its columns. */
const written = ({ status, json }: Told): string => `${status} ${jsonText(sorted(json))}`;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRow(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
