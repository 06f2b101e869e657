import { describe, expect, it } from 'vitest';
import type { DataRequest } from '../../../src/data/request.js';
import type { DataAnswer } from '../../../src/data/source.js';
import { type DataSource, Engine, type EngineOptions } from '../../../src/index.js';
import { Answers } from '../../../src/render/answers.js';
import { defaultRetry } from '../../../src/render/retry.js';
import { memorySource } from '../../../src/sources/memory.js';
import { counting } from '../../support/counting-source.js';

const records = {
  contacts: [{ id: 1, custom_id: 'ann', email: 'ann@example.com', first_name: 'Ann', company_id: 9 }],
  companies: [{ id: 9, name: 'Acme' }],
  products: [
    { id: 1, custom_id: 'S1', name: 'Tea', category: 'Drinks' },
    { id: 2, custom_id: 'S2', name: 'Shoe', category: 'Shoes' },
  ],
  deals: [
    {
      id: 1,
      custom_id: 'D1',
      name: 'First',
      value: 20,
      currency: 'EUR',
      user_id: 1,
      created_at: '2025-06-24T12:00:00Z',
      order_products: [{ product_custom_id: 'S2' }],
    },
    {
      id: 2,
      custom_id: 'D2',
      name: 'Second',
      value: 5,
      currency: 'EUR',
      user_id: 1,
      created_at: '2025-06-25',
    },
  ],
};

const sent = (request: DataRequest): string => {
  const fields = 'fields' in request ? request.fields?.join() : undefined;
  return `${request.entity}: ${fields ?? 'everything'}`;
};

async function run(text: string, target: object = { receiver: 'ann' }, options: EngineOptions = {}) {
  const source = counting(memorySource(records));
  const outcome = await new Engine({ source, ...options }).compile(text, { channel: 'text' }).render(target);
  return { outcome, calls: source.calls.map((call) => call.map(sent)) };
}

describe('a source is asked for what is read', () => {
  it('of the receiver, of a list, of the records that it names', async () => {
    const { outcome, calls } = await run(
      '{{ receiver.first_name }}{% deals order_by="value" order=1 as ds %}{% for d in ds %} {{ d.name }}{% for o in d.order_products %} {{ o.product.name }}{% endfor %}{% endfor %}',
    );
    expect(outcome).toMatchObject({ text: 'Ann Second First Shoe', stats: { passes: 1 } });
    expect(calls).toEqual([
      // By custom_id, and by e-mail address.
      Array(2).fill('contact: company_custom_id,company_id,custom_id,email,first_name,id'),
      ['deal: currency,id,name,order_products,value'],
      ['product: id,name'],
    ]);
  });

  it('the deal that sets a message off, and the contact that it leads to', async () => {
    const { outcome, calls } = await run('{{ deal.name }} {{ company.name }}', { deal: 'D1' });
    expect(outcome).toMatchObject({ text: 'First Acme', stats: { passes: 1 } });
    expect(calls.flat()).toEqual([
      expect.stringMatching(/^deal: .*\bname\b.*\buser_id\b/),
      expect.stringMatching(/^contact: company,company_custom_id,company_id,custom_id,email,id$/),
      'company: id,name',
    ]);
    expect(calls.flat()[0]).not.toContain('order_products');
  });

  it('everything of the receiver where links.unsubscribe is given it, and only then', async () => {
    const links = { unsubscribe: (row: Readonly<Record<string, unknown>>) => `/u/${String(row.first_name)}` };
    const used = await run('{{ unsubscribe_url }}', { receiver: 'ann' }, { links });
    expect(used.outcome).toMatchObject({ text: '/u/Ann' });
    expect(used.calls[0]).toEqual(Array(2).fill('contact: everything'));
    const unused = await run('x', { receiver: 'ann' }, { links });
    expect(unused.calls[0]?.[0]).toBe('contact: company_custom_id,company_id,custom_id,email,id');
  });

  it('what the settings read of the receiver', async () => {
    const locale = { path: 'receiver.language', fallback: 'en' } as const;
    const { calls } = await run('x', { receiver: 'ann' }, { locale });
    expect(calls[0]?.[0]).toContain('language');
  });

  it('nothing is left out where plan.pushdown is off', async () => {
    const text = '{% deals as ds %}{% for d in ds %}{{ d.name }}{{ d.contact.email }}{% endfor %}';
    const { calls } = await run(text, { receiver: 'ann' }, { plan: { pushdown: false } });
    expect(calls.flat().filter((one) => !one.endsWith('everything'))).toEqual([]);
  });
});

describe('equal requests', () => {
  it('of one round are one, with all that is read of either', async () => {
    const { outcome, calls } = await run(
      '{% deals count=1 as a %}{{ a.0.name }}{% deals count=1 as b %}{{ b.0.custom_id }}',
      { receiver: { id: 1 } },
    );
    expect(outcome).toMatchObject({ text: 'SecondD2', stats: { requests: 1 } });
    expect(calls).toEqual([['deal: created_at,custom_id,id,name']]);
  });

  it('of which more is read later are asked again, with all that was read before', async () => {
    const { outcome, calls } = await run(
      '{% deals count=1 as a %}{{ a.0.name }}{% if a %}{% deals count=1 as b %}{{ b.0.custom_id }}{% endif %}',
      { receiver: { id: 1 } },
    );
    expect(outcome).toMatchObject({ text: 'SecondD2', stats: { passes: 1, calls: 2 } });
    expect(calls).toEqual([['deal: created_at,id,name'], ['deal: created_at,custom_id,id,name']]);
  });
});

describe('numbers over records, with filters over related ones', () => {
  const settings = (source: DataSource) => ({
    source,
    retry: defaultRetry,
    limits: { calls: 10 },
    plan: { pushdown: true },
  });
  const request: DataRequest = {
    kind: 'stats',
    entity: 'deal',
    owner: { entity: 'contact', id: '1' },
    where: [{ path: ['order_products', 'product', 'category'], lookup: 'exact', value: 'Shoes' }],
    timeZone: 'UTC',
    of: 'value',
    dateField: 'created_at',
  };

  /** A source that finds records, and leaves everything else to the engine. */
  const plain = (): DataSource => {
    const inner = memorySource(records);
    return {
      async fetch(requests): Promise<readonly DataAnswer[]> {
        const applied = { filter: false, order: false, limit: false };
        const bare = requests.map((one) => (one.kind === 'get' ? one : { ...bareList, entity: one.entity }));
        const answers = await inner.fetch(bare, {});
        return answers.map((answer) => ('rows' in answer ? { rows: answer.rows, applied } : answer));
      },
    };
  };
  const bareList = {
    kind: 'list',
    where: [],
    order: { field: 'id', direction: 1 },
    timeZone: 'UTC',
  } as const;

  it('are of the records that the filters leave, which are fetched first', async () => {
    const answers = new Answers(settings(plain()), undefined);
    expect(answers.get(request)).toBeUndefined();
    await answers.fetch();
    expect(answers.get(request)).toMatchObject({ value: [{ currency: 'EUR', count: 1, values: 1 }] });
    expect(answers.asked).toEqual({ requests: 2, calls: 2 });
  });

  it('of a source that computes them are the answer as it is', async () => {
    const group = {
      currency: null,
      count: 3,
      values: 0,
      sum: null,
      min: null,
      max: null,
      first_at: null,
      last_at: null,
    };
    const answers = new Answers(settings({ fetch: async () => [{ stats: [group] }] }), undefined);
    answers.get(request);
    await answers.fetch();
    expect(answers.get(request)).toEqual({ value: [group] });
  });

  it('fail where a related record is not to be had, and spoil no other request', async () => {
    const inner = plain();
    const source: DataSource = {
      async fetch(requests, options) {
        const answers = await inner.fetch(requests, options);
        return answers.map((answer, at) =>
          requests[at]?.entity === 'product' ? { error: 'no shop' } : answer,
        );
      },
    };
    const answers = new Answers(settings(source), undefined);
    const list: DataRequest = { ...bareList, entity: 'deal' };
    answers.get(request);
    answers.get(list);
    await answers.fetch();
    expect(answers.get(request)).toEqual({ error: 'no shop' });
    expect(answers.get(list)).toMatchObject({ value: { length: 2 } });
  });

  it('numbers for records, or groups that are none, fail the request', async () => {
    const answers = new Answers(
      settings({ fetch: async (requests) => requests.map(() => ({ stats: [7] as never })) }),
      undefined,
    );
    const list: DataRequest = { ...bareList, entity: 'deal' };
    answers.get(request);
    answers.get(list);
    await answers.fetch();
    expect(answers.get(request)).toEqual({ error: 'the source gave a group of numbers that is no object' });
    expect(answers.get(list)).toEqual({ error: 'the source gave numbers where records were asked for' });
  });
});
