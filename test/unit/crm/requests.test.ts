import { expect, test } from 'vitest';
import { createCrm } from '../../../src/crm/index.js';
import type { Store } from '../../../src/sources/store.js';
import { StoreError } from '../../../src/sources/store.js';
import { faultsOf, TriedCrm, token } from '../../support/crm.js';
import { MemoryStore } from '../../support/memory-store.js';

const crm = new TriedCrm();
const path = '/users/update_or_create/';

test('401 without the token, with a wrong one and with another scheme', async () => {
  for (const authorization of ['', 'Token', 'Token x', `Token ${token}x`, `Bearer ${token}`, token]) {
    const answer = await crm.get('/deals/', { authorization });
    expect([authorization, answer.status]).toEqual([authorization, 401]);
    expect(faultsOf(answer)).toEqual({ authorization: ['the token is wrong'] });
    expect(answer.headers.get('www-authenticate')).toBe('Token');
  }
  const bare = await crm.app.request('/api/public/deals/');
  expect([bare.status, await bare.text()]).toEqual([
    401,
    '{"errors":{"authorization":["send the token in the header Authorization: Token …"]}}',
  ]);
  expect((await crm.get('/deals/', { authorization: `token ${token}` })).status).toBe(200);
});

test('Countertop’s addresses take the token as X-Api-Key alone', async () => {
  const headers = { 'x-department-id': 'd' };
  const deals = '/api/v1/integration/deals';
  expect((await crm.get(deals, headers)).status).toBe(200);
  const wrong = await crm.get(deals, { ...headers, 'x-api-key': 'x' });
  expect([wrong.status, faultsOf(wrong)]).toEqual([401, { 'x-api-key': ['the token is wrong'] }]);
  const elsewhere = await crm.app.request(deals, {
    headers: { ...headers, authorization: `Token ${token}` },
  });
  expect(elsewhere.status).toBe(401);
});

test('addresses are 404 only for who has the token; a CRM has one', async () => {
  const nothing = await crm.get('/nothing/');
  expect([nothing.status, faultsOf(nothing)]).toEqual([
    404,
    { address: ['there is nothing at this address'] },
  ]);
  expect((await crm.app.request('/api/public/nothing/')).status).toBe(401);
  expect((await crm.app.request('/')).status).toBe(404);
  expect(() => createCrm(new MemoryStore(), { token: '' })).toThrow('must not be empty');
});

test('405 names the methods that there are', async () => {
  for (const [method, address, allow] of [
    ['DELETE', '/deals/1/', 'GET, HEAD, PATCH'],
    ['PUT', '/deals/', 'GET, HEAD, POST'],
    ['POST', '/deals-by-id/A/', 'GET, HEAD, PUT'],
    ['POST', '/product-events/', 'GET, HEAD'],
  ] as const) {
    const answer = await crm.ask(method, address);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    expect(faultsOf(answer)).toEqual({ method: [`is none of ${allow}`] });
  }
});

test('both with and without the last slash', async () => {
  expect((await crm.get('/deals')).text).toBe((await crm.get('/deals/')).text);
  expect((await crm.post('/users/update_or_create', { custom_id: 's' })).status).toBe(200);
});

test('413 for a large body, with its length said or not', async () => {
  const small = new TriedCrm(new MemoryStore(), { maxBody: 100 });
  const large = JSON.stringify({ custom_id: 'a', note: 'x'.repeat(200) });
  const said = await small.ask('POST', path, large, { 'content-length': String(large.length) });
  expect([said.status, faultsOf(said)]).toEqual([413, { body: ['is larger than 100 bytes'] }]);
  const chunked = await small.app.request(`/api/public${path}`, {
    method: 'POST',
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    body: new ReadableStream({
      start(controller) {
        for (const character of large) controller.enqueue(new TextEncoder().encode(character));
        controller.close();
      },
    }),
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(413);
  expect((await small.post(path, { custom_id: 'a' })).status).toBe(200);
});

test('415 for what is no JSON', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
    const answer = await crm.ask('POST', path, '{}', { 'content-type': type });
    expect([answer.status, Object.keys(faultsOf(answer) as object)]).toEqual([415, ['content-type']]);
  }
  const charset = { 'content-type': 'Application/JSON; charset=utf-8' };
  expect((await crm.ask('POST', path, '{"custom_id": "c"}', charset)).status).toBe(200);
  const packed = await crm.ask('POST', path, '{"custom_id": "c"}', { 'content-encoding': 'gzip' });
  expect([packed.status, faultsOf(packed)]).toEqual([
    415,
    { 'content-encoding': ['send the body uncompressed'] },
  ]);
});

test.each([
  ['{"custom_id": "a",\n "name" "b"}', /^this is not valid JSON: .*, at line 2, column \d+$/],
  ['', /^this is not valid JSON/],
  [
    '{"custom_id": "a", "name": "b", "name": "c"}',
    /^the key "name" is given twice .*, at line 1, column 33$/,
  ],
  [`${'['.repeat(600)}`, /nested more than 500 deep, at line 1, column 501$/],
  ['[1]', /^must be a JSON object/],
  ['null', /^must be a JSON object/],
  ['"x"', /^must be a JSON object/],
])('400 for a body that cannot be read: %s', async (body, told) => {
  const answer = await crm.ask('POST', path, body);
  expect(answer.status).toBe(400);
  expect(faultsOf(answer)).toEqual({ body: [expect.stringMatching(told)] });
});

test('400 for bytes that are no UTF-8', async () => {
  const answer = await crm.app.request(`/api/public${path}`, {
    method: 'POST',
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    body: new Uint8Array([0x7b, 0xff, 0x7d]),
  });
  expect([answer.status, await answer.text()]).toEqual([400, '{"errors":{"body":["is not UTF-8"]}}']);
});

test('429 beyond the rate, with the lowercase header; time lets requests through again', async () => {
  const slow = new TriedCrm(new MemoryStore(), { rate: 3 });
  const statuses = async (count: number) => {
    const seen: number[] = [];
    for (let n = 0; n < count; n++) seen.push((await slow.get('/deals/')).status);
    return seen;
  };
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  const refused = await slow.get('/deals/');
  expect([...refused.headers.keys()]).toContain('retry-after');
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(faultsOf(refused)).toEqual({
    rate: ['more than 3 requests a second; wait as long as retry-after says'],
  });
  expect((await slow.get('/deals/', { authorization: 'Token x' })).status).toBe(401);
  slow.now = new Date(slow.now.getTime() + 1000);
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
});

test('a rate below one lets through one request, and the next after the pause that it tells', async () => {
  const slow = new TriedCrm(new MemoryStore(), { rate: 0.5 });
  const status = async () => (await slow.get('/deals/')).status;
  expect([await status(), await status()]).toEqual([200, 429]);
  expect((await slow.get('/deals/')).headers.get('retry-after')).toBe('2');
  slow.now = new Date(slow.now.getTime() + 1000);
  expect((await slow.get('/deals/')).headers.get('retry-after')).toBe('1');
  slow.now = new Date(slow.now.getTime() + 1000);
  expect([await status(), await status()]).toEqual([200, 429]);
});

test('a database that fails is 500, one that is busy 503; no words of it are told', async () => {
  const faults: unknown[] = [];
  const failing = (retryable: boolean): Store => ({
    source: { fetch: async () => [{ error: 'secret.db is damaged', retryable }] },
    write: async () => Promise.reject(new StoreError('secret.db', retryable)),
    note: async () => undefined,
    close: async () => undefined,
  });
  for (const [retryable, status] of [
    [false, 500],
    [true, 503],
  ] as const) {
    const broken = new TriedCrm(failing(retryable), { onFault: (error) => faults.push(error) });
    for (const answer of [await broken.get('/deals/'), await broken.post(path, { custom_id: 'a' })]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryable ? '1' : null]);
      expect(Object.keys(faultsOf(answer) as object)).toEqual(['server']);
      expect(answer.text).not.toContain('secret');
    }
  }
  expect(faults).toHaveLength(4);
});
