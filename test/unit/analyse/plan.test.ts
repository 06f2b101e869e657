import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/index.js';

const engine = new Engine({ policy: { scopes: ['receiver', 'company', 'all'] } });

const planOf = (text: string) => engine.explain(engine.compile(text, { name: 'plan.txt' }));

/** The words of the first data tag. */
function wordsOf(text: string): string | undefined {
  const asks = planOf(text).steps.flatMap((step) => step.asks);
  return asks.flatMap((ask) => (ask.kind === 'tag' ? [ask.words] : []))[0];
}

describe('requests in words', () => {
  it.each([
    ['deals as l', 'all deals, the newest first, of the receiver'],
    [
      'deals for_last_days=1 count=5 order=1 as l',
      'the oldest 5 deals of the receiver, of the last 24 hours',
    ],
    ['deals for_last_days=30 count=2 as l', 'the newest 2 deals of the receiver, of the last 30 days'],
    [
      'deals for_last_days=-7 filter_by="expected_close_date" as l',
      'all deals, the latest expected_close_date first, of the receiver, expected_close_date in the next 7 days',
    ],
    ['deals order_by="value" count=3 as l', 'the 3 deals with the largest value of the receiver'],
    ['deals order_by="value" order=1 as l', 'all deals, the smallest value first, of the receiver'],
    ['deals count order order_by as l', 'all deals, the newest first, of the receiver'],
    ['deals count=receiver.most as l', 'the newest receiver.most deals of the receiver'],
    [
      'deals order=receiver.way count=1 as l',
      'the first deal by created_at (order is receiver.way) of the receiver',
    ],
    [
      'deals for_last_days=receiver.days as l',
      'all deals, the newest first, of the receiver, of the last receiver.days days',
    ],
    [
      'deals scope="company" status="won" as l',
      "all deals, the newest first, of the receiver's company, whose status is won",
    ],
    [
      'deals scope="all" value__gte=100 name__icontains="shoe" as l',
      'all deals, the newest first, of everybody, whose value is at least 100 and whose name contains, in any case, shoe',
    ],
    [
      'deals lost_at__isnull=True as l',
      'all deals, the newest first, of the receiver, whose lost_at is empty: True',
    ],
    [
      'deals order_products__product__category="Shoes" as l',
      'all deals, the newest first, of the receiver, whose order_products.product.category is Shoes',
    ],
    ['deal custom_id="D1" as d', 'one of the deals of the receiver, whose custom_id is D1'],
    [
      'deals_stats of="value" status="won" as s',
      'the numbers of value over the deals of the receiver, whose status is won',
    ],
    ['deals_stats as s', 'the number of the deals of the receiver'],
    ['products category="Shoes" count=4 as l', 'the newest 4 products, whose category is Shoes'],
    ['products order_by="price" order=1 as l', 'all products, the smallest price first'],
    ['products category="Shoes" as l', 'all products, the newest first, whose category is Shoes'],
    ['product custom_id="SKU-1" as p', 'one of the products, whose custom_id is SKU-1'],
    ['events event="purchase" count=3 as l', 'the newest 3 events of the receiver, whose name is purchase'],
    [
      'product_events event_type="view" category="Shoes" for_last_days=7 as l',
      'all product events, the newest first, of the receiver, of the last 7 days, whose event_type is view and whose product.category is Shoes',
    ],
  ])('%s', (tag, words) => {
    expect(wordsOf(`{% ${tag} %}`)).toBe(words);
  });
});

describe('the plan', () => {
  it('says what each request waits for and under which conditions it stands', () => {
    const plan = planOf(
      '{% deals count=2 as list %}{% for d in list %}{% if d.value > 100 %}{% product custom_id=d.sku as p %}{{ p.name }}{% endif %}{% endfor %}',
    );
    expect(plan.steps.map(({ when, calls }) => [when, calls])).toEqual([
      ['receivers', 1],
      ['before', 1],
      ['before', 1],
    ]);
    const [gift] = plan.steps[2]?.asks ?? [];
    expect(gift).toMatchObject({ kind: 'tag', name: 'p', needs: ['list[].sku', 'list[].value'] });
    const under = gift?.kind === 'tag' ? gift.under : [];
    expect(under.map(({ source, range }) => source.text.slice(range.start, range.end))).toEqual([
      '{% if d.value > 100 %}',
    ]);
  });

  it('sends the fields that are read, and those that filter and order take', () => {
    const [, step] = planOf(
      '{% deals status="won" order_by="won_at" count=2 as list %}{% for d in list %}{{ d.value }}{{ d.mine }}{% endfor %}',
    ).steps;
    const [use] = step?.asks ?? [];
    const sample = use?.kind === 'tag' ? use.sample : undefined;
    expect(sample).toMatchObject({
      kind: 'list',
      entity: 'deal',
      limit: 2,
      fields: ['currency', 'id', 'mine', 'status', 'value', 'won_at'],
    });
  });

  it('says why everything is fetched', () => {
    const plan = planOf('{% deals as list %}{% include receiver.layout %}{{ list }}');
    const [use] = plan.steps[1]?.asks ?? [];
    expect(use).toMatchObject({ kind: 'tag', everything: 'the template is not known before it runs' });
    expect(plan.wholeRoots.map(({ name }) => name)).toContain('receiver');
    expect(
      plan.unknowns.map(({ source, range, reason }) => [source.text.slice(range.start, range.end), reason]),
    ).toContainEqual(['receiver.layout', 'the template is not known before it runs']);
  });

  it('follows names, blocks and includes to what they were bound from', () => {
    const files = new Engine({
      templates: {
        'base.txt': '{% deals as list %}{% block body %}{% endblock %}',
        'line.txt': '{{ one.name }}{% product custom_id=one.sku as p %}{{ p.price }}',
      },
    });
    const template = files.compile(
      "{% extends 'base.txt' %}{% block body %}{% for d in list %}{% include 'line.txt' with one=d %}{% endfor %}{% endblock %}",
    );
    const asks = files.explain(template).steps.flatMap((step) => step.asks);
    expect(
      asks.flatMap((ask) => (ask.kind === 'tag' ? [[ask.name, ...ask.reads, ...ask.needs]] : [])),
    ).toEqual([
      ['list', 'list[].name', 'list[].sku'],
      ['p', 'p.price', 'list[].sku'],
    ]);
  });

  it('a template without data asks for the receiver at most', () => {
    expect(planOf('Hello {{ receiver.first_name }}').roots).toEqual(['receiver.first_name']);
    expect(planOf('Hello').steps.map(({ when }) => when)).toEqual(['receivers']);
  });
});
