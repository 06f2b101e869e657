import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedCrm, serveCrm } from '../support/served.js';
import { snippetry, temporaryFolder } from './command.js';

let folder: string;
let crm: ServedCrm;
let token: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  crm = await serveCrm(['--data', path.join(folder, 'crm.db')]);
  token = /^token ([0-9a-f]{64})\n/.exec(crm.printed)?.[1] ?? '';
});
afterAll(() => crm?.stop('SIGKILL'));

const post = (body: string | ReadableStream) =>
  fetch(`${crm.url}/api/public/users/update_or_create/`, {
    method: 'POST',
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    body,
    ...(typeof body !== 'string' && { duplex: 'half' }),
  } as RequestInit);

test('listens on this machine alone, and prints a token where none was given', async () => {
  expect(crm.printed).toMatch(/^token [0-9a-f]{64}\nlistening on http:\/\/127\.0\.0\.1:\d+\n$/);
  expect((await fetch(`${crm.url}/api/public/deals/`)).status).toBe(401);
  expect((await post('{"custom_id": "a"}')).status).toBe(200);
  expect((await fetch(`${crm.url}/openapi.json`)).status).toBe(200);
});

test('a body without a length is refused while it is still coming', async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const answer = await post(endless).catch((error: unknown) => error);
  // The client may see the connection close before it reads the answer.
  expect(answer instanceof Response ? answer.status : 413).toBe(413);
  expect(sent).toBeLessThan(50_000_000);
  expect((await post('{"custom_id": "a"}')).status).toBe(200);
});

test('more than ten requests at once are throttled', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => post('{"custom_id": "a"}')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
});

test('SIGINT ends it in order: the answer is 0 and the database one file', async () => {
  expect(await crm.stop('SIGINT')).toMatchObject({ code: 0, stderr: 'Stopped.\n' });
  expect(await readdir(folder)).toEqual(['crm.db']);
});

test('a port that is in use, an address of another machine', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const taken = await snippetry(['crm', '--data', 'a.db', '--port', String(port)], { cwd: folder });
  expect(taken.stderr).toContain(`port ${port} is in use by another program [port-in-use]`);
  expect(taken.stderr).toContain('--port 0 takes one that is free');
  expect(taken.code).toBe(1);
  other.close();
  const env = { SNIPPETRY_CRM_TOKEN: 't' };
  const argv = ['crm', '--data', 'a.db', '--port', '0', '--host', '192.0.2.1'];
  const away = await snippetry(argv, { cwd: folder, env });
  expect(away.stderr).toContain('nothing can listen on 192.0.2.1 at port 0');
  expect(away.stderr).toContain('[cannot-listen]');
  expect(away.code).toBe(1);
});

test('wrong calls', async () => {
  const wrong = await snippetry(['crm', '--port', '99999', '--rate', 'fast', '--host', '0.0.0.0']);
  expect(wrong.stderr).toContain('--port cannot be "99999" [invalid-number]');
  expect(wrong.stderr).toContain('--rate cannot be "fast"');
  expect(wrong.stderr).toContain('where the records are is missing [missing-option]');
  expect(wrong.stderr).toContain(
    'others than this machine can reach 0.0.0.0, and there is no token to keep them out [token-missing]',
  );
  expect(wrong.stderr).toContain('or set SNIPPETRY_CRM_TOKEN');
  expect(wrong.code).toBe(2);
});

test('a file without a token, a file that is not there, a database that is none', async () => {
  await writeFile(path.join(folder, 'token.txt'), 'two words\n');
  const token = await snippetry(['crm', '--data', 'b.db', '--token-file', 'token.txt'], { cwd: folder });
  expect(token.stderr).toContain('token.txt holds no token [token-unusable]');
  expect(token.code).toBe(2);
  const none = await snippetry(['crm', '--data', 'b.db', '--token-file', 'none'], { cwd: folder });
  expect(none.stderr).toContain('there is no such file or folder [file-unreadable]');
  expect(none.code).toBe(1);
  expect(await readdir(folder)).not.toContain('b.db');
  const text = await snippetry(['crm', '--data', 'token.txt'], { cwd: folder });
  expect(text.stderr).toContain('[database-not-ours]');
  expect(text.code).toBe(1);
});
