import { beforeEach, describe, expect, test } from 'vitest';
import { faultsOf, TriedCrm } from '../../support/crm.js';

let crm: TriedCrm;
beforeEach(async () => {
  crm = new TriedCrm();
  await crm.post('/users/update_or_create/', { custom_id: 'john', email: 'john@example.com' });
});

const order =
  '{"custom_id": "ORD-1", "user_custom_id": "john", "name": "Order #1", "stage": 13, "status": 1, ' +
  '"value": 149.90, "currency": "USD", "delivery_cost": 9.90, "order_method": "Online", ' +
  '"products_custom_id": ["SKU-1"], ' +
  '"order_products": [{"product_custom_id": "SKU-1", "value": 129.90, "currency": "USD", "quantity": 1}]}';

const upsert = (body: unknown) => crm.post('/deals/update_or_create/', body);
const stored = async () => (await crm.get('/deals-by-id/ORD-1/')).json as Record<string, unknown>;

test('POST makes a deal: 201, the whole deal, both keys of its user, the digits that were sent', async () => {
  const { status, text } = await crm.post('/deals/', order);
  expect(status).toBe(201);
  expect(text).toBe(
    '{"id":1,"custom_id":"ORD-1","name":"Order #1","stage":13,"value":149.90,"currency":"USD",' +
      '"delivery_cost":9.90,"order_method":"Online","products_custom_id":["SKU-1"],' +
      '"order_products":[{"product_custom_id":"SKU-1","value":129.90,"currency":"USD","quantity":1}],' +
      '"user_id":1,"user_custom_id":"john","status":1,' +
      '"created_at":"2025-06-25T10:00:00.000Z","updated_at":"2025-06-25T10:00:00.000Z"}',
  );
  expect((await crm.get('/deals/1/')).text).toBe(text);
  expect((await crm.get('/deals-by-id/ORD-1')).text).toBe(text);
});

test('a repeated custom_id on POST is 400 and names the field; nothing was written', async () => {
  await crm.post('/deals/', order);
  const refused = await crm.post('/deals/', { custom_id: 'ORD-1', name: 'Another' });
  expect(refused.status).toBe(400);
  expect(faultsOf(refused)).toEqual({ custom_id: ['another deal has this custom_id'] });
  expect((await crm.get('/deals/')).json).toMatchObject({ count: 1, results: [{ name: 'Order #1' }] });
});

test('update_or_create makes, then changes: an omitted field keeps its value', async () => {
  expect((await upsert(order)).status).toBe(200);
  const before = await stored();
  crm.now = new Date('2025-06-26T00:00:00Z');
  const changed = await upsert('{"custom_id": "ORD-1", "value": 129.90, "gift": {"wrap": true}}');
  expect(changed.status).toBe(200);
  expect(changed.text).toContain('"value":129.90');
  expect(await stored()).toMatchObject({
    ...before,
    value: expect.anything(),
    gift: { wrap: true },
    updated_at: '2025-06-26T00:00:00.000Z',
    created_at: '2025-06-25T10:00:00.000Z',
  });
  expect((await crm.get('/deals/')).json).toMatchObject({ count: 1 });
});

test('PATCH by id and PUT by custom_id change what is sent; others are 404', async () => {
  await upsert(order);
  expect(await crm.patch('/deals/1/', { name: 'A' })).toMatchObject({
    status: 200,
    json: { name: 'A', stage: 13 },
  });
  expect(await crm.put('/deals-by-id/ORD-1/', { stage: 14 })).toMatchObject({
    status: 200,
    json: { name: 'A', stage: 14 },
  });
  for (const answer of [
    await crm.patch('/deals/2/', {}),
    await crm.put('/deals-by-id/ORD-2/', {}),
    await crm.get('/deals/2/'),
    await crm.get('/deals-by-id/ORD-2/'),
  ]) {
    expect(answer.status).toBe(404);
  }
  const unknown = await crm.put('/deals-by-id/ORD-2/', {});
  expect(faultsOf(unknown)).toEqual({ custom_id: ['there is no deal with this custom_id'] });
});

test('a custom_id may be changed, but not to that of another deal', async () => {
  await upsert(order);
  await upsert({ custom_id: 'ORD-2', name: 'B' });
  expect((await crm.patch('/deals/1/', { custom_id: 'ORD-3' })).status).toBe(200);
  const refused = await crm.put('/deals-by-id/ORD-3/', { custom_id: 'ORD-2' });
  expect([refused.status, faultsOf(refused)]).toEqual([
    400,
    { custom_id: ['another deal has this custom_id'] },
  ]);
});

test('what was answered can be sent back', async () => {
  const { text } = await crm.post('/deals/', order);
  const answer = await crm.put('/deals-by-id/ORD-1/', text);
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual((await crm.get('/deals/1/')).json);
  expect(JSON.parse(answer.text)).toEqual(JSON.parse(text));
});

test('an unknown user is 404, by whichever key; two keys of two users are 400', async () => {
  const byCustomId = await upsert({ custom_id: 'A', name: 'A', user_custom_id: 'none' });
  expect([byCustomId.status, faultsOf(byCustomId)]).toEqual([
    404,
    { user_custom_id: ['there is no user with this custom_id'] },
  ]);
  const byId = await crm.post('/deals/', { name: 'A', user_id: 99 });
  expect([byId.status, faultsOf(byId)]).toEqual([404, { user_id: ['there is no user with this id'] }]);
  await crm.post('/users/update_or_create/', { custom_id: 'ann' });
  const two = await crm.post('/deals/', { name: 'A', user_id: 1, user_custom_id: 'ann' });
  expect([two.status, faultsOf(two)]).toEqual([400, { user_custom_id: ['names another user than user_id'] }]);
});

test('a deal moves to another user with both keys; null takes it away from everybody', async () => {
  await upsert(order);
  await crm.post('/users/update_or_create/', { custom_id: 'ann' });
  await upsert({ custom_id: 'ORD-1', user_custom_id: 'ann' });
  expect(await stored()).toMatchObject({ user_id: 2, user_custom_id: 'ann' });
  await upsert({ custom_id: 'ORD-1', user_id: null });
  expect(await stored()).toMatchObject({ user_id: null, user_custom_id: null });
});

test('an unknown stage and an unknown SKU are accepted and kept', async () => {
  await upsert(order);
  expect(await stored()).toMatchObject({ stage: 13, order_products: [{ product_custom_id: 'SKU-1' }] });
  expect((await crm.get('/products-by-id/SKU-1/')).status).toBe(404);
  expect((await crm.get('/stages/13/')).status).toBe(404);
});

test('order lines keep the receipt when the product changes afterwards', async () => {
  await crm.post('/products/', '{"custom_id": "SKU-1", "name": "Case", "price": 129.90}');
  await upsert(order);
  const before = (await stored()).order_products;
  await crm.put('/products-by-id/SKU-1/', '{"name": "Better case", "price": 999.00}');
  expect((await stored()).order_products).toEqual(before);
  expect(JSON.stringify(before)).toContain('"129.90"');
});

describe('won and lost', () => {
  const states = async (...statuses: readonly number[]) => {
    const seen: unknown[] = [];
    for (const [day, status] of statuses.entries()) {
      crm.now = new Date(Date.UTC(2025, 6, day + 1));
      await upsert({ custom_id: 'W', name: 'W', status });
      const { won_at, lost_at } = (await crm.get('/deals-by-id/W/')).json as Record<string, string | null>;
      seen.push([won_at?.slice(8, 10) ?? null, lost_at?.slice(8, 10) ?? null]);
    }
    return seen;
  };

  test('status 2 sets won_at once, status 3 lost_at; the other one is emptied', async () => {
    expect(await states(1, 2, 2, 3)).toEqual([
      [null, null],
      ['02', null],
      ['02', null],
      [null, '04'],
    ]);
  });

  test('a deal that is open again is neither; an archived one stays what it was', async () => {
    expect(await states(2, 1, 2, 4, 0)).toEqual([
      ['01', null],
      [null, null],
      ['03', null],
      ['03', null],
      ['03', null],
    ]);
  });

  test('a time that is sent counts, and a new deal may be won at once', async () => {
    await upsert({ custom_id: 'W', name: 'W', status: 2, won_at: '2025-01-01T00:00:00Z' });
    expect((await crm.get('/deals-by-id/W/')).json).toMatchObject({ won_at: '2025-01-01T00:00:00Z' });
    await upsert({ custom_id: 'V', name: 'V', status: 2 });
    expect((await crm.get('/deals-by-id/V/')).json).toMatchObject({ won_at: '2025-06-25T10:00:00.000Z' });
  });

  test('a change of something else leaves them alone; a new deal without a status is in progress', async () => {
    await upsert({ custom_id: 'W', name: 'W' });
    expect((await crm.get('/deals-by-id/W/')).json).toMatchObject({ status: 1 });
    await upsert({ custom_id: 'W', status: 2 });
    crm.now = new Date('2025-07-01T00:00:00Z');
    await upsert({ custom_id: 'W', value: 1 });
    expect((await crm.get('/deals-by-id/W/')).json).toMatchObject({
      won_at: '2025-06-25T10:00:00.000Z',
      updated_at: '2025-07-01T00:00:00.000Z',
    });
  });

  test('a partial return changes the value alone, a full return also stage and status', async () => {
    await upsert(order);
    await upsert({ custom_id: 'ORD-1', stage: 12, status: 2 });
    await upsert('{"custom_id": "ORD-1", "value": 129.90}');
    expect(await stored()).toMatchObject({ stage: 12, status: 2, won_at: expect.any(String) });
    expect((await crm.get('/deals/1/')).text).toContain('"value":129.90');
    await upsert('{"custom_id": "ORD-1", "stage": 14, "status": 3, "value": 0}');
    expect(await stored()).toMatchObject({ stage: 14, status: 3, value: 0, won_at: null });
    expect((await stored()).order_products).toHaveLength(1);
  });
});

test('a new deal needs a name, update_or_create a custom_id', async () => {
  const nameless = await crm.post('/deals/', { custom_id: 'A' });
  expect([nameless.status, faultsOf(nameless)]).toEqual([400, { name: ['must be given for a new deal'] }]);
  const keyless = await upsert({ name: 'A' });
  expect([keyless.status, faultsOf(keyless)]).toEqual([400, { custom_id: ['must be given'] }]);
});

test('every field of the wrong kind is named at once', async () => {
  const refused = await crm.post('/deals/', {
    name: 7,
    value: 'much',
    currency: 'dollars',
    status: 9,
    stage: {},
    expected_close_date: 'soon',
    won_at: '2025-13-01',
    products_custom_id: ['', 3],
    order_products: [{ product_custom_id: 'S', value: 'x', quantity: [] }, {}, 5],
  });
  expect(refused.status).toBe(400);
  expect(faultsOf(refused)).toEqual({
    name: ['must be text'],
    value: ['must be a number'],
    currency: ['must be an ISO 4217 code, such as USD'],
    status: ['must be one of 0 (abandoned), 1 (in progress), 2 (won), 3 (lost), 4 (archived)'],
    stage: ['must be an id'],
    expected_close_date: ['must be a date, such as 2025-06-24'],
    won_at: ['must be a time: ISO 8601, or UNIX seconds'],
    'products_custom_id[0]': ['must not be empty'],
    'products_custom_id[1]': ['must be text'],
    'order_products[0].value': ['must be a number'],
    'order_products[0].quantity': ['must be a number'],
    'order_products[1].product_custom_id': ['or product_id must be given'],
    'order_products[2]': ['must be an object'],
  });
});

test('names that JavaScript knows are custom attributes like any other', async () => {
  const names = '"__proto__": {"admin": true}, "constructor": "c", "toString": 1, "hasOwnProperty": 2';
  const { status, text } = await crm.post('/deals/', `{"custom_id": "P", "name": "P", ${names}}`);
  expect(status).toBe(201);
  expect(text).toContain('"__proto__":{"admin":true},"constructor":"c","toString":1,"hasOwnProperty":2');
  expect((await crm.get('/deals-by-id/P/')).text).toBe(text);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test('of two at once with one custom_id one makes the deal and the other changes it', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map((n) => upsert({ custom_id: 'ORD-1', name: `N${n}`, [`from_${n}`]: true })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect((await crm.get('/deals/')).json).toMatchObject({ count: 1 });
  expect(await stored()).toMatchObject({
    from_1: true,
    from_2: true,
    from_3: true,
    from_4: true,
    from_5: true,
  });
  const posts = await Promise.all([1, 2, 3].map(() => crm.post('/deals/', { custom_id: 'X', name: 'X' })));
  expect(posts.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
});
