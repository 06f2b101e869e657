import { describe, expect, it } from 'vitest';
import { requestKey } from '../../../src/data/keys.js';
import { defineDataTag, Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';
import { counting } from '../../support/counting-source.js';

const receivers = 10_000;
const companies = 100;
const clock = '2025-06-25T00:00:00Z';

const contacts = Array.from({ length: receivers }, (_, n) => ({
  id: n + 1,
  custom_id: `c${n}`,
  first_name: `Name ${n}`,
  // Half of the companies have people who are asked for more.
  company_id: (n % companies) + 1,
  vip: n % 2 === 0,
  favourite: `category ${n % 10}`,
}));
const deals = Array.from({ length: companies * 4 }, (_, n) => ({
  id: n + 1,
  custom_id: `D${n}`,
  name: `Deal ${n}`,
  status: n % 3,
  company_id: (n % companies) + 1,
  stage: (n % 5) + 1,
  sku: `SKU-${n % 7}`,
  created_at: `2025-06-${String(1 + (n % 20)).padStart(2, '0')}T12:00:00Z`,
}));
const products = Array.from({ length: 7 }, (_, n) => ({
  id: n + 1,
  custom_id: `SKU-${n}`,
  name: `Product ${n}`,
  category: `category ${n % 10}`,
  created_at: '2025-01-01T00:00:00Z',
}));
const stages = Array.from({ length: 5 }, (_, n) => ({ id: n + 1, name: `Stage ${n}` }));

/** Deals of the company, for some those that were won, the product of each deal, products of a taste. */
const nested = `{{ receiver.first_name }}
{% deals scope='company' order=1 count=3 as list %}
{% if receiver.vip %}{% deals scope='company' status='won' as won %}{{ won|length }}{% endif %}
{% for deal in list %}{{ deal.name }} ({{ deal.stage_name }})
  {% product custom_id=deal.sku as gift %}{% if gift %}{{ gift.name }}{% endif %}
{% endfor %}
{% products category=receiver.favourite count=2 as taste %}{% for one in taste %}{{ one.name }}{% endfor %}
{% if list.0.status == 1 %}{% deals scope='company' status='lost' count=1 as lost %}{{ lost|length }}{% endif %}`;

async function run(text: string, many: number, batchSize: number) {
  const source = counting(memorySource({ contacts, deals, products, stages }));
  const engine = new Engine({ source, policy: { scopes: ['receiver', 'company'] } });
  const template = engine.compile(text, { name: 'campaign.txt' });
  const announced = engine.explain(template).steps.reduce((sum, { calls }) => sum + calls, 0);
  let rendered = 0;
  const ids = contacts.slice(0, many).map(({ custom_id }) => custom_id);
  for await (const outcome of template.renderMany(ids, { batchSize, now: clock })) {
    if (outcome.outcome === 'rendered' && outcome.stats.passes === 1) rendered += 1;
  }
  return { source, announced, rendered };
}

describe('calls of the source are those that explain announces', () => {
  it('10,000 receivers, nested and conditional requests, 200 of them distinct', async () => {
    const { source, announced, rendered } = await run(nested, receivers, 500);
    const batches = receivers / 500;
    expect(rendered).toBe(receivers);
    expect(source.calls).toHaveLength(announced * batches);
    // Of data tags: a single product is asked for by its key.
    const asked = source.calls.flat().filter(({ entity }) => entity === 'deal' || entity === 'product');
    expect(new Set(asked.map(requestKey)).size).toBe(200);
    expect(Math.max(...countsOf(asked.map(requestKey)))).toBe(batches);
  });

  const templates: readonly (readonly [text: string, calls: number])[] = [
    ['{{ receiver.first_name }}', 1],
    ["{% deals scope='company' as list %}{{ list|length }}", 2],
    ["{% deals scope='company' as list %}{% for d in list %}{{ d.stage_name }}{% endfor %}", 3],
    [
      "{% deals scope='company' as list %}{% for d in list %}{{ d.company.name }}{{ d.stage_name }}{% endfor %}",
      3,
    ],
    [
      "{% deals scope='company' as list %}{% for d in list %}{% if d.status %}{{ d.company.name }}{% endif %}{% endfor %}",
      3,
    ],
    ['{{ company.name }}', 2],
    ["{% deals scope='company' as list %}{% product custom_id=list.0.sku as p %}{{ p.name }}", 3],
    [
      "{% deals scope='company' as list %}{% with list.0 as d %}{% if d.stage_name == 'Stage 0' %}{% product custom_id=d.sku as p %}{{ p.name }}{% endif %}{% endwith %}",
      4,
    ],
    ["{% deals scope='company' company__name='x' as list %}{{ list|length }}", 3],
    [
      "{% require receiver.first_name %}{% deals scope='company' as list %}{{ company.name }}{% for d in list %}{{ d.stage_name }}{% endfor %}",
      3,
    ],
    ['{% require receiver.first_name %}{{ company.name }}', 2],
    ["{% deals_stats scope='company' as s %}{{ s.count }}", 2],
    // What is worked out of data waits for it, whatever it is called then.
    [
      "{% deals scope='company' as list %}{% with name=list.0.stage_name|upper %}{% products name=name as p %}{{ p|length }}{% endwith %}",
      4,
    ],
    [
      "{% deals scope='company' as list %}{% if list.0.stage_name %}{% firstof 'a' as f %}{% endif %}{% products name=f as p %}",
      4,
    ],
    [
      "{% deals scope='company' as list %}{% with n=list|length %}{% products count=n as p %}{% endwith %}",
      3,
    ],
    [
      '{% deals scope=\'company\' as list %}{% for d in list|dictsort:"stage_name" %}{% products custom_id=d.sku as p %}{% endfor %}',
      4,
    ],
    [
      "{% deals scope='company' as list %}{% firstof list.0.nothing list.0.stage_name as f %}{% products name=f as p %}",
      4,
    ],
    [
      "{% deals scope='company' as list %}{% blocktranslate with x=list.0.stage_name asvar v %}{{ x }}{% endblocktranslate %}{% products name=v as p %}",
      4,
    ],
    [
      "{% deals scope='company' as list %}{% widthratio list|length 4 1 as w %}{% products count=w as p %}{{ p|length }}",
      3,
    ],
    [
      "{% deals scope='company' as list %}{% for letter in list.0.sku|make_list|slice:':1' %}{% with u=letter|upper %}{% products name=u as p %}{% endwith %}{% endfor %}",
      3,
    ],
  ];
  it.each(templates)('%s', async (text, calls) => {
    const { source, announced } = await run(text, 100, 100);
    expect(announced).toBe(calls);
    expect(source.calls.length).toBe(calls);
  });

  it('a loader of its own is called once for a batch', async () => {
    let calls = 0;
    const points = defineDataTag({
      name: 'points',
      doc: 'Points.',
      example: { template: '{% points as p %}{{ p }}', result: '1' },
      parameters: [],
      load: async (requests) => {
        calls += 1;
        return requests.map(() => 1);
      },
    });
    const source = counting(memorySource({ contacts }));
    const engine = new Engine({ source, dataTags: [points] });
    const template = engine.compile('{% points as p %}{{ p }}');
    expect(engine.explain(template).steps.map((step) => [step.when, step.calls, step.loaders])).toEqual([
      ['receivers', 1, []],
      ['before', 0, ['points']],
    ]);
    for await (const _ of template.renderMany(['c1', 'c2', 'c3'])) void _;
    expect([source.calls.length, calls]).toEqual([1, 1]);
  });
});

function countsOf(keys: readonly string[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()];
}
