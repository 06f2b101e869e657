import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { DataRequest, GetRequest, ListRequest, Owner } from '../../../src/data/request.js';
import type { DataSource } from '../../../src/data/source.js';
import { Engine } from '../../../src/index.js';
import { type CountertopOptions, countertopSource } from '../../../src/sources/countertop/countertop.js';
import { fakeService, json } from '../../support/fake-service.js';

const deals = readFileSync(join(import.meta.dirname, 'fixtures/countertop-deals.json.txt'), 'utf8');
const john = '019cbd8b-dd89-7267-b306-ee2b7796de53';
const jane = '019cbd8b-dd8c-7129-8673-23bbd595c344';

function countertop(answer: Parameters<typeof fakeService>[0], options: Partial<CountertopOptions> = {}) {
  const { fetch, sent } = fakeService(answer);
  const source: DataSource = countertopSource({
    apiKey: 'SECRET-KEY',
    departmentId: 'dep-1',
    fetch,
    requestsPerSecond: Number.POSITIVE_INFINITY,
    ...options,
  });
  return { source, sent };
}
const list = (owner?: Owner): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  ...(owner && { owner }),
  where: [],
  order: { field: 'created_at', direction: 1 },
  timeZone: 'UTC',
});
const contact = (key: GetRequest['key'], value: string): GetRequest => ({
  kind: 'get',
  entity: 'contact',
  key,
  value,
});
const rows = async (source: DataSource, request: DataRequest) => {
  const [answer] = await source.fetch([request], {});
  return answer && 'rows' in answer ? answer.rows : answer;
};

describe('the Countertop source', () => {
  it('maps deals as LANGUAGE §4 says, and asks once for all requests of a call', async () => {
    const { source, sent } = countertop(() => json(deals));
    const answers = await source.fetch(
      [list(), list({ entity: 'contact', id: jane }), contact('id', john)],
      {},
    );
    expect(answers[0]).toMatchObject({
      rows: [
        {
          name: 'Example Dealname',
          value: 15000,
          stage: '019c19a9-4350-71f1-9027-8ebbbc5cd4fd',
          pipeline: '019c19a9-34be-71d1-9152-100d38b983ab',
          assignee: null,
          note: 'Important enterprise customer',
        },
        { name: 'Second', value: 99, assignee: 'Eve Seller', note: null },
      ],
      applied: { filter: false, order: false, limit: false },
    });
    expect(sent.map(({ url }) => url.href)).toEqual([
      'https://studio.countertop.app/api/v1/integration/deals?per_page=100',
    ]);
    expect(sent[0]?.headers).toMatchObject({ 'x-api-key': 'SECRET-KEY', 'x-department-id': 'dep-1' });
  });

  it('knows a deal as the receivers by id and by e-mail address', async () => {
    const { source } = countertop(() => json(deals));
    const of = (owner: Omit<Owner, 'entity'>) => rows(source, list({ entity: 'contact', ...owner }));
    expect(await of({ id: john })).toMatchObject([{ name: 'Example Dealname' }]);
    expect(await of({ id: jane })).toHaveLength(2);
    expect(await of({ email: 'jane@example.com' })).toHaveLength(2);
    expect(await of({ id: jane, email: 'jane@example.com' })).toHaveLength(2);
    expect(await of({ id: 'nobody' })).toEqual([]);
  });

  it('takes contacts from the customers, as the newest deal shows them', async () => {
    const { source } = countertop(() => json(deals));
    expect(await rows(source, contact('email', 'jane@example.com'))).toMatchObject([
      { id: jane, last_name: 'Doe-Smith', company: { name: 'ACME Ltd' } },
    ]);
    expect(await rows(source, contact('id', john))).toMatchObject([{ first_name: 'John', company: null }]);
    expect(await rows(source, contact('custom_id', john))).toEqual([]);
  });

  it('takes contacts from the first of deals that were updated at the same time', async () => {
    const names = ['First', 'Second', 'Third'];
    for (const updated_at of ['2025-06-24T00:00:00Z', undefined]) {
      const same = names.map((first_name) => ({
        id: first_name,
        updated_at,
        customers: [{ id: john, first_name }],
      }));
      const { source } = countertop(() => json(JSON.stringify({ data: same })));
      expect(await rows(source, contact('id', john))).toMatchObject([{ first_name: 'First' }]);
    }
  });

  it('prints its deals; what does not exist there is missing', async () => {
    const engine = new Engine({ source: countertop(() => json(deals)).source });
    const template = engine.compile(
      '{% deals order=1 as list %}{{ receiver.first_name }} of {{ receiver.company.name }}: {% for d in list %}{{ d.name }} {{ d.value }} {{ d.assignee|default:"nobody" }}{{ d.currency }}{{ d.status_name }}{% for p in d.products %}!{% endfor %}; {% endfor %}',
      { name: 'deals.txt' },
    );
    expect(await template.render({ receiver: 'jane@example.com' })).toMatchObject({
      text: 'Jane of ACME Ltd: Example Dealname 15000.00 nobody; Second 99.00 Eve Seller; ',
    });
  });

  it('follows the cursors, at the top and in meta', async () => {
    const { source, sent } = countertop(({ searchParams }) => {
      const cursor = searchParams.get('cursor');
      if (cursor === null) return json({ data: [{ id: 'a' }], next_cursor: 'b&c' });
      if (cursor === 'b&c') return json({ data: [{ id: 'b' }], meta: { next_cursor: 'd' } });
      return json({ data: [{ id: 'b' }, { id: 'c' }], next_cursor: null });
    });
    expect(await rows(source, list())).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(sent.map(({ url }) => url.search)).toEqual([
      '?per_page=100',
      '?per_page=100&cursor=b%26c',
      '?per_page=100&cursor=d',
    ]);
  });

  it('reads again for every call, unless it may keep what it read', async () => {
    vi.useFakeTimers();
    try {
      const fresh = countertop(() => json(deals));
      const kept = countertop(() => json(deals), { cacheFor: 1000 });
      for (const { source } of [fresh, kept, fresh, kept]) await source.fetch([list()], {});
      expect([fresh.sent.length, kept.sent.length]).toEqual([2, 1]);
      vi.advanceTimersByTime(1000);
      await kept.source.fetch([list()], {});
      expect(kept.sent).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('asks nothing where only that is wanted which does not exist there', async () => {
    const { source, sent } = countertop(() => json(deals));
    const product: GetRequest = { kind: 'get', entity: 'product', key: 'id', value: '1' };
    expect(await rows(source, product)).toEqual([]);
    expect(await rows(source, { ...list(), entity: 'event' })).toEqual([]);
    expect(sent).toEqual([]);
  });

  it.each<[Response, object]>([
    [
      json({}, { status: 401 }),
      {
        error:
          'Countertop refuses the key (401 at api/v1/integration/deals): is it right, and may it read this?',
      },
    ],
    [
      json({}, { status: 500 }),
      { error: 'Countertop failed (500 at api/v1/integration/deals)', retryable: true },
    ],
    [
      json({}, { status: 404 }),
      { error: "Countertop's answer to api/v1/integration/deals is 404: is the address right?" },
    ],
    [json([]), { error: 'Countertop\'s answer to api/v1/integration/deals has no list "data"' }],
    [
      json({ data: ['a'] }),
      { error: "Countertop's answer to api/v1/integration/deals has an item that is no record" },
    ],
    [
      json({ data: [], next_cursor: 7 }),
      { error: 'Countertop\'s answer to api/v1/integration/deals has a "next_cursor" that is no text' },
    ],
  ])('answers all that needed the deals with one error', async (response, expected) => {
    const { source } = countertop(() => response);
    expect(await source.fetch([list(), contact('id', jane)], {})).toEqual([expected, expected]);
  });

  it('stops in a circle, beyond the bound, and where it is aborted', async () => {
    const circle = countertop(() => json({ data: [], next_cursor: 'a' }));
    expect(await rows(circle.source, list())).toMatchObject({
      error: expect.stringContaining('in a circle'),
    });
    let page = 0;
    const endless = countertop(() => json({ data: [], next_cursor: String(page++) }), { maxPages: 5 });
    expect(await rows(endless.source, list())).toMatchObject({
      error: expect.stringContaining('more than 5 pages'),
    });
    await expect(circle.source.fetch([list()], { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it('refuses options that cannot be meant', () => {
    const make = (options: Partial<CountertopOptions>) => () =>
      countertopSource({ apiKey: 'k', departmentId: 'd', ...options });
    expect(make({ apiKey: '' })).toThrow('apiKey is missing');
    expect(make({ departmentId: 'a b' })).toThrow('departmentId must be one line');
    expect(make({ cacheFor: -1 })).toThrow('cacheFor must be a number of at least 0');
  });
});
