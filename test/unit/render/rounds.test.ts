import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';
import { counting } from '../../support/counting-source.js';

const contacts = [{ id: 1, custom_id: 'ann', email: 'ann@example.com' }];
const deal = (id: number, more: Record<string, unknown> = {}) => ({
  id,
  custom_id: `D${id}`,
  name: `Deal ${id}`,
  user_id: 1,
  created_at: '2025-06-24T12:00:00Z',
  ...more,
});

function engineOf(deals: Record<string, unknown>[], products: Record<string, unknown>[] = []) {
  const source = counting(memorySource({ contacts, deals, products }));
  return { engine: new Engine({ source, plan: { prefetch: false } }), source };
}

/** The receiver is given as a record, so that every call counted is for the template. */
const receiver = { id: 1, custom_id: 'ann', email: 'ann@example.com' };

describe('rounds (DESIGN decision 3), where nothing is fetched beforehand', () => {
  it('ten independent requests cost one extra pass and one call', async () => {
    const { engine, source } = engineOf([deal(1)]);
    const text = Array.from(
      { length: 10 },
      (_, n) => `{% deals count=${n + 1} as d${n} %}{{ d${n}|length }}`,
    ).join('');
    const outcome = await engine.compile(text, { channel: 'text' }).render({ receiver });
    expect(outcome).toMatchObject({
      outcome: 'rendered',
      text: '1111111111',
      stats: { passes: 2, requests: 10, calls: 1 },
    });
    expect(source.calls.map((call) => call.length)).toEqual([10]);
  });

  it('three levels of dependence take four passes', async () => {
    const { engine, source } = engineOf([
      deal(1, { next: 'D2' }),
      deal(2, { next: 'D3' }),
      deal(3, { next: 'none' }),
    ]);
    const text =
      "{% deal custom_id='D1' as a %}{% deal custom_id=a.next as b %}{% deal custom_id=b.next as c %}{{ a.id }}{{ b.id }}{{ c.id }}";
    const outcome = await engine.compile(text).render({ receiver });
    expect(outcome).toMatchObject({
      outcome: 'rendered',
      text: '123',
      stats: { passes: 4, requests: 3, calls: 3 },
    });
    expect(source.calls.map((call) => call.length)).toEqual([1, 1, 1]);
  });

  it('a request in a branch that is not taken is never made', async () => {
    const { engine, source } = engineOf([deal(1)]);
    const text =
      "{% deals as ds %}{% if ds %}{{ ds|length }}{% else %}{% deals scope='receiver' count=7 as others %}{{ others|length }}{% endif %}";
    const outcome = await engine.compile(text).render({ receiver });
    expect(outcome).toMatchObject({
      outcome: 'rendered',
      text: '1',
      stats: { passes: 2, requests: 1, calls: 1 },
    });
    expect(source.calls).toHaveLength(1);
  });

  it('waiting is no reason to skip', async () => {
    const { engine } = engineOf([deal(1)]);
    const text = '{% deals as ds %}{% if not ds %}{% skip "no deals" %}{% endif %}{{ ds|length }}';
    expect(await engine.compile(text).render({ receiver })).toMatchObject({ outcome: 'rendered', text: '1' });
    const none = engineOf([]).engine;
    expect(await none.compile(text).render({ receiver })).toMatchObject({
      outcome: 'skipped',
      reason: 'skipped: no deals',
    });
  });

  it('cycle, ifs and loops wait without a trace of the passes before', async () => {
    const { engine } = engineOf([deal(1), deal(2), deal(3)]);
    const text =
      '{% cycle "a" "b" as c silent %}{% deals order=1 as ds %}{% for d in ds %}{% cycle c %}{{ d.id }}{% empty %}none{% endfor %}';
    expect(await engine.compile(text, { channel: 'text' }).render({ receiver })).toMatchObject({
      text: '1'.concat('23'),
    });
  });

  it('relations are requests, the same product only once', async () => {
    const lines = [{ product_custom_id: 'S1' }, { product_custom_id: 'S2' }, { product_custom_id: 'gone' }];
    const { engine, source } = engineOf(
      [deal(1, { order_products: lines }), deal(2, { order_products: lines })],
      [
        { id: 1, custom_id: 'S1', name: 'One' },
        { id: 2, custom_id: 'S2', name: 'Two' },
      ],
    );
    const text =
      '{% deals as ds %}{% for d in ds %}{% for o in d.order_products %}[{{ o.product.name }}]{% endfor %}{% endfor %}';
    const outcome = await engine.compile(text).render({ receiver });
    expect(outcome).toMatchObject({ text: '[One][Two][][One][Two][]', stats: { passes: 3, calls: 2 } });
    expect(source.calls[1]).toHaveLength(3);
  });

  it('more rounds than the limit are an error', async () => {
    const deals = Array.from({ length: 12 }, (_, n) => deal(n + 1, { next: `D${n + 2}` }));
    const { engine } = engineOf(deals);
    const chain = Array.from({ length: 11 }, (_, n) => `{% deal custom_id=d${n}.next as d${n + 1} %}`).join(
      '',
    );
    const outcome = await engine
      .compile(`{% deal custom_id='D1' as d0 %}${chain}{{ d11.id }}`)
      .render({ receiver });
    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: 'the data tags depend on one another more than 8 levels deep',
    });
  });
});

describe('renderMany', () => {
  const many = Array.from({ length: 1000 }, (_, n) => ({ id: n + 1, custom_id: `c${n + 1}` }));
  const deals = many.flatMap(({ id }) => [
    {
      id: id * 2,
      user_id: id,
      name: `a${id}`,
      created_at: '2025-06-24T00:00:00Z',
      order_products: [{ product_custom_id: `P${id % 7}` }],
    },
    {
      id: id * 2 + 1,
      user_id: id,
      name: `b${id}`,
      created_at: '2025-06-23T00:00:00Z',
      order_products: [{ product_custom_id: `P${id % 5}` }],
    },
  ]);
  const products = Array.from({ length: 7 }, (_, n) => ({
    id: n + 1,
    custom_id: `P${n}`,
    name: `Product ${n}`,
  }));
  const template =
    '{% deals count=1 as ds %}{% for d in ds %}{{ d.name }}:{% for o in d.order_products %}{{ o.product.name }}{% endfor %}{% endfor %}';

  it('asks for deals once and for products at most once a batch', async () => {
    const source = counting(memorySource({ contacts: many, deals, products }));
    const compiled = new Engine({ source }).compile(template);
    const texts: string[] = [];
    for await (const one of compiled.renderMany(
      many.map((contact) => contact.custom_id),
      { batchSize: 250 },
    )) {
      texts.push(one.outcome === 'rendered' ? one.text : one.reason);
    }
    expect(texts).toEqual(many.map(({ id }) => `a${id}:Product ${id % 7}`));
    const kinds = source.calls.map((call) => [...new Set(call.map((request) => request.entity))].join());
    // The contacts of the next batch are asked for before this one renders.
    expect(kinds.toSorted()).toEqual(['contact', 'deal', 'product'].flatMap((kind) => Array(4).fill(kind)));
    expect(source.calls.filter((call) => call[0]?.entity === 'product').map((call) => call.length)).toEqual([
      7, 7, 7, 7,
    ]);
  });

  it('keeps the order of input, and a failure is an outcome of its own', async () => {
    const compiled = new Engine({ source: memorySource({ contacts: many, deals, products }) }).compile(
      template,
    );
    const outcomes = [];
    for await (const one of compiled.renderMany(['c2', 'nobody', 'c1']))
      outcomes.push([one.receiver, one.outcome]);
    expect(outcomes).toEqual([
      ['c2', 'rendered'],
      ['nobody', 'failed'],
      ['c1', 'rendered'],
    ]);
  });

  it('a source that fails for one request spoils no other', async () => {
    const inner = memorySource({ contacts: many, deals, products });
    const source = {
      async fetch(requests: Parameters<typeof inner.fetch>[0], options: Parameters<typeof inner.fetch>[1]) {
        const answers = await inner.fetch(requests, options);
        return answers.map((answer, index) => {
          const request = requests[index];
          return request?.kind === 'list' && request.owner?.id === '2'
            ? { error: 'the line was busy' }
            : answer;
        });
      },
    };
    const compiled = new Engine({ source }).compile(template);
    const outcomes = [];
    for await (const one of compiled.renderMany(['c1', 'c2', 'c3'])) {
      outcomes.push(one.outcome === 'rendered' ? one.text : `${one.outcome}: ${one.reason}`);
    }
    expect(outcomes).toEqual([
      'a1:Product 1',
      'failed: the data for deals could not be fetched: the line was busy',
      'a3:Product 3',
    ]);
  });

  it('stops when its signal says so', async () => {
    const compiled = new Engine({ source: memorySource({ contacts: many }) }).compile('x');
    const abort = new AbortController();
    const seen: unknown[] = [];
    await expect(async () => {
      for await (const one of compiled.renderMany(['c1', 'c2', 'c3', 'c4'], {
        batchSize: 2,
        signal: abort.signal,
      })) {
        seen.push(one.receiver);
        if (seen.length === 2) abort.abort();
      }
    }).rejects.toThrow(/abort/i);
    expect(seen).toEqual(['c1', 'c2']);
  });
});
