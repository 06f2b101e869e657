import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TriedCrm, token } from '../../support/crm.js';
import { curlLines } from '../../support/curl.js';

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/crm.md'), 'utf8');

test('the lines of the page answer what it says', async () => {
  const crm = new TriedCrm();
  const lines = curlLines(page);
  expect(lines).toHaveLength(10);
  for (const { method, url, headers, body, after } of lines) {
    const [, status, answer] = /^Answer: (\d+)(?: `(.*)`)?$/m.exec(after) ?? [];
    const filled = Object.entries(headers).map(([name, text]) => [name, text.replace('$TOKEN', token)]);
    const told = await crm.ask(method, url, body, Object.fromEntries(filled));
    expect(`${method} ${url} ${told.status}`).toBe(`${method} ${url} ${status}`);
    if (answer !== undefined) expect(told.text).toBe(answer);
  }
  const { json } = await crm.get('/deals/?user_custom_id=john-doe-01');
  expect(json).toMatchObject({ count: 1, results: [{ status: 2, stage: 12, name: 'Order #1' }] });
});

test('its table has every address and method', async () => {
  const { app } = new TriedCrm();
  const document = (await (await app.request('/openapi.json')).json()) as {
    readonly paths: Readonly<Record<string, object>>;
  };
  const served = Object.entries(document.paths).map(
    ([address, item]) =>
      `${address.replace('/api/public', '')} ${Object.keys(item).sort().join(', ').toUpperCase()}`,
  );
  const told = [...page.matchAll(/^\| (`\/.*?) \| ([A-Z, ]+) \|/gm)].flatMap(([, addresses = '', methods]) =>
    [...addresses.matchAll(/`([^`]+)`/g)].map(([, address]) => `${address} ${methods}`),
  );
  expect(told.sort()).toEqual(served.sort());
});
