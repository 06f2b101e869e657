import { afterEach, describe, expect, it, vi } from 'vitest';
import { type DataAnswer, type DataSource, defineDataTag, Engine } from '../../../src/index.js';
import { defaultRetry, failureOf, type RetryPolicy, sleep, withRetries } from '../../../src/render/retry.js';

type Answer = { readonly is: string };
type Failing = { readonly error: string; readonly retryable?: boolean; readonly retryAfter?: number };

/** Tries `requests` against answers by attempt, and notes what was asked and how long was waited. */
async function tries(
  requests: readonly string[],
  answer: (request: string, attempt: number) => Answer | Failing | Error,
  policy: Partial<RetryPolicy> = {},
  budget = Number.POSITIVE_INFINITY,
) {
  const asked: string[][] = [];
  const waits: number[] = [];
  let left = budget - 1;
  const answers = await withRetries<string, Answer>(requests, {
    call: async (some) => {
      asked.push([...some]);
      return some.map((request) => {
        const found = answer(request, asked.length);
        if (found instanceof Error) throw found;
        return found;
      });
    },
    spend: () => left-- > 0,
    policy: { ...defaultRetry, ...policy, sleep: async (milliseconds) => void waits.push(milliseconds) },
    signal: undefined,
  });
  return { asked, waits, answers };
}

afterEach(() => {
  vi.useRealTimers();
});

const busy = (more: Partial<Failing> = {}): Failing => ({ error: 'busy', retryable: true, ...more });

describe('withRetries', () => {
  it('asks again for what failed, and only for that', async () => {
    const { asked, waits, answers } = await tries(['a', 'b', 'c'], (request, attempt) =>
      request === 'b' && attempt < 3 ? busy() : request === 'c' ? { error: 'no' } : { is: request },
    );
    expect(asked).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
    expect(waits).toEqual([250, 500]);
    expect(answers).toEqual([{ is: 'a' }, { is: 'b' }, { error: 'no' }]);
  });

  it('gives up after the last attempt, and says how often it tried', async () => {
    const { asked, answers } = await tries(['a'], () => busy(), { attempts: 4 });
    expect(asked).toHaveLength(4);
    expect(answers).toEqual([{ error: 'busy; tried 4 times' }]);
    expect((await tries(['a'], () => busy(), { attempts: 1 })).answers).toEqual([{ error: 'busy' }]);
  });

  it('waits twice as long each time, never longer than the longest delay, and as long as it is told to', async () => {
    const once = await tries(['a'], () => busy(), { attempts: 6, firstDelay: 100, longestDelay: 500 });
    expect(once.waits).toEqual([100, 200, 400, 500, 500]);
    const told = await tries(['a', 'b'], (one) => busy(one === 'b' ? { retryAfter: 4000 } : {}), {
      attempts: 2,
    });
    expect(told.waits).toEqual([4000]);
  });

  it('gives up at once where it is told to wait too long', async () => {
    const { asked, answers } = await tries(['a', 'b'], (one, attempt) =>
      one === 'a' ? busy({ retryAfter: 60_000 }) : attempt === 1 ? busy() : { is: 'b' },
    );
    expect(asked).toEqual([['a', 'b'], ['b']]);
    expect(answers).toEqual([
      { error: 'busy; it asks to wait 60 s, and the longest delay is 30 s' },
      { is: 'b' },
    ]);
  });

  it('a rejected promise fails all, and is tried again where it may pass', async () => {
    const late = Object.assign(new Error('late'), { name: 'TimeoutError' });
    const { asked, answers } = await tries(['a', 'b'], (one, attempt) =>
      attempt === 1 ? late : { is: one },
    );
    expect(asked).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(answers).toEqual([{ is: 'a' }, { is: 'b' }]);
    expect((await tries(['a'], () => new Error('wrong'))).asked).toHaveLength(1);
  });

  it('stops where no call is left', async () => {
    const { asked, answers } = await tries(['a'], () => busy(), {}, 2);
    expect(asked).toHaveLength(2);
    expect(answers).toEqual([{ error: 'busy; tried 2 times' }]);
  });

  it('an abort ends the wait at once, and leaves no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const abort = new AbortController();
    const trying = withRetries<string, Answer>(['a'], {
      call: async () => [busy()],
      spend: () => true,
      policy: { ...defaultRetry, firstDelay: 30_000, sleep },
      signal: abort.signal,
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(vi.getTimerCount()).toBe(1);
    abort.abort();
    expect(await trying).toEqual([{ error: 'busy' }]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('failureOf', () => {
  const failing = (more: object, message = 'x') => failureOf(Object.assign(new Error(message), more));

  it.each([
    [{ code: 'ETIMEDOUT' }, true],
    [{ code: 'ECONNRESET' }, true],
    [{ name: 'TimeoutError' }, true],
    [{ cause: Object.assign(new Error('inside'), { code: 'UND_ERR_HEADERS_TIMEOUT' }) }, true],
    [{ retryable: true }, true],
    [{ code: 'ETIMEDOUT', retryable: false }, false],
    [{ code: 'ENOENT' }, false],
    [{}, false],
  ])('%o: %s', (more, retryable) => {
    expect(failing(more).retryable ?? false).toBe(retryable);
  });

  it('keeps what is said of the wait, and takes anything that is thrown', () => {
    expect(failing({ retryable: true, retryAfter: 5 })).toEqual({
      error: 'x',
      retryable: true,
      retryAfter: 5,
    });
    expect(failureOf('words')).toEqual({ error: 'words' });
  });
});

describe('the engine', () => {
  const receivers = [{ id: 1 }, { id: 2 }, { id: 3 }];
  const retry = { firstDelay: 0 };

  /** Receiver 2 meets trouble until `attempt`. */
  function flaky(until: number): DataSource & { calls: number } {
    const source = {
      calls: 0,
      async fetch(requests: Parameters<DataSource['fetch']>[0]) {
        source.calls += 1;
        return requests.map((request): DataAnswer => {
          const owner = request.kind === 'list' ? request.owner?.id : undefined;
          if (owner === '2' && source.calls <= until)
            return { error: 'the service is busy', retryable: true };
          return {
            rows: [{ id: Number(owner), name: `of ${owner}` }],
            applied: { filter: true, order: true, limit: true },
          };
        });
      },
    };
    return source;
  }

  async function run(source: DataSource, limits = {}) {
    const template = new Engine({ source, retry, limits }).compile('Hi\n{% deals as ds %}{{ ds.0.name }}', {
      channel: 'text',
    });
    const outcomes = [];
    for await (const one of template.renderMany(receivers)) outcomes.push(one);
    return outcomes;
  }

  it('a failure that passes is nobody’s loss', async () => {
    const source = flaky(2);
    const outcomes = await run(source);
    expect(outcomes.map((one) => one.outcome === 'rendered' && one.text)).toEqual([
      'Hi\nof 1',
      'Hi\nof 2',
      'Hi\nof 3',
    ]);
    expect(outcomes[0]?.stats).toMatchObject({ requests: 3, calls: 3 });
    expect(source.calls).toBe(3);
  });

  it('one that does not fails only those who needed the data, with reason and place', async () => {
    const outcomes = await run(flaky(9));
    expect(outcomes.map((one) => one.outcome)).toEqual(['rendered', 'failed', 'rendered']);
    expect(outcomes[1]).toMatchObject({
      reason: 'the data for deals could not be fetched: the service is busy; tried 3 times',
      place: { range: { start: 3, end: 20 } },
      diagnostics: [{ code: 'source-failed' }],
    });
  });

  it('the limit of calls counts every attempt', async () => {
    const outcomes = await run(flaky(9), { calls: 2 });
    expect(outcomes[1]).toMatchObject({
      outcome: 'failed',
      reason: 'the data for deals could not be fetched: the service is busy; tried 2 times',
      stats: { calls: 2 },
    });
  });

  it('a loader of a data tag is tried again for the requests that failed', async () => {
    const asked: number[] = [];
    const points = defineDataTag({
      name: 'points',
      doc: 'Points.',
      example: { template: '{% points as p %}', result: '' },
      parameters: [],
      load: async (requests) => {
        asked.push(requests.length);
        if (asked.length === 1) throw Object.assign(new Error('late'), { name: 'TimeoutError' });
        const busy = Object.assign(new Error('busy'), { retryable: true, retryAfter: 0 });
        return requests.map((one) => (one.receiver?.contact.id === '2' && asked.length === 2 ? busy : 7));
      },
    });
    const template = new Engine({ dataTags: [points], retry }).compile('{% points as p %}{{ p }}');
    const texts = [];
    for await (const one of template.renderMany(receivers))
      texts.push(one.outcome === 'rendered' && one.text);
    expect(texts).toEqual(['7', '7', '7']);
    expect(asked).toEqual([3, 3, 1]);
  });

  it('options that mean nothing are refused', () => {
    expect(() => new Engine({ retry: { attempts: 0 } })).toThrow('retry.attempts');
    expect(() => new Engine({ retry: { firstDelay: -1 } })).toThrow('retry.firstDelay');
    expect(() => new Engine({ retry: { longestDelay: Number.NaN } })).toThrow('retry.longestDelay');
    expect(() => new Engine({ retry: { tries: 3 } as never })).toThrow('there is no retry.tries');
  });
});
