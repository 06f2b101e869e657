import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { expect, test } from 'vitest';
import { createCrm } from '../../src/crm/index.js';
import { importFolder } from '../../src/sources/import.js';
import { openStore } from '../../src/sources/open.js';
import { withServer } from '../support/fake-service.js';
import { exampleData, repository, snippetry, temporaryFolder } from './command.js';

const token = 'the-token-of-the-crm';
const now = '2025-06-25T00:00:00Z';

/** Runs `use` against a CRM on a port of this machine, over a database file. */
async function withCrm<T>(file: string, use: (address: string) => Promise<T>): Promise<T> {
  const { store } = await openStore(file);
  if (!store) throw new Error('there is no store');
  const app = createCrm(store, { token, rate: 0 });
  try {
    return await withServer(getRequestListener(app.fetch), use);
  } finally {
    await store.close();
  }
}

test('the seed template prints the same from a database and from the User.com client over it', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'crm.db');
  await importFolder(exampleData, file, { now });
  const tokenFile = path.join(folder, 'token.txt');
  await writeFile(tokenFile, `${token}\n`, { mode: 0o600 });
  const template = path.join(repository, 'examples/deals-as-orders.html');
  const render = (...argv: string[]) =>
    snippetry(['render', template, '--no-config', '--to', 'john-doe-01', '--now', now, ...argv], {
      cwd: folder,
    });
  const stored = await render('--data', file);
  const asked = await withCrm(file, (address) =>
    render('--data', `usercom+${address}`, '--token-file', 'token.txt'),
  );
  expect(asked.stderr).toBe(stored.stderr);
  expect(asked.stdout).toBe(stored.stdout);
  expect(stored.stdout).toContain('custom id: 12341');
});

test('a deal that was sent to Countertop’s address prints from there', async () => {
  const folder = await temporaryFolder();
  const text =
    '{% deals as list %}{{ receiver.last_name }}: {% for d in list %}{{ d.name }} {{ d.value }}{{ d.currency }}{% endfor %}';
  await writeFile(path.join(folder, 't.txt'), text);
  const printed = await withCrm(path.join(folder, 'crm.db'), async (address) => {
    const headers = { 'x-api-key': token, 'x-department-id': 'dep-1', 'content-type': 'application/json' };
    const body = JSON.stringify({
      name: 'Example Dealname',
      volume: 15000,
      customers: [{ last_name: 'Doe', email: 'jane@example.com' }],
    });
    const sent = await fetch(`${address}/api/v1/integration/deals`, { method: 'POST', headers, body });
    expect(sent.status).toBe(201);
    const argv = [
      'render',
      't.txt',
      '--no-config',
      '--to',
      'jane@example.com',
      '--data',
      `countertop+${address}`,
    ];
    const env = { COUNTERTOP_API_KEY: token, COUNTERTOP_DEPARTMENT_ID: 'dep-1' };
    return snippetry(argv, { cwd: folder, env });
  });
  expect(printed).toMatchObject({ code: 0, stdout: 'Doe: Example Dealname 15000.00' });
});

test('a token that is wrong is told without being shown', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 't.txt'), '{{ receiver.email }}');
  const argv = ['render', 't.txt', '--no-config', '--to', 'ann', '--data'];
  const refused = await withCrm(path.join(folder, 'crm.db'), (address) =>
    snippetry([...argv, `usercom+${address}`], { cwd: folder, env: { USERCOM_TOKEN: 'SECRET-TOKEN' } }),
  );
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('User.com refuses the token (401 at users-by-id/{custom_id}/)');
  expect(refused.stderr).not.toContain('SECRET-TOKEN');
  const none = await snippetry([...argv, 'usercom://acme'], { cwd: folder, env: {} });
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('set USERCOM_TOKEN')]);
});
