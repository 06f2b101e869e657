import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../../src/data/source.js';
import { memorySource } from '../../../src/sources/memory.js';
import { loadFastCheck } from '../../../src/testing/fast-check.js';
import { describeSource, type SourceSubject, sourceContract } from '../../../src/testing/index.js';
import { shown } from '../../../src/testing/shown.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';

const decimal = (text: string) => ScaledDecimal.parse(text);

const options = { runs: 24, seed: 1 };

/** What the tests say that fail. */
async function messagesOf(subject: SourceSubject): Promise<readonly string[]> {
  const messages: string[] = [];
  for (const test of sourceContract(subject, options)) {
    await test.run().catch((error: Error) => messages.push(error.message));
  }
  return messages;
}

/** What the first test says that fails. */
async function firstMessage(subject: SourceSubject): Promise<string | undefined> {
  for (const test of sourceContract(subject, options)) {
    try {
      await test.run();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return undefined;
}

describe('shown', () => {
  it.each([
    [decimal('149.90'), '149.90'],
    [149.9, '149.9'],
    [decimal('5'), '5 (decimal)'],
    [5, '5'],
    ['5', '"5"'],
    [5n, '5 (bigint)'],
    [null, 'null'],
    [{ b: [true, undefined], a: 'x', c: undefined }, '{"a": "x", "b": [true, undefined]}'],
    [JSON.parse('{"__proto__": {"x": 1}}'), '{"__proto__": {"x": 1}}'],
    ['\ud800\u0000', '"\\ud800\\u0000"'],
  ])('shows %o', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});

describe('sourceContract', () => {
  it('shows the request, what was expected and what came', async () => {
    const half: SourceSubject = {
      name: 'half',
      make: (tables) => memorySource({ ...tables, deals: (tables.deals ?? []).filter(({ id }) => id !== 8) }),
    };
    expect(await firstMessage(half)).toBe(
      [
        'request 199 of 359: {"entity": "deal", "key": "id", "kind": "get", "value": "8"}',
        'expected:',
        '  {"created_at": "2025-06-24T12:00:00Z", "currency": "USD", "id": 8, "status": 1, "updated_at": "2025-06-24T12:00:00Z", "user_custom_id": "ann", "user_id": 1, "value": 149.9}',
        'given (it applied nothing):',
        '  nothing',
      ].join('\n'),
    );
  });

  it('is never asked for a kind of record that the source has not', async () => {
    const asked = new Set<string>();
    const watched = (source: DataSource): DataSource => ({
      fetch(requests, options) {
        for (const { entity } of requests) asked.add(entity);
        return source.fetch(requests, options);
      },
    });
    const subject: SourceSubject = {
      name: 'deals alone',
      entities: ['deal'],
      make: (tables) => watched(memorySource(tables)),
    };
    expect(await messagesOf(subject)).toEqual([]);
    expect([...asked]).toEqual(['deal']);
  });

  it('lets a source refuse what its service cannot answer, and nothing else', async () => {
    const refusing: SourceSubject = {
      name: 'no statistics',
      make: (tables) => ({
        fetch: async (requests, options) =>
          (await memorySource(tables).fetch(requests, options)).map((answer, index) =>
            requests[index]?.kind === 'stats' ? { error: 'there are no numbers' } : answer,
          ),
      }),
    };
    expect(await firstMessage(refusing)).toContain('error: there are no numbers');
    expect(await messagesOf({ ...refusing, refuses: ({ kind }) => kind === 'stats' })).toEqual([]);
  });

  it('is not fooled by a source that carries nothing', async () => {
    const empty: SourceSubject = { name: 'empty', make: () => memorySource({}), carries: () => ({}) };
    expect(await firstMessage(empty)).toBe(
      'carries() left no company, no contact, no pipeline, no stage, no product, no deal, no task, no event, no product_event: leave out of entities what the source does not have',
    );
  });

  it('says how a fetch rejected', async () => {
    const broken: DataSource = { fetch: () => Promise.reject(new Error('no such table')) };
    const first = await firstMessage({ name: 'broken', make: () => broken });
    expect(first).toContain(
      'fetch rejected, which fails every request; one that fails is an answer of its own',
    );
    expect(first).toContain('Error: no such table');
  });

  it.each([
    ['three', 'fetch gave no list for'],
    [[], 'fetch gave 0 answers for'],
  ])('tells an answer of %j from answers', async (answers, message) => {
    const source = { fetch: async () => answers } as unknown as DataSource;
    expect(await firstMessage({ name: 'odd', make: () => source })).toContain(message);
  });

  it.each([
    [null, 'is no plain object'],
    [{}, 'has neither rows nor an error'],
    [{ rows: [] }, 'does not say what it applied'],
    [{ rows: [1], applied: {} }, 'has a row that is no plain object'],
    [{ error: '' }, 'has an error without words'],
    [{ error: 'x', retryable: 'yes' }, 'has a retryable that is no boolean'],
    [{ error: 'x', retryAfter: -1 }, 'has a retryAfter that is no number of milliseconds'],
    [{ stats: {} }, 'has stats that are no list'],
  ])('says what is wrong with %j', async (answer, message) => {
    const source = {
      fetch: async (requests: readonly unknown[]) => requests.map(() => answer),
    } as unknown as DataSource;
    expect(await firstMessage({ name: 'odd', make: () => source })).toContain(message);
  });

  it('says what to install where fast-check is missing', async () => {
    const missing = () => Promise.reject(new Error("Cannot find package 'fast-check'"));
    await expect(loadFastCheck(missing)).rejects.toThrow('npm install --save-dev fast-check');
  });
});

describe('describeSource', () => {
  it('declares the same tests with a runner', () => {
    const declared: string[] = [];
    const suites: string[] = [];
    const subject: SourceSubject = { name: 'ours', make: memorySource };
    describeSource(subject, {
      describe: (name, suite) => {
        suites.push(name);
        suite();
      },
      it: (name) => declared.push(name),
    });
    expect(suites).toEqual(['source contract: ours']);
    expect(declared).toEqual(sourceContract(subject).map(({ name }) => name));
  });
});
