import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { models } from '../../src/data/entities.js';
import { sqliteStore } from '../../src/sources/sql/sqlite-store.js';
import type { Store } from '../../src/sources/store.js';
import { temporaryFolder } from '../contracts/temporary-folder.js';
import { TriedCrm } from '../support/crm.js';

let store: Store | undefined;
let crm: TriedCrm;
beforeAll(async () => {
  store = (await sqliteStore(path.join(await temporaryFolder(), 'crm.db'))).store;
  if (!store) throw new Error('the store did not open');
  crm = new TriedCrm(store);
  await crm.post('/users/update_or_create/', { custom_id: 'u' });
  await crm.post('/deals/', { custom_id: 'd', name: 'd', user_custom_id: 'u' });
});
afterAll(() => store?.close());

const names = [
  ...new Set(
    Object.values(models).flatMap(({ fields }) =>
      fields.flatMap((one) => [one.name, ...(one.aliases ?? [])]),
    ),
  ),
  ...['event_type', 'last_name', '__proto__', 'toString', '\u0000', '', 'contact', 'products', 'status_name'],
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    'u',
    'd',
    'x@y',
    'view',
    'USD',
    '2025-06-25',
    '2025-06-25T10:00:00Z',
    '\u0000',
    '\ud800',
    '1e999',
    '-0',
  ),
);
const scalar = fc.oneof(
  text,
  fc.constantFrom(0, 1, 2, 3, -1, 1.5, 1e300, 2 ** 53, Number.MIN_VALUE, true, false, null),
);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(scalar, fc.dictionary(fc.constantFrom(...names), scalar)), { maxLength: 3 }),
  },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...names), scalar, { maxKeys: 3 }) },
);
const body = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 });
const valid = fc.constantFrom(
  {},
  { custom_id: 'd', name: 'n' },
  { name: 'n', volume: 1, last_name: 'x' },
  { user_id: 1, event_type: 'view' },
);
const address = fc.constantFrom(
  ...[
    'POST /users/update_or_create/',
    'POST /users-by-id/u/events/',
    'POST /deals/',
    'POST /deals/update_or_create/',
  ],
  ...['PATCH /deals/1/', 'PUT /deals-by-id/d/', 'POST /products/', 'PUT /products-by-id/p/'],
  ...[
    'POST /products/update_or_create/',
    'POST /products-by-id/p/product_event/',
    'POST /companies/update_or_create/',
  ],
  ...['POST /api/v1/integration/deals', 'PATCH /api/v1/integration/deals/1'],
);

test('whatever is sent, the answer is a record or names what is wrong', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(address, valid, body, async (where, base, more) => {
      const [method = '', to = ''] = where.split(' ');
      const told = await crm.ask(method, to, { ...base, ...more }, { 'x-department-id': 'd' });
      expect([200, 201, 400, 404]).toContain(told.status);
      expect(told.json).toEqual(
        told.status < 400
          ? expect.objectContaining({ id: expect.anything() })
          : { errors: expect.objectContaining({}) },
      );
    }),
    { numRuns: process.env.HEAVY === '1' ? 5000 : 60 },
  );
});

test('whatever an address holds, the answer is a page, a record or names what is wrong', async () => {
  const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(anything, anything, async (one, other) => {
      const encoded = encodeURIComponent(one.replaceAll('.', ''));
      const paths = [
        `/deals/?cursor=${encoded}`,
        `/deals/?user_id=${encoded}&page_size=${encodeURIComponent(other)}`,
      ];
      if (encoded !== '') paths.push(`/deals/${encoded}/`, `/users-by-id/${encoded}/`);
      for (const to of paths) expect([200, 400, 404]).toContain((await crm.get(to)).status);
    }),
    { numRuns: process.env.HEAVY === '1' ? 1000 : 15 },
  );
});
