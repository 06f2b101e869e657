import { describe, expect, it } from 'vitest';
import { type DataTagRequest, defineDataTag, Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';

const source = memorySource({ contacts: [{ id: 1, custom_id: 'ann' }] });

/** An engine whose tag `points` is answered so. */
function engineWith(load: (requests: readonly DataTagRequest[]) => readonly unknown[]): Engine {
  const points = defineDataTag({
    name: 'points',
    doc: 'Points.',
    example: { template: '{% points of=1 as p %}{{ p }}', result: '' },
    parameters: [
      { name: 'of', type: 'any', required: true, doc: 'what they are of' },
      { name: 'since', type: 'date', doc: 'the first day' },
      { name: 'kind', type: 'string', required: true, default: 'gold', doc: 'their kind' },
    ],
    load: async (requests) => load(requests),
  });
  return new Engine({ source, dataTags: [points] });
}

const told = (tag: string) =>
  engineWith(() => [])
    .check(`{% ${tag} %}`)
    .map(({ code, message }) => `${code}: ${message}`);

describe('the parameters of a data tag of one’s own', () => {
  it('a bare name gives what is required only where it has a default', () => {
    expect(told('points of kind as p')).toEqual(['missing-parameter: points needs of=…']);
    expect(told('points of=1 kind as p')).toEqual([]);
  });

  it('a date is one', async () => {
    expect(told('points of=1 kind since="2025-06-24" as p')).toEqual([]);
    expect(told('points of=1 kind since="soon" as p')).toEqual([
      'parameter-type: "since" must be a date such as "2025-06-24"',
    ]);
    const engine = engineWith((requests) => requests.map(() => 1));
    const print = async (since: unknown) => {
      const template = engine.compile('{% points of=1 kind since=since as p %}{{ p }}');
      const outcome = await template.render({ receiver: 'ann', context: { since } });
      return outcome.outcome === 'rendered' ? outcome.text : outcome.reason;
    };
    expect(await print(new Date(0))).toBe('1');
    expect(await print(5)).toBe('"since" must be a date such as "2025-06-24"');
  });

  it('arguments that JSON writes alike are not alike', async () => {
    const asked: unknown[] = [];
    const engine = engineWith((requests) => {
      asked.push(...requests);
      return requests.map(({ arguments: { of } }) => (of instanceof Map ? of.get('a') : typeof of));
    });
    const text =
      '{% points of=x kind as a %}{% points of=y kind as b %}{% points of=1.50 kind as c %}{% points of="1.50" kind as d %}{% points of=big kind as e %}{{ a }} {{ b }} {{ c }} {{ d }} {{ e }}';
    const context = { x: new Map([['a', 1]]), y: new Map([['a', 2]]), big: 5n };
    const outcome = await engine.compile(text).render({ receiver: 'ann', context });
    expect(outcome).toMatchObject({ outcome: 'rendered', text: '1 2 object string bigint' });
    expect(asked).toHaveLength(5);
  });

  it('a loader that gives promises is told to wait for them', async () => {
    const engine = engineWith((requests) => requests.map(async () => Promise.reject(new Error('late'))));
    const outcome = await engine.compile('{% points of=1 kind as p %}{{ p }}').render({ receiver: 'ann' });
    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason:
        'the data for points could not be fetched: its loader gave promises: wait for them with Promise.all',
    });
  });
});

it('a data tag without parameters or a loader is refused at once', () => {
  const whole = { name: 'points', doc: 'Points.', example: [], parameters: [], load: async () => [] };
  const made = (definition: object) => () => new Engine({ dataTags: [definition as never] });
  expect(made(whole)).not.toThrow();
  expect(made({ ...whole, parameters: undefined })).toThrow(
    new TypeError('the data tag "points" needs parameters: a list, empty where it takes none'),
  );
  expect(made({ ...whole, load: undefined })).toThrow(
    new TypeError('the data tag "points" needs load: a function that answers its requests'),
  );
});
