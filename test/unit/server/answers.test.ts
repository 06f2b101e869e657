import { expect, test } from 'vitest';
import { Engine, type EngineOptions } from '../../../src/index.js';
import { createServer, type ServerOptions, tokenHash } from '../../../src/server/index.js';
import { memorySource } from '../../../src/sources/memory.js';

const faults: string[] = [];

function serverOf(engine: EngineOptions, more: Partial<ServerOptions> = {}) {
  const tenant = { name: 'acme', tokenHashes: [tokenHash('token')], engine };
  const onFault = (error: unknown) => faults.push(String(error));
  const server = createServer({ tenants: [tenant], onFault, ...more });
  return async (path: string, body: unknown): Promise<{ status: number; text: string; json: unknown }> => {
    const answer = await server.fetch(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    const text = await answer.text();
    return {
      status: answer.status,
      text,
      json: text.startsWith('{') && !text.includes('\n') ? JSON.parse(text) : undefined,
    };
  };
}

const plain = serverOf({
  source: memorySource({ contacts: [{ id: 1, custom_id: 'ann', first_name: 'Ann' }] }),
});

test.each([
  ['2025-02-30', 400],
  ['2025-06-25 10:00', 400],
  ['2025-13-01T00:00:00Z', 400],
  ['24:61', 400],
  ['2025-06-25', 200],
  ['2025-06-25T10:00:00+02:00', 200],
])('the clock %s is answered with %s', async (now, status) => {
  expect((await plain('/v1/render', { template: 'x', now })).status).toBe(status);
});

test.each([
  ['UTC+05:30', 200],
  ['Europe/Warsaw', 200],
  ['Europe/Wrsaw', 400],
])('the zone %s is answered with %s', async (timeZone, status) => {
  expect((await plain('/v1/render', { template: 'x', timeZone })).status).toBe(status);
});

test('words of a source and of callbacks are for whoever runs the server', async () => {
  const ask = serverOf({
    source: { fetch: async () => Promise.reject(new Error('connect failed for ann@secret.example')) },
    links: {
      unsubscribe: () => {
        throw new Error('no link for ann@secret.example');
      },
    },
    retry: { attempts: 1 },
  });
  faults.length = 0;
  for (const body of [
    { template: '{% deals as list %}{{ list|length }}', receiver: { id: 1 } },
    { template: '{{ unsubscribe_url }}', receiver: { id: 1 } },
    { template: '{{ receiver.first_name }}', receiver: 'ann' },
    { template: '{{ receiver.first_name }}', receivers: ['ann'] },
  ]) {
    const { status, text } = await ask('/v1/render', body);
    expect(status).toBe(200);
    expect(text).toContain('the data could not be fetched');
    expect(text).not.toContain('secret');
  }
  expect(faults.filter((words) => words.includes('ann@secret.example')).length).toBeGreaterThanOrEqual(4);
});

test('half a surrogate pair is answered as U+FFFD', async () => {
  const { text } = await plain('/v1/render', {
    template: 'a\ud800 {{ x }}',
    channel: 'text',
    context: { x: '\udc00b😀' },
  });
  expect(text).toContain('"text":"a\ufffd \ufffdb😀"');
});

test('a field that is wrong says what it wants', async () => {
  const wrong = await plain('/v1/render', { template: 'x', receiver: [], context: 1.5 });
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain('receiver: must be a contact by custom_id, e-mail address or id:N');
  expect(wrong.text).toContain('context: must be an object');
  expect(wrong.text).not.toMatch(/ScaledDecimal|Invalid input/);
});

test('templates that come as text reach no further than the policy of the tenant', async () => {
  const source = memorySource({ deals: [{ id: 1, user_id: 1, created_at: '2025-01-01T00:00:00Z' }] });
  const deals = (scope: string) => ({
    template: `{% deals scope='${scope}' as l %}{{ l|length }}`,
    receiver: { id: 1 },
  });
  const wide = serverOf({ source, policy: { scopes: ['receiver', 'all'] } });
  expect((await wide('/v1/render', deals('all'))).status).toBe(422);
  expect((await wide('/v1/render', deals('receiver'))).status).toBe(200);
  const none = serverOf({ source, policy: { scopes: [] } });
  expect((await none('/v1/render', deals('receiver'))).status).toBe(422);
});

test('many heavy receivers end at the time limit, with the lines before it', async () => {
  const ask = serverOf({}, { timeLimit: 50 });
  const heavy = {
    template: '{% for a in n %}{% for b in n %}{% endfor %}{% endfor %}x',
    context: { n: Array.from({ length: 400 }, () => 1) },
  };
  const { text } = await ask('/v1/render', {
    ...heavy,
    receivers: Array.from({ length: 5000 }, (_, id) => ({ id })),
  });
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.length).toBeLessThan(5000);
  expect(lines.at(-1)).toMatchObject({ problem: { status: 503, type: 'urn:snippetry:problem:time-limit' } });
});

test('no more requests are answered at once than the limit says', async () => {
  let let_go = () => {};
  const held = new Promise<void>((resolve) => {
    let_go = resolve;
  });
  const source = {
    fetch: async (requests: readonly unknown[]) =>
      held.then(() =>
        requests.map(() => ({ rows: [], applied: { filter: true, order: true, limit: true } })),
      ),
  };
  const ask = serverOf({ source }, { maxRunning: 1 });
  const first = ask('/v1/render', { template: '{{ receiver.first_name }}', receiver: 'ann' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(await ask('/v1/render', { template: 'x' })).toMatchObject({
    status: 503,
    json: { type: 'urn:snippetry:problem:busy' },
  });
  let_go();
  expect((await first).status).toBe(200);
  expect((await ask('/v1/render', { template: 'x' })).status).toBe(200);
});

test('chat parts, deals and events are in answers', async () => {
  const template =
    '{% block subject %}s{% endblock %}{% block slack %}*{{ deal.name }}* {{ event.name }}{% endblock %}';
  const body = { template, deal: { id: 1, name: 'Tea' }, event: { name: 'paid' } };
  expect((await plain('/v1/render', body)).json).toMatchObject({
    message: { subject: 's', channels: { slack: '*Tea* paid' } },
  });
});

test('names that nothing stands behind are forgotten', async () => {
  let reads = 0;
  const engine = new Engine({
    templates: {
      read: () => {
        reads += 1;
        return undefined;
      },
    },
  });
  for (let n = 0; n < 3000; n++) await engine.load(`x${n}`).catch(() => undefined);
  expect(reads).toBe(3000);
  await engine.load('x2999').catch(() => undefined);
  expect(reads).toBe(3000);
  await engine.load('x0').catch(() => undefined);
  expect(reads).toBe(3001);
});
