import { describe, expect, it } from 'vitest';
import {
  defineDataTag,
  defineFilter,
  defineTag,
  Engine,
  FilterError,
  ScaledDecimal,
  TemplateError,
  untrusted,
} from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';

const codes = (diagnostics: readonly { readonly code: string }[]) => diagnostics.map((one) => one.code);

const shout = defineFilter({
  name: 'shout',
  doc: 'Says it loud.',
  example: { template: '{{ x|shout }}', context: { x: 'a' }, result: 'A!' },
  library: 'custom',
  input: 'text',
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: true,
  apply(value) {
    if (value === 'quiet') throw new FilterError('it will not be said');
    return `${String(value).toUpperCase()}!`;
  },
});

const twice = defineTag({
  name: 'twice',
  doc: 'Prints its body twice.',
  example: { template: '{% twice %}a{% endtwice %}', result: 'aa' },
  library: 'custom',
  header: { shape: 'none' },
  body: {},
  prints: true,
  captures: false,
  compile(tag, compiler) {
    const body = compiler.body(tag.branches[0]?.body ?? []);
    return (pass) => body(pass) + body(pass);
  },
});

describe('Engine', () => {
  it('renders from a context alone, at once', () => {
    expect(new Engine().compile('Hi {{ name }}').renderSync({ name: '<Ann>' })).toBe('Hi &lt;Ann&gt;');
  });

  it('throws every error of a template at once', () => {
    const compile = () => new Engine().compile('{{ a|uper }}\n{% iff x %}{% endif %}\n{{ b|lowr }}');
    expect(compile).toThrow(TemplateError);
    try {
      compile();
    } catch (error) {
      expect(codes((error as TemplateError).diagnostics)).toEqual([
        'unknown-filter',
        'unknown-tag',
        'unknown-filter',
      ]);
    }
  });

  it('check never throws', () => {
    expect(codes(new Engine().check('{% if %}{{ x|uper }}{% for %}'))).not.toEqual([]);
  });

  it('renderSync refuses to fetch', () => {
    const engine = new Engine({ source: memorySource({ deals: [] }) });
    expect(() => engine.compile('{% deals as d %}').renderSync({}, { receiver: { id: 1 } })).toThrow(
      /renderSync/,
    );
  });

  it('loads by name, once for each channel', async () => {
    const engine = new Engine({ templates: { 'a.html': '{{ x }}', 'a.txt': '{{ x }}' } });
    const html = await engine.load('a.html');
    expect(html.renderSync({ x: '<' })).toBe('&lt;');
    expect(await engine.load('a.html')).toBe(html);
    expect((await engine.load('a.txt')).renderSync({ x: '<' })).toBe('<');
    expect((await engine.load('a.html', { channel: 'text' })).renderSync({ x: '<' })).toBe('<');
    await expect(engine.load('b.html')).rejects.toThrow('there is no template "b.html"');
    await expect(async () => engine.load('a.html', { channel: 'slak' })).rejects.toThrow(
      'there is no channel "slak"',
    );
  });

  it('waits for a loader that must be waited for', async () => {
    const sources: Record<string, string> = {
      'child.html': '{% extends "base.html" %}{% block a %}A{% include name %}{% endblock %}',
      'base.html': '<{% block a %}{% endblock %}>',
      'part.html': 'P{{ x }}',
    };
    const engine = new Engine({ templates: { read: async (name) => sources[name] } });
    const template = await engine.load('child.html', { channel: 'html' });
    expect(await template.render({ context: { name: 'part.html', x: 1 } })).toMatchObject({ text: '<AP1>' });
    const compiled = new Engine({ templates: { read: async (name) => sources[name] } }).compile(
      '{% extends "base.html" %}{% block a %}B{% endblock %}',
    );
    expect(await compiled.render()).toMatchObject({ text: '<B>' });
    expect(await engine.compile('{% include "nope.html" %}').render()).toMatchObject({
      outcome: 'failed',
      reason: 'there is no template "nope.html"',
    });
  });

  it('evaluates an expression to a typed value', () => {
    const engine = new Engine();
    expect(engine.evaluate('items|length', { items: [1, 2] })).toBe(2);
    expect(engine.evaluate('name|upper', { name: 'ann' })).toBe('ANN');
    expect(engine.evaluate('a.b', { a: { b: [1] } })).toEqual([1]);
    expect(String(engine.evaluate('x', { x: ScaledDecimal.parse('1.50') }))).toBe('1.50');
    expect(() => engine.evaluate('x|nope', {})).toThrow(TemplateError);
  });

  it('knows the filters and tags of its embedder', async () => {
    const engine = new Engine({ filters: [shout], tags: [twice] });
    expect(engine.compile('{% twice %}{{ x|shout }}{% endtwice %}').renderSync({ x: 'a' })).toBe('A!A!');
    expect(await engine.compile('\n{{ x|shout }}').render({ context: { x: 'quiet' } })).toMatchObject({
      outcome: 'failed',
      reason: 'the filter "shout" cannot do this: it will not be said',
      place: { range: { start: 6, end: 11 } },
    });
    expect(() => new Engine({ filters: [{ ...shout, name: 'upper' }] })).toThrow('already');
    expect(() => new Engine({ filters: [{ ...shout, name: 'no name' }] })).toThrow(TypeError);
  });

  it('asks a data tag of its embedder once for a batch', async () => {
    const calls: number[] = [];
    const points = defineDataTag({
      name: 'loyalty_points',
      doc: 'The points of the receiver.',
      example: { template: '{% loyalty_points as p %}', result: '' },
      parameters: [
        { name: 'programme', type: 'string', default: 'standard', doc: 'which programme' },
        { name: 'year', type: 'integer', doc: 'of one year' },
      ],
      async load(requests) {
        calls.push(requests.length);
        return requests.map(({ receiver, arguments: given }) =>
          receiver?.contact.id === '2'
            ? new Error('no account')
            : { balance: Number(receiver?.contact.id) * 10, ...given },
        );
      },
    });
    const source = memorySource({ contacts: [1, 2, 3].map((id) => ({ id, custom_id: `c${id}` })) });
    const template = new Engine({ source, dataTags: [points] }).compile(
      '{% loyalty_points year=2025 as p %}{{ p.balance }} {{ p.programme }} {{ p.year }}',
    );
    const texts: string[] = [];
    for await (const one of template.renderMany(['c1', 'c2', 'c3'])) {
      texts.push(one.outcome === 'rendered' ? one.text : one.reason);
    }
    expect(calls).toEqual([3]);
    expect(texts).toEqual([
      '10 standard 2025',
      'the data for loyalty_points could not be fetched: no account',
      '30 standard 2025',
    ]);
    expect(codes(new Engine({ dataTags: [points] }).check('{% loyalty_points yaer=1 as p %}'))).toEqual([
      'unknown-argument',
    ]);
    expect(codes(new Engine({ dataTags: [points] }).check('{% loyalty_points year="x" as p %}'))).toEqual([
      'parameter-type',
    ]);
  });

  it('refuses what its policy does not allow', () => {
    const careful = new Engine({ policy: untrusted });
    expect(codes(careful.check('{{ x|safe }}{% autoescape off %}{% endautoescape %}'))).toEqual([
      'not-allowed',
      'not-allowed',
    ]);
    const narrow = new Engine({ policy: { tags: ['if'], filters: ['upper'] } });
    expect(
      codes(narrow.check('{% if x|upper %}{% for y in z %}{{ y|lower }}{% endfor %}{% endif %}')),
    ).toEqual(['not-allowed', 'not-allowed']);
  });

  it('refuses limits and policies that there are none of', () => {
    expect(() => new Engine({ limits: { stepz: 1 } as object })).toThrow('there is no limits.stepz');
    expect(() => new Engine({ limits: { steps: -1 } })).toThrow('limits.steps must be a number from 0');
    const policy = (given: object) => () => new Engine({ policy: given });
    expect(policy({ atributes: {} })).toThrow(
      'there is no policy.atributes: there are scopes, tags, dataTags',
    );
    expect(policy({ attributes: { deals: {} } })).toThrow('there is no policy.attributes.deals: there are');
    expect(policy({ attributes: { order_line: { denied: [] } } })).toThrow(
      'there is no policy.attributes.order_line.denied: there are allow, deny',
    );
  });

  it('refuses names in a policy that nothing has, and what should be a list', () => {
    const policy = (given: object) => () => new Engine({ policy: given, filters: [shout], tags: [twice] });
    expect(policy(untrusted)).not.toThrow();
    expect(policy({ deny: ['shout', 'twice', 'deals'], dataTags: ['deals'] })).not.toThrow();
    expect(policy({ deny: ['saef'] })).toThrow(
      new TypeError('policy.deny: there is no tag or filter "saef": did you mean "safe"?'),
    );
    expect(policy({ dataTags: ['prodcuts'] })).toThrow(
      new TypeError('policy.dataTags: there is no data tag "prodcuts": did you mean "products"?'),
    );
    expect(policy({ dataTags: ['if'] })).toThrow(TypeError);
    expect(policy({ deny: 'safe' })).toThrow(new TypeError("policy.deny must be a list: ['…']"));
    expect(policy({ scopes: 'all' })).toThrow(new TypeError("policy.scopes must be a list: ['…']"));
    expect(policy({ attributes: { contact: { deny: 'phone' } } })).toThrow(
      new TypeError("policy.attributes.contact.deny must be a list: ['…']"),
    );
    expect(policy({ attributes: { contact: ['phone'] } })).toThrow(
      new TypeError('policy.attributes.contact must be an object: { deny: […] }'),
    );
  });

  it('names the filter that breaks', async () => {
    const broken = defineFilter({
      ...shout,
      apply: () => {
        throw new TypeError('x is not a function');
      },
    });
    expect(
      await new Engine({ filters: [broken] }).compile('{{ a|shout }}').render({ context: { a: 1 } }),
    ).toMatchObject({
      outcome: 'failed',
      reason: 'the filter "shout" cannot do this: x is not a function',
    });
  });

  it('keeps to its budgets', async () => {
    const run = (template: string, limits: object, context: Record<string, unknown> = {}) =>
      new Engine({ limits }).compile(template).render({ context });
    const xs = Array.from({ length: 100 }, (_, n) => n);
    expect(
      await run('{% for a in xs %}{% for b in xs %}{% endfor %}{% endfor %}', { steps: 5000 }, { xs }),
    ).toMatchObject({
      outcome: 'failed',
      reason: 'the message takes more steps than its limit of 5000 allows',
    });
    expect(await run('\n{% for a in xs %}long text {% endfor %}', { output: 200 }, { xs })).toMatchObject({
      outcome: 'failed',
      reason: 'the message prints more characters than its limit of 200 allows',
    });
  });

  it('takes locale and time zone from the receiver, with a fallback', async () => {
    const engine = new Engine({ timeZone: { path: 'receiver.time_zone', fallback: 'UTC' } });
    const template = engine.compile('{% now "H:i" %}');
    const now = '2025-06-25T12:00:00Z';
    expect(await template.render({ now, receiver: { id: 1, time_zone: 'Asia/Tokyo' } })).toMatchObject({
      text: '21:00',
    });
    expect(await template.render({ now, receiver: { id: 2, time_zone: 'Mars/Olympus' } })).toMatchObject({
      text: '12:00',
    });
    await expect(template.render({ now, timeZone: 'Mars/Olympus' })).rejects.toThrow(RangeError);
  });

  it('makes a URL once, printed or kept', () => {
    const asked: unknown[] = [];
    const urls = (name: string, given: readonly unknown[]) => {
      asked.push([name, ...given]);
      return `/${name}?a=${String(given[0])}&b`;
    };
    const template = new Engine({ urls }).compile(
      '{% url "order" 7 %} {% url "order" 8 as link %}{{ link }}',
    );
    expect(template.renderSync()).toBe('/order?a=7&amp;b /order?a=8&amp;b');
    expect(asked).toEqual([
      ['order', 7],
      ['order', 8],
    ]);
  });

  it('makes unsubscribe links', async () => {
    const engine = new Engine({
      links: { unsubscribe: (receiver) => `https://example.com/u/${String(receiver.id)}` },
    });
    expect(await engine.compile('{{ unsubscribe_url }}').render({ receiver: { id: 7 } })).toMatchObject({
      text: 'https://example.com/u/7',
    });
  });
});

describe('trace', () => {
  it('tells which node printed what', async () => {
    const engine = new Engine();
    const template = engine.compile('Hi {{ user_name }}! {% for x in xs %}{{ x.v|upper }},{% endfor %}');
    const outcome = await template.render({
      context: { user_name: 'Ann', xs: [{ v: 'a' }, { v: 'b' }] },
      trace: true,
    });
    if (outcome.outcome !== 'rendered') throw new Error(outcome.reason);
    expect(outcome.text).toBe('Hi Ann! A,B,');
    const entries = (outcome.trace ?? []).map((entry) => [
      outcome.text.slice(entry.start, entry.end),
      entry.source.text.slice(entry.range.start, entry.range.end),
      entry.path,
    ]);
    expect(entries).toEqual([
      ['Hi ', 'Hi ', undefined],
      ['Ann', '{{ user_name }}', 'user_name'],
      ['! ', '! ', undefined],
      ['A', '{{ x.v|upper }}', 'x.v'],
      [',', ',', undefined],
      ['B', '{{ x.v|upper }}', 'x.v'],
      [',', ',', undefined],
    ]);
  });

  it('folds what is captured into one entry with children', async () => {
    const engine = new Engine({ templates: { base: '{% block a %}<b>{{ x }}</b>{% endblock %}' } });
    const template = engine.compile('{% extends "base" %}{% block a %}[{{ block.super }}]{% endblock %}');
    const outcome = await template.render({ context: { x: 1 }, trace: true });
    if (outcome.outcome !== 'rendered') throw new Error(outcome.reason);
    expect(outcome.text).toBe('[<b>1</b>]');
    const [, captured] = outcome.trace ?? [];
    expect(outcome.text.slice(captured?.start, captured?.end)).toBe('<b>1</b>');
    expect(captured?.children?.map((child) => [child.start, child.end])).toEqual([
      [0, 3],
      [3, 4],
      [4, 8],
    ]);
  });

  it('prints the same as without', async () => {
    const template = new Engine().compile('{% for x in xs %}{% cycle "a" "b" %}{{ x }}{% endfor %}');
    const context = { xs: [1, 2, 3] };
    const [plain, traced] = await Promise.all([
      template.render({ context }),
      template.render({ context, trace: true }),
    ]);
    expect(plain).toMatchObject({ text: 'a1b2a3' });
    expect(traced).toMatchObject({ text: 'a1b2a3' });
  });
});
