import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createServer, type RequestLog, tokenHash } from '../../../src/server/index.js';
import { checked, outcome, problem } from '../../../src/server/schemas.js';
import { memorySource } from '../../../src/sources/memory.js';

const logs: RequestLog[] = [];
const faults: unknown[] = [];
const tenant = (name: string, first: string, templates: Record<string, string>) => ({
  name,
  tokenHashes: [tokenHash(`${name}-token`)],
  engine: {
    source: memorySource({ contacts: [{ id: 1, custom_id: 'ann', first_name: first }] }),
    templates,
  },
});
const server = createServer({
  tenants: [
    tenant('acme', 'Ann', {
      'order.html': 'Hi {{ receiver.first_name }}',
      'raw.html': '{{ x|safe }}',
      'mail.html':
        '{% block subject %}Hi {{ receiver.first_name }}{% endblock %}{% block html %}<b>{{ x }}</b>{% endblock %}',
    }),
    tenant('other', 'Bob', { 'secret.html': 'secret' }),
  ],
  maxBody: 20_000,
  onRequest: (log) => logs.push(log),
  onFault: (error) => faults.push(error),
});

const send = (path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') =>
  server.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { authorization: 'Bearer acme-token', 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  );
const other = { authorization: 'Bearer other-token' };
const json = async (answer: Response | Promise<Response>) =>
  (await answer).json() as Promise<Record<string, never>>;

test('a text for one receiver, with every digit of numbers', async () => {
  const body =
    '{"template": "{{ receiver.first_name }} {{ n }}", "channel": "text", "receiver": "ann", "context": {"n": 149.90}}';
  const answer = await send('/v1/render', body, { 'x-request-id': 'r-1' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-request-id')).toBe('r-1');
  expect(await json(answer)).toEqual({ outcome: 'rendered', text: 'Ann 149.90', diagnostics: [] });
  expect(logs.at(-1)).toMatchObject({
    id: 'r-1',
    tenant: 'acme',
    path: '/v1/render',
    status: 200,
    receivers: 1,
  });
});

test('a message with its parts', async () => {
  const answer = await json(send('/v1/render', { name: 'mail.html', receiver: 'ann', context: { x: '<' } }));
  expect(answer).toMatchObject({ outcome: 'rendered', message: { subject: 'Hi Ann', html: '<b>&lt;</b>' } });
});

test('skipped and failed, with reason and place', async () => {
  expect(await json(send('/v1/render', { template: '\n{% skip "no" %}' }))).toMatchObject({
    outcome: 'skipped',
    reason: 'skipped: no',
    place: { line: 2, column: 1 },
  });
  const failed = await json(send('/v1/render', { template: '{{ nope }}', strict: true }));
  expect(failed).toMatchObject({ outcome: 'failed', place: { line: 1 } });
});

test('several receivers are answered in lines, in their order', async () => {
  const receivers = [...Array.from({ length: 1200 }, (_, n) => ({ id: n, first_name: `n${n}` })), 'nobody'];
  const small = createServer({ tenants: [tenant('acme', 'Ann', {})] });
  const request = { template: '{{ receiver.first_name }}', channel: 'text', receivers };
  const answer = await small.fetch(
    new Request('http://localhost/v1/render', {
      method: 'POST',
      headers: { authorization: 'Bearer acme-token', 'content-type': 'application/json' },
      body: JSON.stringify(request),
    }),
  );
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(1201);
  expect(lines[777]).toMatchObject({ outcome: 'rendered', text: 'n777' });
  expect(lines[1200]).toMatchObject({ outcome: 'failed' });
});

test('a reader that leaves ends the work', async () => {
  const receivers = Array.from({ length: 1000 }, () => ({}));
  const answer = await send('/v1/render', { template: 'x', receivers });
  const reader = answer.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(logs.at(-1)).toMatchObject({ status: 499, receivers: 1 });
});

test('a tenant reaches neither templates nor data of another', async () => {
  expect((await send('/v1/render', { name: 'order.html' }, other)).status).toBe(404);
  expect((await send('/v1/render', { name: 'secret.html' })).status).toBe(404);
  expect((await send('/v1/render', { template: '{% include "secret.html" %}' })).status).toBe(422);
  const body = { template: '{{ receiver.first_name }}', receiver: 'ann', channel: 'text' };
  expect(await json(send('/v1/render', body, other))).toMatchObject({ text: 'Bob' });
  expect(await json(send('/v1/render', body))).toMatchObject({ text: 'Ann' });
});

test('texts are untrusted, named templates are not', async () => {
  expect((await send('/v1/render', { template: '{{ x|safe }}', context: { x: '<' } })).status).toBe(422);
  expect(await json(send('/v1/render', { name: 'raw.html', context: { x: '<' } }))).toMatchObject({
    text: '<',
  });
});

test.each([
  [401, { path: '/v1/render', body: {}, headers: { authorization: 'Bearer nope' } }],
  [401, { path: '/v1/check', body: {}, headers: { authorization: '' } }],
  [400, { path: '/v1/render', body: '{"a": \n}' }],
  [400, { path: '/v1/render', body: '[]' }],
  [400, { path: '/v1/render', body: {} }],
  [400, { path: '/v1/render', body: { template: '', name: 'a' } }],
  [400, { path: '/v1/render', body: { template: '', receiver: 'a', receivers: [] } }],
  [400, { path: '/v1/render', body: { template: '', locale: 'no locale' } }],
  [400, { path: '/v1/render', body: { template: '', timeZone: 'Mars/One' } }],
  [400, { path: '/v1/render', body: { template: '', now: 'yesterday' } }],
  [400, { path: '/v1/render', body: { template: '', channel: 'pigeon' } }],
  [400, { path: '/v1/render', body: `{"template": ${'['.repeat(600)}` }],
  [404, { path: '/v1/rendr', body: {} }],
  [404, { path: '/v1/render', body: { name: 'ordr.html' } }],
  [404, { path: '/v1/check', body: { name: '../../package.json' } }],
  [405, { path: '/v1/render', body: '', method: 'GET' }],
  [413, { path: '/v1/render', body: { template: 'x'.repeat(30_000) } }],
  [415, { path: '/v1/render', body: 'x', headers: { 'content-type': 'text/plain' } }],
  [415, { path: '/v1/render', body: 'x', headers: { 'content-encoding': 'gzip' } }],
  [422, { path: '/v1/render', body: { template: '{% if %}' } }],
] as const)('%i, case %#: a problem', async (status, { path, body, ...more }) => {
  const { headers = {}, method = 'POST' } = more as { headers?: Record<string, string>; method?: string };
  const answer = await send(path, body, headers, method);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = await json(answer);
  expect(problem).toMatchObject({ status, requestId: answer.headers.get('x-request-id') });
  expect(problem.type).toMatch(/^urn:snippetry:problem:[a-z-]+$/);
  if (status === 405) expect(answer.headers.get('allow')).toBe('POST');
  if (status === 422) expect(problem.diagnostics).not.toEqual([]);
});

test('a name that is nearly right, and the place of a fault in JSON', async () => {
  expect((await json(send('/v1/render', { name: 'ordr.html' }))).detail).toContain('order.html');
  expect((await json(send('/v1/render', '{"a": \n}'))).detail).toContain('line 2');
});

test('bytes that are no UTF-8 are refused, __proto__ is a key that is not known', async () => {
  const bytes = new Uint8Array([0x22, 0xff, 0x22]);
  const answer = await server.fetch(
    new Request('http://localhost/v1/render', {
      method: 'POST',
      headers: { authorization: 'Bearer acme-token', 'content-type': 'application/json' },
      body: bytes,
    }),
  );
  expect(answer.status).toBe(400);
  expect((await send('/v1/render', '{"template": "x", "__proto__": {"name": "a"}}')).status).toBe(400);
});

test('check tells faults with places, what is read, and a sample', async () => {
  const faulty = await json(send('/v1/check', { template: 'a\n{{ x|uper }}' }));
  expect(faulty).toMatchObject({ ok: false, sample: null });
  expect(faulty.diagnostics).toMatchObject([{ start: { line: 2 }, fix: [{ text: 'upper' }] }]);
  const good = await json(
    send('/v1/check', { template: '{{ receiver.email }}{% for x in items %}{{ x.name }}{% endfor %}' }),
  );
  expect(good).toMatchObject({ ok: true, variables: ['items[].name', 'receiver.email'] });
  expect(good.sample).toEqual({
    receiver: { id: 1, email: 'ann@example.com' },
    context: { items: [{ name: 'name' }] },
  });
});

test('the sample renders its template strictly', async () => {
  const piece = fc.constantFrom(
    '{{ receiver.first_name }}',
    '{{ receiver.email|upper }}',
    '{{ deal.name }}',
    '{{ a.b.c }}',
    '{{ total }}',
    '{{ title|length }}',
    '{% for x in items %}{{ x.name }}{{ x.price }}{% endfor %}',
    '{% for x in a.list %}{{ x }}{% endfor %}',
    '{{ rows.1.name }}',
    '{% if flag %}{{ shown }}{% else %}{{ hidden }}{% endif %}',
    '{% with y=p.q %}{{ y.z }}{% endwith %}',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
      const template = pieces.join(' ');
      const { sample } = await json(send('/v1/check', { template }));
      const answer = await json(
        send('/v1/render', { template, strict: true, ...(sample as unknown as object) }),
      );
      expect(answer).toMatchObject({ outcome: 'rendered' });
    }),
    { numRuns: 60 },
  );
});

test('whatever JSON comes, the answer is no fault of the server', async () => {
  const field = fc.constantFrom(
    'template',
    'name',
    'channel',
    'receiver',
    'receivers',
    'deal',
    'event',
    'context',
    'locale',
    'timeZone',
    'now',
    'strict',
  );
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      '{{ x }}',
      'text',
      'ann',
      'order.html',
      'pl',
      '\ud800',
      '2025-02-30',
      '2025-06-25 10:00',
      'UTC+05:30',
    ),
  );
  const bodies = fc.oneof(fc.jsonValue(), fc.dictionary(field, value));
  await fc.assert(
    fc.asyncProperty(bodies, fc.constantFrom('/v1/render', '/v1/check'), async (body, path) => {
      const answer = await send(path, body);
      const text = await answer.text();
      expect([200, 400, 404, 422]).toContain(answer.status);
      const lines =
        answer.headers.get('content-type') === 'application/x-ndjson'
          ? text.split('\n').slice(0, -1)
          : [text];
      const shape = answer.status !== 200 ? problem : path === '/v1/check' ? checked : outcome;
      for (const line of lines) shape.parse(JSON.parse(line));
    }),
    { numRuns: 150 },
  );
  expect(faults).toEqual([]);
});

test('the document is valid OpenAPI 3.1', async () => {
  const document = await json(server.fetch(new Request('http://localhost/openapi.json')));
  const validator = new Validator();
  expect(await validator.validate(document)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(Object.keys(document.paths ?? {})).toEqual(['/v1/render', '/v1/check', '/healthz']);
});

test('what takes too long is stopped', async () => {
  let aborted: AbortSignal | undefined;
  const slow = createServer({
    timeLimit: 20,
    tenants: [
      {
        name: 'slow',
        tokenHashes: [tokenHash('acme-token')],
        engine: {
          source: {
            fetch: (_, { signal }: { signal?: AbortSignal } = {}) => {
              aborted = signal;
              return new Promise(() => undefined);
            },
          },
        },
      },
    ],
  });
  const answer = await slow.fetch(
    new Request('http://localhost/v1/render', {
      method: 'POST',
      headers: { authorization: 'Bearer acme-token', 'content-type': 'application/json' },
      body: '{"template": "{{ receiver.email }}", "receiver": "ann"}',
    }),
  );
  expect(answer.status).toBe(503);
  expect((await json(answer)).type).toBe('urn:snippetry:problem:time-limit');
  expect(aborted?.aborted).toBe(true);
});

test('stopping waits for what is being answered and refuses the rest', async () => {
  const answer = await send('/v1/render', { template: 'x', receivers: [{}] });
  const stopped = server.stop();
  expect((await server.fetch(new Request('http://localhost/healthz'))).status).toBe(503);
  expect((await send('/v1/render', { template: 'x' })).status).toBe(503);
  expect(await answer.text()).toContain('rendered');
  await stopped;
});
