import { describe, expect, it } from 'vitest';
import { readBody } from '../../../src/sources/http/body.js';
import { JsonClient } from '../../../src/sources/http/client.js';
import { Gate } from '../../../src/sources/http/gate.js';
import { networkReason } from '../../../src/sources/http/network-reason.js';
import { retryAfter } from '../../../src/sources/http/retry-after.js';

describe('retry-after', () => {
  const now = Date.parse('2025-06-24T12:00:00Z');
  it.each([
    ['30', 30_000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Tue, 24 Jun 2025 12:00:05 GMT', 5000],
    ['Tuesday, 24-Jun-25 12:00:05 GMT', 5000],
    ['Tue, 24 Jun 2025 11:00:00 GMT', 0],
    ['-1', undefined],
    ['1e3', undefined],
    ['12', 12_000],
    ['2025', 2_025_000],
    ['tomorrow', undefined],
    ['Mon, soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j milliseconds', (header, expected) => {
    expect(retryAfter(header, now)).toBe(expected);
  });
});

describe('a body', () => {
  it('is read to a bound, and no further', async () => {
    let chunks = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks++;
        controller.enqueue(new Uint8Array(4_000_000).fill(0x20));
      },
    });
    expect(await readBody(new Response(endless))).toEqual({ fault: 'is longer than 64 MB' });
    expect(chunks).toBeLessThan(20);
  });

  it('keeps every digit, and every name', async () => {
    const read = await readBody(
      new Response('\uFEFF{"value": 149.90, "big": 12345678901234567890, "__proto__": 1}'),
    );
    const value = 'value' in read ? (read.value as Record<string, unknown>) : {};
    expect([String(value.value), String(value.big)]).toEqual(['149.90', '12345678901234567890']);
    expect(Object.keys(value)).toContain('__proto__');
  });
});

describe('why a request got no answer', () => {
  const failure = (code: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });
  it.each([
    ['ENOTFOUND', 'there is no such host', true],
    ['ECONNRESET', 'the connection broke off', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is not trusted', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is not trusted', false],
    ['ESOMETHING', 'the connection failed', true],
  ])('%s', (code, reason, retryable) => {
    expect(networkReason(failure(code))).toEqual({ reason, retryable });
  });

  it('is told of whatever is thrown', () => {
    const expected = { reason: 'the connection failed', retryable: true };
    expect([undefined, 'x', new Error('secret')].map(networkReason)).toEqual([expected, expected, expected]);
  });
});

describe('the gate', () => {
  it('hands its places on, also those of work that fails or is given up', async () => {
    const gate = new Gate({ requestsPerSecond: Number.POSITIVE_INFINITY, concurrency: 1 });
    const stop = new AbortController();
    let release: () => void = () => undefined;
    const first = gate.pass(
      () =>
        new Promise<string>((resolve) => {
          release = () => resolve('first');
        }),
      undefined,
    );
    const given = gate.pass(async () => 'never', stop.signal);
    const failing = gate.pass(async () => {
      throw new Error('work failed');
    }, undefined);
    const last = gate.pass(async () => 'last', undefined);
    await new Promise(setImmediate);
    stop.abort(new Error('given up'));
    await expect(given).rejects.toThrow('given up');
    release();
    await expect(failing).rejects.toThrow('work failed');
    expect(await Promise.all([first, last])).toEqual(['first', 'last']);
  });
});

describe('the client', () => {
  it.each([Number.POSITIVE_INFINITY, 2 ** 31])('waits for an answer as long as %s ms', async (timeout) => {
    const client = new JsonClient({
      ...{ service: 'Example', credential: 'key', headers: {}, timeout },
      ...{ requestsPerSecond: Number.POSITIVE_INFINITY, concurrency: 1 },
      fetch: async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return new Response('{"a": true}');
      },
    });
    const reply = await client.get(new URL('https://example.com/deals'), 'deals', undefined);
    expect(reply).toMatchObject({ kind: 'value', value: { a: true } });
  });
});
