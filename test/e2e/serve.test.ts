import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, serveRenders } from '../support/served.js';
import { snippetry, temporaryFolder } from './command.js';

let folder: string;
const servers: Served[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [name, first] of [
    ['acme', 'Ann'],
    ['other', 'Bob'],
  ] as const) {
    await mkdir(path.join(folder, name, 'data'), { recursive: true });
    await mkdir(path.join(folder, name, 'templates'));
    const contacts = [{ id: 1, custom_id: 'x', first_name: first }];
    await writeFile(path.join(folder, name, 'data/contacts.json'), JSON.stringify(contacts));
    await writeFile(path.join(folder, name, 'templates/hi.txt'), 'Hi {{ receiver.first_name }}');
    await writeFile(path.join(folder, name, `templates/${name}.txt`), `of ${name}`);
    await writeFile(path.join(folder, `${name}.token`), `${name}-token\n`, { mode: 0o600 });
  }
});
afterAll(async () => {
  for (const server of servers) await server.stop('SIGKILL');
});

async function start(...argv: readonly string[]): Promise<Served> {
  const server = await serveRenders(argv);
  servers.push(server);
  return server;
}

const ask = (server: Served, body: unknown, token = 'acme-token', more: RequestInit = {}) =>
  fetch(`${server.url}/v1/render`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...more,
  });
const acme = (...more: readonly string[]) => [
  ...['--data', path.join(folder, 'acme/data'), '--templates', path.join(folder, 'acme/templates')],
  ...['--token-file', path.join(folder, 'acme.token'), ...more],
];
const logsOf = (stderr: string) =>
  stderr.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

describe('one tenant', () => {
  let server: Served;
  beforeAll(async () => {
    server = await start(...acme('--max-body', '400000'));
  });

  test('renders by name and by text, one and many', async () => {
    expect(await (await ask(server, { name: 'hi.txt', receiver: 'x' })).json()).toMatchObject({
      text: 'Hi Ann',
    });
    const many = await ask(server, { template: '{{ receiver.first_name }}', receivers: ['x', 'nobody'] });
    expect(many.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await many.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { index: 0, outcome: 'rendered', text: 'Ann' },
      { index: 1, outcome: 'failed' },
    ]);
  });

  test('refuses strangers, large bodies and what is no JSON', async () => {
    expect((await ask(server, {}, 'wrong')).status).toBe(401);
    expect((await ask(server, { template: 'x'.repeat(500_000) })).status).toBe(413);
    expect((await ask(server, {}, 'acme-token', { body: '{' })).status).toBe(400);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test('a client that leaves half way frees its place', async () => {
    const leave = new AbortController();
    const receivers = Array.from({ length: 10_000 }, () => ({ first_name: 'Ann' }));
    const answer = await ask(server, { template: '{{ receiver.first_name }}', receivers }, 'acme-token', {
      signal: leave.signal,
    }).catch(() => undefined);
    expect(answer?.status).toBe(200);
    await answer?.body?.getReader().read();
    leave.abort();
    expect(await (await ask(server, { name: 'hi.txt', receiver: 'x' })).json()).toMatchObject({
      text: 'Hi Ann',
    });
  });

  test('SIGTERM ends it in order, and its log says nothing of persons or tokens', async () => {
    const { code, stderr } = await server.stop();
    expect(code).toBe(0);
    const logs = logsOf(stderr);
    expect(logs[0]).toMatchObject({ tenant: 'default', method: 'POST', path: '/v1/render', status: 200 });
    expect(stderr).not.toMatch(/Ann|acme-token/);
  });
});

test('a reader who stalls keeps neither the time limit nor the end from coming', async () => {
  const server = await start(...acme('--time-limit', '1', '--max-body', '10000000'));
  const receivers = Array.from({ length: 100_000 }, () => ({ n: 'x'.repeat(20) }));
  const body = JSON.stringify({ template: '{{ receiver.n }}'.repeat(20), receivers });
  const { port, hostname } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.write(
    `POST /v1/render HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer acme-token\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  // The limit is a second: its log line comes though nobody reads.
  await expect
    .poll(() => logsOf(server.stderr()).filter(({ status }) => status === 503).length, { timeout: 15_000 })
    .toBe(1);
  expect((await server.stop()).code).toBe(0);
  socket.destroy();
});

describe('several tenants', () => {
  const tenants = (all: unknown) => writeFile(path.join(folder, 'tenants.json'), JSON.stringify(all));
  const one = (name: string) => ({
    name,
    tokenFile: `${name}.token`,
    data: `${name}/data`,
    templates: `${name}/templates`,
  });

  test('have their own templates and data, and nobody else’s', async () => {
    await tenants([one('acme'), one('other')]);
    const server = await start('--tenants', path.join(folder, 'tenants.json'));
    const hi = { name: 'hi.txt', receiver: 'x' };
    expect(await (await ask(server, hi)).json()).toMatchObject({ text: 'Hi Ann' });
    expect(await (await ask(server, hi, 'other-token')).json()).toMatchObject({ text: 'Hi Bob' });
    expect((await ask(server, { name: 'other.txt' })).status).toBe(404);
    expect(await (await ask(server, { name: 'other.txt' }, 'other-token')).json()).toMatchObject({
      text: 'of other',
    });
    expect((await ask(server, { name: '../../other/templates/other.txt' })).status).toBe(404);
    await server.stop();
  });

  test('a token that others may read is warned of', async () => {
    await tenants([one('acme')]);
    await chmod(path.join(folder, 'acme.token'), 0o644);
    const server = await start('--tenants', path.join(folder, 'tenants.json'));
    const { stderr } = await server.stop();
    await chmod(path.join(folder, 'acme.token'), 0o600);
    expect(stderr).toMatch(/others on this machine may read the token in .*acme\.token/);
  });

  test.each([
    ['{}', 'the list: '],
    ['[]', 'the list: must have a tenant'],
    ['[{"name": "a b", "tokenFile": "x"}]', '0.name: must be 1 to 64 letters'],
    ['[{"name": "a"}]', '0: needs tokenFile or tokenHashes'],
    ['[{"name": "a", "tokenHashes": ["abc"]}]', '0.tokenHashes.0: must be 64 hexadecimal digits'],
    ['[{"name": "a", "tokenFile": "x", "tempates": "y"}]', 'tempates'],
  ])('a list that is none is refused: %s', async (text, fault) => {
    await writeFile(path.join(folder, 'bad.json'), text);
    const { code, stderr } = await snippetry(['serve', '--tenants', 'bad.json'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('[tenants-shape]');
    expect(stderr).toContain(fault);
  });

  test('each has its own data: options beside them are refused', async () => {
    await tenants([one('acme')]);
    const argv = ['serve', '--tenants', 'tenants.json', '--data', 'x', '--inline', 'trusted'];
    const { code, stderr } = await snippetry(argv, { cwd: folder });
    expect(code).toBe(2);
    expect(stderr.match(/\[tenants-have-own\]/g)).toHaveLength(2);
  });
});
