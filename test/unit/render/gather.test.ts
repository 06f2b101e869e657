import { describe, expect, it } from 'vitest';
import { defineDataTag, Engine, type EngineOptions } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';
import { counting } from '../../support/counting-source.js';

const receiver = { id: 1, custom_id: 'ann', email: 'ann@example.com', company_id: 9 };
const deal = (id: number, more: Record<string, unknown> = {}) => ({
  id,
  custom_id: `D${id}`,
  name: `Deal ${id}`,
  user_id: 1,
  created_at: '2025-06-24T12:00:00Z',
  ...more,
});
const lines = [{ product_custom_id: 'S1' }, { product_custom_id: 'S2' }, { product_custom_id: 'gone' }];
const records = {
  contacts: [receiver],
  companies: [{ id: 9, name: 'Acme' }],
  products: [
    { id: 1, custom_id: 'S1', name: 'One' },
    { id: 2, custom_id: 'S2', name: 'Two' },
  ],
};

function setUp(deals: Record<string, unknown>[] = [deal(1)], more: EngineOptions = {}) {
  const source = counting(memorySource({ ...records, deals }));
  const engine = new Engine({ source, ...more });
  const render = (text: string, context: Record<string, unknown> = {}) =>
    engine.compile(text, { channel: 'text' }).render({ receiver, context });
  /** The kinds of records of each call, and how many requests. */
  const calls = () => source.calls.map((call) => `${call.length} ${call[0]?.entity}`);
  return { engine, render, calls };
}

describe('what is fetched before the first pass', () => {
  it('the usual template renders in one pass: deals, their lines, the products of these', async () => {
    const { render, calls } = setUp([deal(1, { order_products: lines }), deal(2, { order_products: lines })]);
    const outcome = await render(
      '{% deals order_by="id" order=1 as ds %}{% for d in ds %}{% for o in d.order_products %}[{{ o.product.name }}]{% endfor %}{% endfor %}',
    );
    expect(outcome).toMatchObject({ text: '[One][Two][][One][Two][]', stats: { passes: 1, calls: 2 } });
    expect(calls()).toEqual(['1 deal', '3 product']);
  });

  it('ten independent requests are one call and one pass', async () => {
    const { render, calls } = setUp();
    const text = Array.from(
      { length: 10 },
      (_, n) => `{% deals count=${n + 1} as d${n} %}{{ d${n}|length }}`,
    );
    expect(await render(text.join(''))).toMatchObject({ text: '1111111111', stats: { passes: 1 } });
    expect(calls()).toEqual(['10 deal']);
  });

  it('requests that depend on one another come one after the other, before the only pass', async () => {
    const { render, calls } = setUp([deal(1, { next: 'D2' }), deal(2, { next: 'D3' }), deal(3)]);
    const text =
      "{% deal custom_id='D1' as a %}{% deal custom_id=a.next as b %}{% with n=b.next %}{% deal custom_id=n as c %}{% endwith %}{{ a.id }}{{ b.id }}";
    expect(await render(text)).toMatchObject({ text: '12', stats: { passes: 1, requests: 3, calls: 3 } });
    expect(calls()).toEqual(['1 deal', '1 deal', '1 deal']);
  });

  it('conditions, loops, includes, blocks and partials are walked as the template walks them', async () => {
    const { engine, calls } = setUp([deal(1), deal(2)], {
      templates: {
        base: '{% block a %}{% deals count=1 as ds %}{{ ds|length }}{% endblock %}{% block b %}{% deals count=2 as ds %}{% endblock %}',
        row: '{% deal custom_id=key as d %}{{ d.name }};',
      },
    });
    const text = `{% extends "base" %}{% block b %}{% partialdef p %}{% deals count=3 as x %}{% endpartialdef %}
      {% for key in keys %}{% include "row" %}{% endfor %}
      {% if yes %}{% deals count=4 as x %}{% else %}{% deals count=5 as x %}{% endif %}
      {% if more %}{% partial p %}{% endif %}{% endblock %}`;
    const context = { keys: ['D1', 'D2'], yes: true, more: false };
    const outcome = await engine.compile(text, { channel: 'text' }).render({ receiver, context });
    expect(outcome).toMatchObject({ outcome: 'rendered', stats: { passes: 1 } });
    // Count 1 of the parent's block, two deals by key, count 4.
    expect(calls()).toEqual(['4 deal']);
  });

  it('what block.super asks for belongs to it', async () => {
    const { engine, calls } = setUp([deal(1)], {
      templates: { base: '{% block a %}{% deals as ds %}{{ ds|length }}{% endblock %}' },
    });
    const text =
      '{% extends "base" %}{% block a %}{% if block.super %}{{ block.super }}{% else %}{% deals count=7 as x %}{% endif %}{% endblock %}';
    expect(await engine.compile(text).render({ receiver })).toMatchObject({
      text: '1',
      stats: { passes: 1 },
    });
    expect(calls()).toEqual(['1 deal']);
  });

  it('a text that a tag compares is a text, not what is left of it', async () => {
    const { render, calls } = setUp();
    const text =
      '{% for x in xs %}{% ifchanged %}{{ x }}{% deals count=x as d %}{% else %}{% deals count=9 as d %}{% endifchanged %}{% endfor %}';
    expect(await render(text, { xs: [1, 2, 3] })).toMatchObject({
      outcome: 'rendered',
      stats: { passes: 1 },
    });
    expect(calls()).toEqual(['3 deal']);
  });

  it('cycles, names and spaceless around a data tag keep their meaning', async () => {
    const { render, calls } = setUp([deal(1), deal(2), deal(3)]);
    const text =
      '{% cycle 1 2 3 as c silent %}{% for x in "ab" %}{% cycle c %}{% endfor %}{% spaceless %}<b> {% filter upper %}{% deals count=c as d %}{% endfilter %}</b>{% endspaceless %}{{ d|length }}';
    expect(await render(text)).toMatchObject({ outcome: 'rendered', stats: { passes: 1, requests: 1 } });
    expect(calls()).toEqual(['1 deal']);
  });

  it("an embedder's data tag and a dynamic include count as data", async () => {
    const asked: unknown[][] = [];
    const points = defineDataTag({
      name: 'points',
      doc: 'Points.',
      example: { template: '{% points as p %}', result: '' },
      parameters: [{ name: 'of', type: 'any', doc: 'Whose.' }],
      load: async (requests) => {
        asked.push(requests.map((one) => one.arguments.of));
        return requests.map(() => 7);
      },
    });
    const { engine } = setUp([], { dataTags: [points], templates: { t: '{% points of="b" as p %}{{ p }}' } });
    const text = '{% points of="a" as p %}{{ p }}{% include name %}';
    const outcome = await engine.compile(text).render({ context: { name: 't' } });
    expect(outcome).toMatchObject({ text: '77', stats: { passes: 1, calls: 1 } });
    expect(asked).toEqual([['a', 'b']]);
  });

  it('the company and other records of the receiver, where they are read in any case', async () => {
    const { render, calls } = setUp();
    expect(await render('{{ company.name }}')).toMatchObject({
      text: 'Acme',
      stats: { passes: 1, calls: 1 },
    });
    expect(await render('{% if x %}{{ company.name }}{% endif %}')).toMatchObject({ stats: { calls: 0 } });
    expect(await render('{{ company.name }}', { company: { name: 'Own' } })).toMatchObject({
      text: 'Own',
      stats: { calls: 0 },
    });
    expect(calls()).toEqual(['1 company']);
  });
});

describe('what is not asked for in vain', () => {
  it('a branch that is not taken', async () => {
    const { render, calls } = setUp();
    const text =
      '{% deals as ds %}{% if ds %}{{ ds|length }}{% else %}{% deals count=7 as others %}{{ others|length }}{% endif %}';
    expect(await render(text)).toMatchObject({ text: '1', stats: { passes: 1, requests: 1 } });
    expect(calls()).toEqual(['1 deal']);
  });

  it('whatever stands behind a skip, related records among it', async () => {
    const { render, calls } = setUp([deal(1, { order_products: lines })]);
    const rest =
      '{% for d in ds %}{% for o in d.order_products %}{{ o.product.name }}{% endfor %}{% endfor %}';
    expect(await render(`{% deals as ds %}{% require x %}${rest}{{ company.name }}`)).toMatchObject({
      outcome: 'skipped',
    });
    expect(calls()).toEqual(['1 deal']);
    expect(await render('{% require x %}{{ company.name }}')).toMatchObject({ outcome: 'skipped' });
    expect(calls()).toEqual(['1 deal']);
    expect(await render(`{% deals as ds %}{% require x %}${rest}`, { x: 1 })).toMatchObject({
      text: 'OneTwo',
      stats: { passes: 1 },
    });
  });

  it('what depends on a random draw', async () => {
    const { render, calls } = setUp([deal(1), deal(2), deal(3)]);
    const text = '{{ xs|random }}{% with x=xs|random %}{% deals count=x as ds %}{% endwith %}{{ xs|random }}';
    expect(await render(text, { xs: [1, 2, 3] })).toMatchObject({
      outcome: 'rendered',
      stats: { passes: 2, requests: 1 },
    });
    expect(calls()).toEqual(['1 deal']);
  });

  it('nothing is read of more records than a tag may bind', async () => {
    const many = Array.from({ length: 4 }, (_, n) => deal(n + 1, { order_products: lines }));
    const { render, calls } = setUp(many, { limits: { rowsPerTag: 3 } });
    const text =
      '{% deals as ds %}{% for d in ds %}{% for o in d.order_products %}{{ o.product.name }}{% endfor %}{% endfor %}';
    expect(await render(text)).toMatchObject({ outcome: 'failed' });
    expect(calls()).toEqual(['1 deal']);
  });
});

describe('limits', () => {
  const chain = (length: number): string =>
    Array.from({ length }, (_, n) => `{% deal custom_id=d${n}.next as d${n + 1} %}`).join('');

  it('the rounds of gathering count: eight levels are enough, nine are too many', async () => {
    const deals = Array.from({ length: 12 }, (_, n) => deal(n + 1, { next: `D${n + 2}` }));
    const { render } = setUp(deals);
    const first = "{% deal custom_id='D1' as d0 %}";
    expect(await render(`${first}${chain(7)}{{ d7.id }}`)).toMatchObject({ text: '8', stats: { passes: 1 } });
    expect(await render(`${first}${chain(8)}{{ d8.id }}`)).toMatchObject({
      outcome: 'failed',
      reason: 'the data tags depend on one another more than 8 levels deep',
    });
  });

  it('steps are those of the passes alone', async () => {
    const text = '{% deals as ds %}{% for x in "abc" %}{% deals count=2 as e %}{{ x }}{% endfor %}';
    const both = [];
    for (const prefetch of [true, false]) {
      const { render } = setUp([deal(1)], { plan: { prefetch } });
      both.push((await render(text)).stats);
    }
    expect(both.map(({ passes }) => passes)).toEqual([1, 2]);
    expect((both[1]?.steps ?? 0) / (both[0]?.steps ?? 1)).toBe(2);
  });

  it('a template without data tags has no twin', () => {
    const { engine } = setUp();
    expect(engine.compile('{% for x in xs %}{{ x }}{% endfor %}').program.gathering()).toBeUndefined();
    expect(engine.compile('{% if x %}{% deals as d %}{% endif %}').program.gathering()).toBeDefined();
  });
});
