import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DataRequest } from '../../src/data/request.js';
import { countertopSource } from '../../src/sources/countertop/countertop.js';
import { usercomSource } from '../../src/sources/usercom/usercom.js';

const secret = 'THE-SECRET';
const personal = 'ann@example.com';

const record = fc.oneof(
  fc.record(
    {
      id: fc.constantFrom<unknown>(1, 2, '1', null, { id: 1 }),
      custom_id: fc.constantFrom<unknown>('ann', personal, 7),
      user: fc.constantFrom<unknown>({ id: 1 }, 1, personal, []),
      user_id: fc.constantFrom<unknown>(1, 2, null),
      stage: fc.constantFrom<unknown>(1, { id: 1, name: 'New' }, [1]),
      attributes: fc.constantFrom<unknown>([{ name_std: 'a', value: 1 }], [{ name: 'a' }], [null], {}, []),
      tags: fc.constantFrom<unknown>([{ name: 'a' }, 1, null], 'a'),
      customers: fc.constantFrom<unknown>([{ id: 1 }, { email: personal }, 7, null], {}),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const list = fc.oneof(fc.array(record, { maxLength: 4 }), fc.jsonValue({ maxDepth: 1 }));
const next = fc.constantFrom<unknown>(
  null,
  '?cursor=2',
  '?cursor=3',
  'https://evil.example/',
  '://',
  7,
  [],
  '2',
);
const body = fc.oneof(
  fc
    .record({ results: list, data: list, next, next_cursor: next }, { requiredKeys: [] })
    .map((value) => JSON.stringify(value)),
  record.map((value) => JSON.stringify(value)),
  fc.constantFrom('', '<html>', '{"id": 1', `[${secret}`, '\ud800', '1e999999999', '['.repeat(2000)),
  fc.string(),
);
const status = fc.constantFrom(200, 200, 200, 200, 201, 301, 400, 401, 403, 404, 404, 408, 429, 500, 503);
const answer = fc.oneof(
  { weight: 8, arbitrary: fc.record({ status, body }) },
  { weight: 1, arbitrary: fc.constantFrom(new TypeError(secret), secret, undefined) },
);

const owner = { entity: 'contact', id: '1', custom_id: 'ann' } as const;
const order = { field: 'id', direction: 1 } as const;
const lists = (['deal', 'event', 'task', 'contact', 'stage', 'product_event'] as const).flatMap(
  (entity): DataRequest[] => [
    { kind: 'list', entity, owner, where: [], order, timeZone: 'UTC' },
    { kind: 'list', entity, where: [], order, timeZone: 'UTC' },
    { kind: 'get', entity, key: 'custom_id', value: personal },
    { kind: 'get', entity, key: 'email', value: personal },
    { kind: 'get', entity, key: 'id', value: '1' },
  ],
);

/** Whatever a service does: an answer for each request, rows or words, and the words give nothing away. */
test.each(['User.com', 'Countertop'])('%s may answer whatever it likes', async (name) => {
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
      let at = 0;
      const fetch = async () => {
        const given = answers[at++ % answers.length];
        if (typeof given !== 'object' || given instanceof Error) throw given;
        return new Response(given.body, { status: given.status, headers: { 'retry-after': '0' } });
      };
      const options = { fetch, requestsPerSecond: Number.POSITIVE_INFINITY, maxPages: 5 };
      const source =
        name === 'User.com'
          ? usercomSource({ subdomain: 'acme', token: secret, ...options })
          : countertopSource({ apiKey: secret, departmentId: 'd', ...options });
      const found = await source.fetch(lists, {});
      expect(found).toHaveLength(lists.length);
      for (const one of found) {
        if ('rows' in one)
          expect(one.rows.every((row) => typeof row === 'object' && row !== null)).toBe(true);
        else expect('error' in one && one.error).toMatch(/^(?:User\.com|Countertop)/);
        if ('error' in one) expect(one.error).not.toMatch(/THE-SECRET|ann@|\[object|undefined/);
      }
    }),
    { numRuns: 50 },
  );
});
