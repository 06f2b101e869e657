import { beforeEach, expect, test } from 'vitest';
import { faultsOf, TriedCrm } from '../../support/crm.js';

let crm: TriedCrm;
beforeEach(() => {
  crm = new TriedCrm();
});

const address = '/api/v1/integration/deals';
const department = '019c19a9-34be-71d1-9152-100d38b983ab';
const ask = (method: string, path = '', body?: unknown, of = department) =>
  crm.ask(method, `${address}${path}`, body, { 'x-department-id': of });

const sent = {
  name: 'Example Dealname',
  volume: 15000,
  note: 'Important enterprise customer',
  customers: [
    { last_name: 'Doe', first_name: 'John' },
    { last_name: 'Doe', first_name: 'Jane' },
  ],
};
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('POST answers in the shape and order of the guide, with ids of version 7', async () => {
  const { status, json, text } = await ask('POST', '', sent);
  expect(status).toBe(201);
  const id = expect.stringMatching(uuidV7);
  const blank = { company: null, website: null, title: null };
  expect(json).toEqual({
    id,
    name: 'Example Dealname',
    volume: 15000,
    employee_id: null,
    employee_name: null,
    step_id: id,
    department_id: department,
    note: 'Important enterprise customer',
    created_at: '2025-06-25T10:00:00.000000Z',
    updated_at: '2025-06-25T10:00:00.000000Z',
    customers: [
      { id, ...blank, first_name: 'John', last_name: 'Doe' },
      { id, ...blank, first_name: 'Jane', last_name: 'Doe' },
    ],
  });
  expect(Object.keys(JSON.parse(text)).join(' ')).toBe(
    'id name volume employee_id employee_name step_id department_id note created_at updated_at customers',
  );
});

test('the department and its first step are made once, and the step that there is is taken', async () => {
  const first = (await ask('POST', '', sent)).json as { step_id: string };
  expect((await ask('POST', '', sent)).json).toMatchObject({ step_id: first.step_id });
  await crm.store.write((writer) =>
    writer.put('stage', [
      { id: 's2', pipeline: 'd2', order: 2 },
      { id: 's1', pipeline: 'd2', order: 1 },
    ]),
  );
  expect((await ask('POST', '', sent, 'd2')).json).toMatchObject({ step_id: 's1', department_id: 'd2' });
});

test('customers are contacts: known ones by id or e-mail address, others new', async () => {
  await crm.post('/users/update_or_create/', { custom_id: 'john', email: 'john@example.com' });
  const { json } = await ask('POST', '', {
    ...sent,
    customers: [
      { last_name: 'Doe', email: 'john@example.com' },
      { last_name: 'Roe', id: 1 },
      { last_name: 'New', company: 'ACME', email: 'new@example.com' },
    ],
  });
  const { customers } = json as { customers: readonly { id: unknown }[] };
  expect(customers).toMatchObject([
    { id: 1 },
    { id: 1 },
    { id: expect.stringMatching(uuidV7), company: 'ACME' },
  ]);
  expect((await crm.get(`/users/${customers[2]?.id}/`)).json).toMatchObject({ email: 'new@example.com' });
  expect((await crm.get('/users/')).json).toMatchObject({ count: 2 });
});

test('the department’s deals are listed in pages, each is read; those of others are not there', async () => {
  const ids: unknown[] = [];
  for (let minute = 0; minute < 3; minute++) {
    crm.now = new Date(Date.UTC(2025, 0, 1, 0, minute));
    ids.push(((await ask('POST', '', sent)).json as { id: unknown }).id);
  }
  await ask('POST', '', sent, 'other');
  const first = (await ask('GET', '?per_page=2')).json as { data: unknown[]; next_cursor: string };
  expect(first.data).toMatchObject([{ id: ids[0] }, { id: ids[1] }]);
  const rest = await ask('GET', `?per_page=2&cursor=${first.next_cursor}`);
  expect(rest.json).toMatchObject({ data: [{ id: ids[2] }], next_cursor: null });
  expect((await ask('GET', `/${ids[0]}`)).json).toMatchObject({ id: ids[0], volume: 15000 });
  const hidden = await ask('GET', `/${ids[0]}`, undefined, 'other');
  expect([hidden.status, faultsOf(hidden)]).toEqual([
    404,
    { id: ['there is no deal with this id in the department'] },
  ]);
});

test('PATCH changes what is sent', async () => {
  const made = (await ask('POST', '', sent)).json as { id: string };
  crm.now = new Date('2025-06-26T00:00:00Z');
  const changed = await ask('PATCH', `/${made.id}`, { volume: 1, employee_name: 'Eve', note: null });
  expect(changed).toMatchObject({
    status: 200,
    json: { ...made, volume: 1, employee_name: 'Eve', note: null, updated_at: '2025-06-26T00:00:00.000000Z' },
  });
  expect((await ask('GET', `/${made.id}`)).json).toEqual(changed.json);
  expect((await ask('PATCH', '/none', {})).status).toBe(404);
});

test('what is wrong is named', async () => {
  const refused = await ask('POST', '', { volume: 149.9, customers: [{ first_name: 'J' }, 1] });
  expect([refused.status, faultsOf(refused)]).toEqual([
    400,
    {
      name: ['must be given'],
      volume: ['must be a whole number: currency units'],
      'customers[0].last_name': ['must be given'],
      'customers[1]': ['must be an object'],
    },
  ]);
  const homeless = await crm.post(address, sent);
  expect([homeless.status, faultsOf(homeless)]).toEqual([400, { 'x-department-id': ['must be given'] }]);
});

test('a deal that came by the other address is shown in this shape, and keeps what only it has', async () => {
  const line = { product_custom_id: 'S', value: 1 };
  await crm.post('/deals/', {
    custom_id: 'D',
    name: 'Order',
    value: 20,
    pipeline: 3,
    stage: 7,
    order_products: [line],
  });
  const { json } = await ask('GET', '/1', undefined, '3');
  expect(json).toMatchObject({
    id: 1,
    name: 'Order',
    volume: 20,
    step_id: 7,
    department_id: 3,
    customers: [],
  });
  await ask('PATCH', '/1', { volume: 30 }, '3');
  expect((await crm.get('/deals-by-id/D/')).json).toMatchObject({
    order_products: [line],
    status: 1,
    volume: 30,
  });
});

test('the deals of a user are also those of which the user is a customer, by id or e-mail address', async () => {
  await crm.post('/api/public/users/update_or_create/', { custom_id: 'jane', email: 'jane@example.com' });
  await ask('POST', '', { ...sent, customers: [{ last_name: 'Doe', email: 'jane@example.com' }] });
  await ask('POST', '', sent);
  for (const owner of ['user_custom_id=jane', 'user_id=1']) {
    const { json } = await crm.ask('GET', `/api/public/deals/?${owner}`);
    expect(json).toMatchObject({ count: 1, results: [{ name: 'Example Dealname' }] });
  }
});
