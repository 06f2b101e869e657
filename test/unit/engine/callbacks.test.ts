import { describe, expect, it } from 'vitest';
import {
  type DataSource,
  defineDataTag,
  defineFilter,
  Engine,
  type TemplateLoader,
} from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';

const applied = { filter: true, order: true, limit: true };
const receiver = { id: 1, custom_id: 'a' };

/** What comes of a message whose deals come from a source that answers so. */
async function withSource(fetch: (requests: readonly unknown[]) => unknown, to: unknown = receiver) {
  const source = { fetch } as unknown as DataSource;
  const template = new Engine({ source }).compile('{% deals as ds %}{{ ds|length }}', { channel: 'text' });
  const outcome = await template.render({ receiver: to as string });
  return outcome.outcome === 'rendered' ? outcome.text : outcome.reason;
}

const failed = (reason: string) => `the data for deals could not be fetched: ${reason}`;

describe('a source with faults of its own', () => {
  const each = (answer: unknown) => async (requests: readonly unknown[]) => requests.map(() => answer);

  it.each([
    ['too few answers', async () => [], 'the source gave 0 answers where 1 were asked for'],
    [
      'too many answers',
      async () => [
        { rows: [], applied },
        { rows: [], applied },
      ],
      'the source gave 2 answers where 1 were asked for',
    ],
    ['no list', async () => 'rows', 'the source did not give a list of answers'],
    ['nothing', async () => undefined, 'the source did not give a list of answers'],
    ['an answer that is none', each(null), 'the source gave an answer that is no object'],
    ['no rows', each({ applied }), 'the source gave an answer without rows'],
    ['rows that are none', each({ rows: [null], applied }), 'the source gave a row that is no object'],
    ['nothing applied', each({ rows: [] }), 'the source did not say what it applied'],
  ])('%s', async (_, fetch, reason) => {
    expect(await withSource(fetch)).toBe(failed(reason));
  });

  it('that throws at once', async () => {
    const fetch = () => {
      throw new Error('no line');
    };
    expect(await withSource(fetch)).toBe(failed('no line'));
    expect(await withSource(fetch, 'a')).toBe('the data for the receiver could not be fetched: no line');
  });
});

describe('a loader with faults of its own', () => {
  const withLoader = async (load: () => unknown) => {
    const tag = defineDataTag({
      name: 'points',
      doc: 'Points.',
      example: { template: '{% points as p %}', result: '' },
      parameters: [],
      load: load as never,
    });
    const outcome = await new Engine({ dataTags: [tag] }).compile('{% points as p %}[{{ p }}]').render();
    return outcome.outcome === 'rendered' ? outcome.text : outcome.reason;
  };

  it('answers too few, too many, or no list', async () => {
    const reason = 'the data for points could not be fetched: its loader';
    expect(await withLoader(async () => [])).toBe(`${reason} gave 0 answers where 1 were asked for`);
    expect(await withLoader(async () => [1, 2])).toBe(`${reason} gave 2 answers where 1 were asked for`);
    expect(await withLoader(async () => 'x')).toBe(`${reason} did not give a list of answers`);
  });
});

describe('a signal', () => {
  it('ends the wait for a source that does not heed it', async () => {
    const source: DataSource = { fetch: () => new Promise(() => undefined) };
    const abort = new AbortController();
    const rendering = new Engine({ source })
      .compile('{% deals as ds %}')
      .render({ receiver, signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(rendering).rejects.toThrow('enough');
  });
});

describe('a template loader with faults of its own', () => {
  const reading = (read: unknown) => new Engine({ templates: { read } as TemplateLoader });

  it('rejects while a message waits for it: asked once, and told why', async () => {
    let calls = 0;
    const engine = reading(async () => {
      calls += 1;
      throw new Error('no disk');
    });
    const outcome = await engine.compile('{% include name %}').render({ context: { name: 'a' } });
    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: 'the data for template could not be fetched: no disk',
      stats: { passes: 1 },
    });
    expect(calls).toBeLessThan(6);
  });

  it('gives null or what is no text', async () => {
    await expect(reading(async () => null).load('a')).rejects.toThrow('there is no template "a"');
    await expect(reading(async () => 5).load('a')).rejects.toThrow('the template "a" is no text');
  });
});

it('a filter that gives a promise fails in its place', async () => {
  const slow = defineFilter({
    name: 'slow',
    doc: 'Takes its time.',
    example: { template: '{{ x|slow }}', context: { x: 'a' }, result: '' },
    library: 'custom',
    input: 'text',
    result: 'text',
    paths: 'text',
    output: 'text',
    pure: true,
    apply: (async () => {
      throw new Error('too late');
    }) as never,
  });
  const outcome = await new Engine({ filters: [slow] })
    .compile('{{ x|slow }}')
    .render({ context: { x: 'a' } });
  expect(outcome).toMatchObject({
    outcome: 'failed',
    reason:
      'the filter "slow" cannot do this: it gave a promise, and filters cannot wait: fetch by a data tag',
  });
});

describe('a wrong call', () => {
  it('of evaluate with more than an expression throws', () => {
    expect(() => new Engine().evaluate('a }} {{ b', { a: 1 })).toThrow('cannot stand here');
    expect(() => new Engine().evaluate('a }} b', { a: 1 })).toThrow('cannot stand here');
  });

  it('of load rejects', async () => {
    const loading = new Engine({ templates: { a: 'A' } }).load('a', { channel: 'fax' });
    await expect(loading).rejects.toThrow('there is no channel "fax"');
  });

  it('of render with no text and no record names nobody', async () => {
    const template = new Engine({ source: memorySource({ contacts: [receiver] }) }).compile(
      'Hi {{ receiver.id }}',
    );
    for (const wrong of [1, null, true]) {
      expect(await template.render({ receiver: wrong as never })).toMatchObject({
        outcome: 'failed',
        reason: `there is no contact "${wrong}"`,
      });
    }
  });
});

it('a link that cannot be made fails the message of its receiver alone', async () => {
  const engine = new Engine({
    links: {
      unsubscribe(row) {
        if (row.id === 1) throw new Error('no key');
        return `https://example.com/u/${row.id}`;
      },
    },
  });
  const texts: string[] = [];
  for await (const one of engine.compile('{{ unsubscribe_url }}').renderMany([{ id: 1 }, { id: 2 }])) {
    texts.push(one.outcome === 'rendered' ? one.text : one.reason);
  }
  expect(texts).toEqual([
    'the data for unsubscribe_url could not be fetched: no key',
    'https://example.com/u/2',
  ]);
});
