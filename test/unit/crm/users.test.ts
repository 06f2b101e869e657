import { beforeEach, expect, test } from 'vitest';
import { faultsOf, TriedCrm } from '../../support/crm.js';

let crm: TriedCrm;
beforeEach(() => {
  crm = new TriedCrm();
});

const john = {
  custom_id: 'john-doe-01',
  email: 'john@example.com',
  first_name: 'John',
  phone: '+1234567890',
};

test('update_or_create makes a user, then changes it: 200 with the id', async () => {
  expect(await crm.post('/users/update_or_create/', john)).toMatchObject({
    status: 200,
    json: { created: true, id: 1 },
  });
  crm.now = new Date('2025-06-26T00:00:00Z');
  expect(
    await crm.post('/users/update_or_create/', { custom_id: 'john-doe-01', last_name: 'Doe' }),
  ).toMatchObject({ status: 200, json: { created: false, id: 1 } });
  expect(await crm.get('/users/1/')).toMatchObject({
    status: 200,
    json: {
      ...john,
      id: 1,
      last_name: 'Doe',
      created_at: '2025-06-25T10:00:00.000Z',
      updated_at: '2025-06-26T00:00:00.000Z',
    },
  });
});

test('another spelling of a field replaces the one that was stored; null empties it', async () => {
  await crm.post('/users/update_or_create/', john);
  await crm.post('/users/update_or_create/', {
    custom_id: 'john-doe-01',
    phone_number: '+48 1',
    first_name: null,
  });
  const { json } = await crm.get('/users-by-id/john-doe-01/');
  expect(json).toMatchObject({ phone_number: '+48 1', first_name: null });
  expect(json).not.toHaveProperty('phone');
});

test('a user is found by custom_id, else by e-mail address, which then takes the custom_id', async () => {
  await crm.post('/users/update_or_create/', { email: 'ann@example.com' });
  const adopted = { email: 'ann@example.com', custom_id: 'ann' };
  expect((await crm.post('/users/update_or_create/', adopted)).json).toEqual({ created: false, id: 1 });
  expect((await crm.get('/users-by-id/ann')).json).toMatchObject({ id: 1, email: 'ann@example.com' });
  const stolen = await crm.post('/users/update_or_create/', { email: 'ann@example.com', custom_id: 'eve' });
  expect(stolen.status).toBe(400);
  expect(faultsOf(stolen)).toEqual({ email: ['another user has this email'] });
});

test('without custom_id and e-mail address nobody is meant', async () => {
  const refused = await crm.post('/users/update_or_create/', { first_name: 'X' });
  expect(refused.status).toBe(400);
  expect(faultsOf(refused)).toEqual({ custom_id: ['or email must be given'] });
});

test('a field of the wrong kind is named', async () => {
  const refused = await crm.post('/users/update_or_create/', {
    custom_id: '',
    email: 'nobody',
    phone: 7,
    unsubscribed: 'yes',
    last_seen: 'yesterday',
    tags: 'x',
    id: 3,
  });
  expect(refused.status).toBe(400);
  expect(faultsOf(refused)).toEqual({
    custom_id: ['must not be empty'],
    email: ['must be an e-mail address'],
    phone: ['must be text'],
    unsubscribed: ['must be true or false'],
    last_seen: ['must be a time: ISO 8601, or UNIX seconds'],
    tags: ['must be a list'],
  });
  const numbered = await crm.post('/users/update_or_create/', { custom_id: 'a', id: 3 });
  expect(faultsOf(numbered)).toEqual({ id: ['is given by the server'] });
});

test('a user of a company has both of its keys; a company that is not there is 404', async () => {
  await crm.post('/companies/update_or_create/', { custom_id: 'acme', name: 'ACME' });
  await crm.post('/users/update_or_create/', { ...john, company_custom_id: 'acme' });
  expect((await crm.get('/users/1/')).json).toMatchObject({ company_id: 1, company_custom_id: 'acme' });
  expect((await crm.get('/users/?company_id=1')).json).toMatchObject({ count: 1 });
  expect((await crm.get('/users/?company_custom_id=other')).json).toMatchObject({ count: 0 });
  const refused = await crm.post('/users/update_or_create/', { ...john, company_custom_id: 'none' });
  expect(refused.status).toBe(404);
  expect(faultsOf(refused)).toEqual({ company_custom_id: ['there is no company with this custom_id'] });
});

test('users are listed by e-mail address and custom_id', async () => {
  await crm.post('/users/update_or_create/', john);
  await crm.post('/users/update_or_create/', { custom_id: 'b', email: 'b@example.com' });
  expect((await crm.get('/users/?email=b%40example.com')).json).toMatchObject({
    count: 1,
    results: [{ id: 2 }],
  });
  expect((await crm.get('/users/?custom_id=john-doe-01')).json).toMatchObject({
    count: 1,
    results: [{ id: 1 }],
  });
  expect((await crm.get('/users/')).json).toMatchObject({ count: 2 });
});

test('a custom_id may hold anything that an address can be made to hold', async () => {
  const custom_id = 'a/b ?#%2F ü';
  await crm.post('/users/update_or_create/', { custom_id });
  const path = `/users-by-id/${encodeURIComponent(custom_id)}/`;
  expect(await crm.get(path)).toMatchObject({ status: 200, json: { custom_id } });
});

test('events: 201 with the id, and whether it is the first of its name', async () => {
  await crm.post('/users/update_or_create/', john);
  const event = { name: 'purchase_completed', data: { order_id: 'ORD-1', value: 1 } };
  const first = await crm.post('/users-by-id/john-doe-01/events/', event);
  expect(first).toMatchObject({ status: 201, json: { id: 1, created: true } });
  const second = await crm.post('/users-by-id/john-doe-01/events/', {
    name: event.name,
    timestamp: 1426967129,
  });
  expect(second).toMatchObject({ status: 201, json: { id: 2, created: false } });
  const page = {
    count: 2,
    results: [
      { ...event, id: 1, timestamp: '2025-06-25T10:00:00.000Z', user_id: 1, user_custom_id: 'john-doe-01' },
      { id: 2, timestamp: 1426967129 },
    ],
  };
  expect((await crm.get('/users-by-id/john-doe-01/events/')).json).toMatchObject(page);
  expect((await crm.get('/users/1/events/')).json).toMatchObject(page);
});

test('events of nobody, and events that are none', async () => {
  await crm.post('/users/update_or_create/', john);
  const nobody = await crm.post('/users-by-id/none/events/', { name: 'x' });
  expect([nobody.status, faultsOf(nobody)]).toEqual([
    404,
    { custom_id: ['there is no user with this custom_id'] },
  ]);
  const refused = await crm.post('/users-by-id/john-doe-01/events/', { data: [], timestamp: 'soon' });
  expect([refused.status, faultsOf(refused)]).toEqual([
    400,
    {
      name: ['must be given'],
      data: ['must be an object'],
      timestamp: ['must be a time: ISO 8601, or UNIX seconds'],
    },
  ]);
  expect((await crm.get('/users-by-id/none/events/')).status).toBe(404);
});
