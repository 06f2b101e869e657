import { afterEach, describe, expect, it, vi } from 'vitest';
import { type DataSource, defineFilter, Engine } from '../../../src/index.js';
import { Batches, pipelined } from '../../../src/render/pipeline.js';
import { memorySource } from '../../../src/sources/memory.js';

/** A promise that is settled from outside. */
function deferred() {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Lets everything run that waits for nothing outside. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

afterEach(() => {
  vi.useRealTimers();
});

async function* endless(): AsyncGenerator<number> {
  for (let n = 1; ; n++) yield n;
}

describe('Batches', () => {
  it('gives what a plain iterable has without waiting, what an asynchronous one has in time', async () => {
    const plain = new Batches([1, 2, 3], 2);
    expect([plain.next(), plain.next(), plain.next()]).toEqual([[1, 2], [3], []]);
    const slow = new Batches(endless(), 2);
    expect([await slow.next(), await slow.next()]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    await slow.close();
    expect(await slow.next()).toEqual([]);
  });

  it('gives what came before a fault, then the fault', () => {
    const broken = new Batches(
      (function* () {
        yield 1;
        throw new Error('torn');
      })(),
      2,
    );
    expect(broken.next()).toEqual([1]);
    expect(() => broken.next()).toThrow('torn');
  });
});

describe('pipelined', () => {
  /** Stages that are let through by hand, and a log of what began and ended. */
  function stages() {
    const log: string[] = [];
    const gates = new Map<number, ReturnType<typeof deferred>>();
    const gate = (batch: number) => {
      const known = gates.get(batch) ?? deferred();
      gates.set(batch, known);
      return known;
    };
    return {
      log,
      gate,
      prepare: async ([first = 0]: readonly number[], signal: AbortSignal) => {
        log.push(`prepare ${first}`);
        const aborted = new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => {
            log.push(`abort ${first}`);
            reject(signal.reason);
          });
        });
        await Promise.race([gate(first).promise, aborted]);
        log.push(`prepared ${first}`);
        return first;
      },
      finish: async (first: number) => {
        log.push(`finish ${first}`);
        return [first, first + 1];
      },
    };
  }

  it('prepares the next batch before this one is finished and consumed, and no other', async () => {
    const { log, gate, prepare, finish } = stages();
    for (const batch of [1, 3]) gate(batch).resolve();
    const results = pipelined(new Batches(endless(), 2), { prepare, finish, signal: undefined });
    for (let n = 1; n <= 3; n++) log.push(`got ${(await results.next()).value}`);
    await settle();
    expect(log.filter((entry) => !entry.startsWith('prepared'))).toEqual([
      'prepare 1',
      'finish 1',
      'got 1',
      'prepare 3',
      'got 2',
      'finish 3',
      'got 3',
      'prepare 5',
    ]);
    await results.return();
    expect(log.at(-1)).toBe('abort 5');
  });

  it('from a plain iterable the next batch is asked for before this one renders', async () => {
    const { log, gate, prepare, finish } = stages();
    for (const batch of [1, 3]) gate(batch).resolve();
    const results = [];
    for await (const one of pipelined(new Batches([1, 2, 3, 4], 2), { prepare, finish, signal: undefined })) {
      results.push(one);
    }
    expect(results).toEqual([1, 2, 3, 4]);
    expect(log.indexOf('prepare 3')).toBeLessThan(log.indexOf('finish 1'));
  });

  it('tells a fault of the next batch when its turn has come', async () => {
    const { gate, prepare, finish } = stages();
    gate(1).resolve();
    gate(3).reject(new Error('no data'));
    const results: number[] = [];
    await expect(async () => {
      for await (const one of pipelined(new Batches([1, 2, 3, 4], 2), {
        prepare,
        finish,
        signal: undefined,
      })) {
        await settle();
        results.push(one);
      }
    }).rejects.toThrow('no data');
    expect(results).toEqual([1, 2]);
  });

  it('does not wait for an item that never comes', async () => {
    const { gate, prepare, finish } = stages();
    gate(1).resolve();
    async function* stuck(): AsyncGenerator<number> {
      yield* [1, 2];
      await new Promise(() => undefined);
    }
    const results = pipelined(new Batches(stuck(), 2), { prepare, finish, signal: undefined });
    expect((await results.next()).value).toBe(1);
    await results.return();
  });
});

describe('renderMany', () => {
  const contacts = Array.from({ length: 6 }, (_, n) => ({ id: n + 1, custom_id: `c${n + 1}` }));
  const deals = contacts.map(({ id }) => ({ id, user_id: id, name: `of ${id}` }));
  const text = '{% deals as ds %}{{ ds.0.name }}';

  /** Each call of the source is answered when it is let through. */
  function slow() {
    const inner = memorySource({ contacts, deals });
    const calls: { what: string; let: () => void; signal: AbortSignal | undefined }[] = [];
    const source: DataSource = {
      async fetch(requests, options) {
        const gate = deferred();
        const what = requests
          .map((one) => (one.kind === 'get' ? one.value : one.kind === 'list' ? one.owner?.id : ''))
          .join();
        calls.push({ what: `${requests[0]?.entity} ${what}`, let: gate.resolve, signal: options.signal });
        await gate.promise;
        return inner.fetch(requests, options);
      },
    };
    return { source, calls };
  }

  it('fetches the next batch while this one is consumed, one batch ahead and no more', async () => {
    const { source, calls } = slow();
    const receivers = contacts.map(({ id }) => ({ id }));
    const outcomes = new Engine({ source }).compile(text).renderMany(receivers, { batchSize: 2 });
    const first = outcomes.next();
    await settle();
    expect(calls.map(({ what }) => what)).toEqual(['deal 1,2']);
    calls[0]?.let();
    expect((await first).value).toMatchObject({ text: 'of 1' });
    // The first batch is being consumed; the data of the second is on its way, that of the third is not.
    await settle();
    expect(calls.map(({ what }) => what)).toEqual(['deal 1,2', 'deal 3,4']);
    calls[1]?.let();
    await settle();
    expect(calls).toHaveLength(2);
    expect((await outcomes.next()).value).toMatchObject({ text: 'of 2' });
    expect((await outcomes.next()).value).toMatchObject({ text: 'of 3' });
    expect(calls.map(({ what }) => what)).toEqual(['deal 1,2', 'deal 3,4', 'deal 5,6']);
    calls[2]?.let();
    const rest = [];
    for await (const one of outcomes) rest.push(one.outcome === 'rendered' && one.text);
    expect(rest).toEqual(['of 4', 'of 5', 'of 6']);
  });

  it('a consumer that leaves ends the fetch that is on its way', async () => {
    const { source, calls } = slow();
    const receivers = contacts.map(({ id }) => ({ id }));
    const outcomes = new Engine({ source }).compile(text).renderMany(receivers, { batchSize: 2 });
    const first = outcomes.next();
    await settle();
    calls[0]?.let();
    await first;
    await outcomes.return();
    await settle();
    expect(calls.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
    expect(calls).toHaveLength(2);
  });

  it('an abort while a retry waits ends it, and no timer is left over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const abort = new AbortController();
    const source: DataSource = {
      fetch: async (requests) => requests.map(() => ({ error: 'busy', retryable: true })),
    };
    const engine = new Engine({ source, retry: { firstDelay: 20_000 } });
    const outcomes = engine.compile(text).renderMany([{ id: 1 }, { id: 2 }], {
      batchSize: 1,
      signal: abort.signal,
    });
    const first = outcomes.next();
    await settle();
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    abort.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('receivers that throw end it after the outcomes of those before', async () => {
    const template = new Engine({ source: memorySource({ contacts, deals }) }).compile(text);
    const run = async (receivers: Iterable<string> | AsyncIterable<string>) => {
      const seen: string[] = [];
      await expect(async () => {
        for await (const one of template.renderMany(receivers, { batchSize: 2 })) {
          seen.push(one.outcome === 'rendered' ? one.text : one.reason);
        }
      }).rejects.toThrow('the list is torn');
      return seen;
    };
    function* torn() {
      yield* ['c1', 'c2', 'c3'];
      throw new Error('the list is torn');
    }
    async function* slowlyTorn() {
      yield* torn();
    }
    expect(await run(torn())).toEqual(['of 1', 'of 2', 'of 3']);
    expect(await run(slowlyTorn())).toEqual(['of 1', 'of 2', 'of 3']);
  });

  it('lets go of the receivers where the consumer leaves', async () => {
    const template = new Engine({ source: memorySource({ contacts, deals }) }).compile(text);
    let closed = 0;
    function* ids() {
      try {
        for (;;) yield 'c1';
      } finally {
        closed += 1;
      }
    }
    for await (const one of template.renderMany(ids(), { batchSize: 2 })) {
      expect(one.outcome).toBe('rendered');
      break;
    }
    expect(closed).toBe(1);
  });
});

describe('a signal', () => {
  it('is heard while a batch renders', async () => {
    let calls = 0;
    const slow = defineFilter({
      name: 'slow',
      doc: '',
      example: [],
      library: 'custom',
      input: 'any',
      result: 'any',
      paths: 'input',
      output: 'same',
      pure: false,
      apply(value) {
        const until = performance.now() + 2;
        while (performance.now() < until);
        calls += 1;
        return value;
      },
    });
    const template = new Engine({ filters: [slow] }).compile('{{ receiver.first_name|slow }}');
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 1);
    const receivers = Array.from({ length: 400 }, (_, id) => ({ id, first_name: 'Ann' }));
    const render = async () => {
      for await (const _ of template.renderMany(receivers, { signal: stop.signal }));
    };
    await expect(render()).rejects.toThrow('enough');
    expect(calls).toBeLessThan(400);
  });
});
