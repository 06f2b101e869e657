import { beforeEach, expect, test } from 'vitest';
import { faultsOf, TriedCrm } from '../../support/crm.js';

let crm: TriedCrm;
beforeEach(async () => {
  crm = new TriedCrm();
  await crm.post('/users/update_or_create/', { custom_id: 'john' });
});

const event = (sku: string, body: unknown) => crm.post(`/products-by-id/${sku}/product_event/`, body);

test('products are made, read, changed and listed', async () => {
  const made = await crm.post(
    '/products/',
    '{"custom_id": "SKU-1", "name": "Case", "price": 20.00, "size": "L"}',
  );
  expect(made.status).toBe(201);
  expect(made.text).toContain('"price":20.00,"size":"L"');
  expect((await crm.post('/products/', { custom_id: 'SKU-1' })).status).toBe(400);
  expect((await crm.patch('/products/1/', { name: 'A' })).json).toMatchObject({ name: 'A', size: 'L' });
  expect((await crm.put('/products-by-id/SKU-1/', { size: 'M' })).json).toMatchObject({
    name: 'A',
    size: 'M',
  });
  const upserted = await crm.post('/products/update_or_create/', { custom_id: 'SKU-2', name: 'B' });
  expect(upserted).toMatchObject({ status: 200, json: { id: 2, name: 'B' } });
  expect((await crm.get('/products/')).json).toMatchObject({ count: 2, results: [{ id: 1 }, { id: 2 }] });
  expect((await crm.get('/products/2/')).text).toBe((await crm.get('/products-by-id/SKU-2/')).text);
});

test('a product event: 201 with the id', async () => {
  await crm.post('/products/', { custom_id: 'SKU-1', name: 'Case' });
  const made = await event('SKU-1', { user_custom_id: 'john', event_type: 'add to cart' });
  expect(made).toMatchObject({ status: 201, json: { id: 1 } });
  await event('SKU-1', { user_id: 1, event_type: 'order', timestamp: 1426967129 });
  expect((await crm.get('/product-events/?user_custom_id=john')).json).toMatchObject({
    count: 2,
    results: [
      {
        id: 1,
        event_type: 'add to cart',
        created_at: '2025-06-25T10:00:00.000Z',
        product_id: 1,
        product_custom_id: 'SKU-1',
        user_id: 1,
        user_custom_id: 'john',
      },
      { id: 2, event_type: 'order', created_at: 1426967129 },
    ],
  });
  expect((await crm.get('/product-events/?user_custom_id=none')).json).toMatchObject({ count: 0 });
});

test('data describes the product, custom_data stays with the event', async () => {
  await crm.post('/products/', { custom_id: 'SKU-1', name: 'Case' });
  const data = { colour: 'red', custom_data: { shelf: 3 } };
  await event('SKU-1', { user_custom_id: 'john', event_type: 'view', data });
  expect((await crm.get('/products/1/')).json).toMatchObject({ name: 'Case', colour: 'red' });
  const { json } = await crm.get('/product-events/');
  expect(json).toMatchObject({ results: [{ custom_data: { shelf: 3 } }] });
  const renamed = await event('SKU-1', { user_id: 1, event_type: 'view', data: { custom_id: 'SKU-2' } });
  expect([renamed.status, faultsOf(renamed)]).toEqual([400, { 'data.custom_id': ['stands in the address'] }]);
});

test('an unknown SKU becomes a product without a name', async () => {
  expect((await event('SKU-9', { user_custom_id: 'john', event_type: 'purchase' })).status).toBe(201);
  const { status, json } = await crm.get('/products-by-id/SKU-9/');
  expect(status).toBe(200);
  expect(json).toMatchObject({ id: 1, custom_id: 'SKU-9' });
  expect(json).not.toHaveProperty('name');
  await event('SKU-9', { user_custom_id: 'john', event_type: 'return' });
  expect((await crm.get('/products/')).json).toMatchObject({ count: 1 });
});

test('the list of types is closed: 400 names event_type and the list; nothing was written', async () => {
  const refused = await event('SKU-9', { user_custom_id: 'john', event_type: 'Purchased' });
  expect([refused.status, faultsOf(refused)]).toEqual([
    400,
    {
      event_type: [
        'must be one of add to cart, purchase, liking, add to observation, order, reservation, return, view, ' +
          'click, detail, add, remove, checkout, checkout option, refund, promo click',
      ],
    },
  ]);
  expect((await crm.get('/products/')).json).toMatchObject({ count: 0 });
});

test('a product event needs a user who is there', async () => {
  const nobody = await event('SKU-1', { event_type: 'view' });
  expect([nobody.status, faultsOf(nobody)]).toEqual([400, { user_custom_id: ['or user_id must be given'] }]);
  const unknown = await event('SKU-1', { event_type: 'view', user_custom_id: 'none' });
  expect([unknown.status, faultsOf(unknown)]).toEqual([
    404,
    { user_custom_id: ['there is no user with this custom_id'] },
  ]);
  expect((await crm.get('/products/')).json).toMatchObject({ count: 0 });
});

test('companies are made and changed by custom_id', async () => {
  const made = await crm.post('/companies/update_or_create/', { custom_id: 'acme', name: 'ACME' });
  expect(made).toMatchObject({ status: 200, json: { id: 1, name: 'ACME' } });
  await crm.post('/companies/update_or_create/', { custom_id: 'acme', city: 'Gdynia' });
  expect((await crm.get('/companies/1/')).json).toMatchObject({ name: 'ACME', city: 'Gdynia' });
  expect((await crm.get('/companies-by-id/acme/')).json).toMatchObject({ id: 1 });
  expect((await crm.get('/companies/')).json).toMatchObject({ count: 1 });
});

test('pipelines, stages and tasks that were imported are read', async () => {
  await crm.store.write(async (writer) => {
    await writer.put('pipeline', [{ id: 3, name: 'Orders' }]);
    await writer.put('stage', [{ id: 13, name: 'Paid', pipeline: 3 }]);
    await writer.put('task', [
      { id: 1, kind: 'call', deal_id: 5, user_id: 1, user_custom_id: 'john' },
      { id: 2, kind: 'mail', deal_id: 6 },
    ]);
  });
  expect((await crm.get('/pipelines/')).json).toMatchObject({ count: 1, results: [{ name: 'Orders' }] });
  expect((await crm.get('/pipelines/3/')).json).toMatchObject({ name: 'Orders' });
  expect((await crm.get('/stages/13/')).json).toMatchObject({ name: 'Paid' });
  expect((await crm.get('/stages/')).json).toMatchObject({ count: 1 });
  expect((await crm.get('/tasks/?deal_id=6')).json).toMatchObject({ count: 1, results: [{ id: 2 }] });
  expect((await crm.get('/tasks/?user_custom_id=john')).json).toMatchObject({
    count: 1,
    results: [{ id: 1 }],
  });
});
