import { describe, expect, it, vi } from 'vitest';
import type { GetRequest } from '../../../src/data/request.js';
import type { DataSource } from '../../../src/data/source.js';
import { Engine } from '../../../src/index.js';
import { type Fetch, type UsercomOptions, usercomSource } from '../../../src/sources/usercom/usercom.js';
import { token as crmToken, TriedCrm } from '../../support/crm.js';
import { fakeService, json, withServer } from '../../support/fake-service.js';

const token = 'SECRET-TOKEN';
const usercom = (options: Partial<UsercomOptions>): DataSource =>
  usercomSource({
    subdomain: 'acme',
    token,
    requestsPerSecond: Number.POSITIVE_INFINITY,
    ...options,
  });
const deal = (custom_id: string): GetRequest => ({
  kind: 'get',
  entity: 'deal',
  key: 'custom_id',
  value: custom_id,
});
const personal = 'ann@example.com';

describe('what User.com refuses', () => {
  it.each<[number, unknown]>([
    [
      401,
      {
        error:
          'User.com refuses the token (401 at deals-by-id/{custom_id}/): is it right, and may it read this?',
      },
    ],
    [
      403,
      {
        error:
          'User.com refuses the token (403 at deals-by-id/{custom_id}/): is it right, and may it read this?',
      },
    ],
    [400, { error: 'User.com refuses the request (400 at deals-by-id/{custom_id}/)' }],
    [302, { error: 'User.com sends deals-by-id/{custom_id}/ elsewhere (302): is the address right?' }],
    [500, { error: 'User.com failed (500 at deals-by-id/{custom_id}/)', retryable: true }],
    [503, { error: 'User.com failed (503 at deals-by-id/{custom_id}/)', retryable: true }],
  ])('%i is an error of that request alone, without data and token', async (status, expected) => {
    const service = fakeService(({ pathname }) =>
      pathname.includes('example')
        ? json({ detail: `${token} ${personal}` }, { status })
        : json({ id: 1, custom_id: 'good' }),
    );
    const answers = await usercom(service).fetch([deal('good'), deal(personal)], {});
    expect(answers[0]).toMatchObject({ rows: [{ id: 1 }] });
    expect(answers[1]).toEqual(expected);
  });

  it('fails the message that needed it, and no other', async () => {
    const service = fakeService(({ pathname, searchParams }) => {
      const name = searchParams.get('user_custom_id') ?? pathname.split('/').at(-2) ?? '';
      if (pathname.includes('users-by-id')) return json({ id: name.length, custom_id: name });
      return name === 'ben' ? json('', { status: 500 }) : json({ results: [{ id: 1, name: 'Tea' }] });
    });
    const engine = new Engine({ source: usercom(service), retry: { attempts: 1 } });
    const template = engine.compile('{% deals as list %}{{ receiver.custom_id }}: {{ list.0.name }}', {
      name: 'a.txt',
    });
    const outcomes = [];
    for await (const outcome of template.renderMany(['ann', 'ben', 'cleo'])) outcomes.push(outcome);
    expect(outcomes).toMatchObject([
      { outcome: 'rendered', text: 'ann: Tea' },
      { outcome: 'failed', reason: expect.stringContaining('User.com failed (500 at deals/)') },
      { outcome: 'rendered', text: 'cleo: Tea' },
    ]);
  });

  it('passes on when a 503 says to come again', async () => {
    const service = fakeService(() => json('', { status: 503, headers: { 'retry-after': '7' } }));
    expect(await usercom(service).fetch([deal('a')], {})).toMatchObject([
      { retryable: true, retryAfter: 7000 },
    ]);
  });

  it('tells a list that is not there from a record that is not', async () => {
    const service = fakeService(() => json({}, { status: 404 }));
    const products = {
      kind: 'list',
      entity: 'product',
      where: [],
      order: { field: 'id', direction: 1 },
      timeZone: 'UTC',
    } as const;
    expect(await usercom(service).fetch([products, deal('gone')], {})).toMatchObject([
      { error: "User.com's answer to products/ is 404: is the address right?" },
      { rows: [] },
    ]);
  });
});

describe('what User.com answers that nobody can read', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer> | null]>([
    ['is not valid JSON', `{"id": 1, "custom_id": "${personal}"`],
    ['is not valid JSON', personal],
    ['has a key twice in one object', '{"id": 1, "id": 2}'],
    ['is an HTML page, not JSON', '\n<!doctype html><title>Log in</title>'],
    ['is empty', ''],
    ['is empty', null],
    ['is not UTF-8 text', new Uint8Array([0x22, 0xff, 0x22])],
    ['is no record', '["a"]'],
    ['is no record', '149.90'],
  ])('%s', async (what, body) => {
    const service = fakeService(() => new Response(body));
    expect(await usercom(service).fetch([deal(personal)], {})).toEqual([
      { error: `User.com's answer to deals-by-id/{custom_id}/ ${what}` },
    ]);
  });

  it.each([
    ['has no list "results"', '{"results": null}'],
    ['has no list "results"', '"a"'],
    ['has an item that is no record', '{"results": [{"id": 1}, 7]}'],
    ['has a "next" that is no URL', '{"results": [], "next": 7}'],
    ['has a "next" that is no URL', '{"results": [], "next": "javascript:alert(1)"}'],
    ['has a "next" that is no URL', '{"results": [], "next": "https://"}'],
  ])('%s', async (what, body) => {
    const service = fakeService(() => json(body));
    const request = {
      kind: 'list',
      entity: 'deal',
      owner: { entity: 'contact', email: undefined, id: '1' },
      where: [],
      order: { field: 'id', direction: 1 },
      timeZone: 'UTC',
    } as never;
    expect(await usercom(service).fetch([request], {})).toEqual([
      { error: `User.com's answer to deals/ ${what}` },
    ]);
  });
});

describe('being asked too often', () => {
  const throttled = (after?: string) =>
    json(
      { detail: 'throttled' },
      { status: 429, ...(after !== undefined && { headers: { 'retry-after': after } }) },
    );
  const good = (url: URL) =>
    json({ id: 1, custom_id: decodeURIComponent(url.pathname.split('/').at(-2) ?? '') });

  const { setTimeout: realTimer } = globalThis;
  const realPause = () => new Promise<false>((resolve) => realTimer(resolve, 1, false));

  async function timed<T>(run: (seconds: () => number) => Promise<T>): Promise<T> {
    vi.useFakeTimers({ now: Date.parse('2025-06-24T12:00:00Z') });
    const start = Date.now();
    try {
      const done = run(() => (Date.now() - start) / 1000);
      const isDone = done.then(
        () => true,
        () => true,
      );
      // What is no timer, such as a digest of the CRM, gets real time to end in.
      while (!(await Promise.race([isDone, realPause()]))) await vi.advanceTimersByTimeAsync(50);
      return await done;
    } finally {
      vi.useRealTimers();
    }
  }

  it.each([
    ['3', 3],
    ['Tue, 24 Jun 2025 12:00:05 GMT', 5],
    ['soon', 1],
    [undefined, 1],
  ])('holds back the whole client for retry-after: %s', async (after, seconds) => {
    const times: number[] = [];
    const answers = await timed((now) => {
      const service = fakeService((url) => {
        times.push(now());
        return times.length === 1 ? throttled(after) : good(url);
      });
      return usercom({ ...service, concurrency: 1 }).fetch([deal('a'), deal('b')], {});
    });
    expect(times).toEqual([0, seconds, seconds]);
    expect(answers).toMatchObject([{ rows: [{ id: 1 }] }, { rows: [{ id: 1 }] }]);
  });

  it('gives up after some attempts, and says when to come again', async () => {
    const times: number[] = [];
    const answers = await timed((now) => {
      const service = fakeService(() => {
        times.push(now());
        return throttled('2');
      });
      return usercom(service).fetch([deal('a')], {});
    });
    expect(times).toEqual([0, 2, 4, 6]);
    expect(answers).toEqual([
      {
        error: 'User.com is asked too often (429 at deals-by-id/{custom_id}/)',
        retryable: true,
        retryAfter: 2000,
      },
    ]);
  });

  it('leaves a long pause to the engine, and asks nothing meanwhile', async () => {
    const service = fakeService(() => throttled('3600'));
    const client = usercom(service);
    await timed(async () => {
      expect(await client.fetch([deal('a')], {})).toMatchObject([{ retryable: true, retryAfter: 3_600_000 }]);
      expect(await client.fetch([deal('b')], {})).toMatchObject([{ retryable: true, retryAfter: 3_600_000 }]);
    });
    expect(service.sent).toHaveLength(1);
  });

  it('gets everything in the end from a CRM that throttles', async () => {
    const crm = new TriedCrm(undefined, { rate: 5, now: () => new Date() });
    const rows = Array.from({ length: 30 }, (_, index) => ({ id: index + 1, custom_id: `D${index}` }));
    await crm.store.write((writer) => writer.put('deal', rows));
    let refused = 0;
    const fetch: Fetch = async (url, { headers }) => {
      const response = await crm.app.request(url, { headers });
      if (response.status === 429) refused++;
      return response;
    };
    const client = usercomSource({ subdomain: 'acme', token: crmToken, fetch, requestsPerSecond: 1000 });
    const answers = await timed(() =>
      client.fetch(
        rows.map((row) => deal(row.custom_id)),
        {},
      ),
    );
    expect(answers).toMatchObject(rows.map((row) => ({ rows: [row] })));
    expect(refused).toBeGreaterThan(0);
  });

  it('does not come to it: ten requests a second, and no more at a time than allowed', async () => {
    const times: number[] = [];
    let open = 0;
    let most = 0;
    await timed((now) => {
      const service = fakeService(async (url) => {
        times.push(now());
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 200));
        open--;
        return good(url);
      });
      const requests = Array.from({ length: 35 }, (_, index) => deal(`D${index}`));
      return usercomSource({ subdomain: 'acme', token, fetch: service.fetch, concurrency: 4 }).fetch(
        requests,
        {},
      );
    });
    expect(times).toHaveLength(35);
    expect(most).toBe(4);
    const inAnySecond = times.map((from) => times.filter((at) => at >= from && at < from + 1).length);
    expect(Math.max(...inAnySecond)).toBe(10);
  });
});

describe('User.com over a real connection', () => {
  const ask = (baseUrl: string, options: Partial<UsercomOptions> = {}, signal?: AbortSignal) =>
    usercomSource({ baseUrl, token, ...options }).fetch([deal(personal)], signal ? { signal } : {});
  const shown = 'deals-by-id/{custom_id}/';

  it('reads what is sent, byte by byte too', async () => {
    const text = JSON.stringify({ id: 1, custom_id: personal, name: 'Żółć 😀' });
    const answers = await withServer(async (request, response) => {
      expect(request.headers).toMatchObject({ authorization: `Token ${token}`, accept: '*/*; version=2' });
      for (const byte of Buffer.from(text)) {
        response.write(Uint8Array.of(byte));
        await new Promise(setImmediate);
      }
      response.end();
    }, ask);
    expect(answers).toMatchObject([{ rows: [{ name: 'Żółć 😀' }] }]);
  });

  it('waits for no answer longer than it may, nor for the rest of one', async () => {
    const expected = [{ error: `User.com did not answer ${shown} within 0.05 s`, retryable: true }];
    expect(
      await withServer(
        () => undefined,
        (url) => ask(url, { timeout: 50 }),
      ),
    ).toEqual(expected);
    const drip = (_: unknown, response: { write(text: string): unknown }) => {
      response.write('{"id": ');
    };
    expect(await withServer(drip, (url) => ask(url, { timeout: 50 }))).toEqual(expected);
  });

  it('tells an answer that breaks off from one that is wrong', async () => {
    const answers = await withServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id": 1', () => response.destroy());
    }, ask);
    expect(answers).toEqual([
      { error: `User.com cannot be reached (${shown}): the connection broke off`, retryable: true },
    ]);
  });

  it('tells that nobody listens', async () => {
    const address = await withServer(
      () => undefined,
      async (url) => url,
    );
    expect(await ask(address)).toEqual([
      { error: `User.com cannot be reached (${shown}): the connection is refused`, retryable: true },
    ]);
  });

  it('follows no redirect', async () => {
    let elsewhere = 0;
    const answers = await withServer(
      () => elsewhere++,
      (other) =>
        withServer((_, response) => {
          response.writeHead(302, { location: other }).end();
        }, ask),
    );
    expect(answers).toEqual([{ error: `User.com sends ${shown} elsewhere (302): is the address right?` }]);
    expect(elsewhere).toBe(0);
  });

  it('stops where it is aborted, before and while an answer is awaited', async () => {
    const controller = new AbortController();
    let asked = 0;
    await withServer(
      () => {
        asked++;
        controller.abort(new Error('enough'));
      },
      async (url) => {
        await expect(ask(url, {}, AbortSignal.abort(new Error('never begun')))).rejects.toThrow(
          'never begun',
        );
        await expect(ask(url, {}, controller.signal)).rejects.toThrow('enough');
      },
    );
    expect(asked).toBe(1);
  });

  it('stops those too that wait for their turn', async () => {
    const service = fakeService(() => new Promise<Response>(() => undefined));
    const stop = new AbortController();
    const waiting = usercom({ ...service, concurrency: 2 }).fetch(['a', 'b', 'c', 'd'].map(deal), {
      signal: stop.signal,
    });
    await new Promise(setImmediate);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(service.sent).toHaveLength(2);
  });
});
