import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { exampleData, snippetry, temporaryFolder } from './command.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function data(files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(path.join(folder, 'data'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, 'data', name), text);
}

const importData = (...more: string[]) =>
  snippetry(['import', 'data', '--into', 'crm.db', ...more], { cwd: folder });

const contact = '[{"custom_id": "a", "email": "a@example.com", "created_at": "2025-01-01T00:00:00Z"}]';

test('tells what was written, into a file of the owner alone', async () => {
  const file = path.join(folder, 'crm.db');
  const { code, stdout } = await snippetry(['import', exampleData, '--into', file]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Imported into .*crm\.db:\n(?: {2}[a-z ]+ +\d+\n)+$/);
  expect(stdout).toMatch(/^ {2}product events +8$/m);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['crm.db']);
});

test('says what it set where the rows had nothing, and sets it to --now', async () => {
  await data({
    'contacts.json': contact,
    'deals.json': '[{"custom_id": "D", "user_custom_id": "a", "value": 149.90}]',
  });
  const { code, stderr } = await importData('--now', '2025-06-25T00:00:00Z');
  expect(stderr).toMatch(
    /data\/deals\.json:1:\d+: info: created_at.* set to the clock in 1 deals that had none \[clock-set\]/,
  );
  expect(code).toBe(0);
  await writeFile(path.join(folder, 't.txt'), '{{ deal.created_at|date:"c" }} {{ deal.value }}');
  const argv = ['render', 't.txt', '--no-config', '--data', 'crm.db', '--deal', 'D'];
  const rendered = await snippetry(argv, { cwd: folder });
  expect(rendered).toMatchObject({ code: 0, stderr: '', stdout: '2025-06-25T00:00:00+00:00 149.90' });
});

test('updates what is there', async () => {
  await data({ 'contacts.json': contact });
  await importData();
  await data({ 'contacts.json': '[{"custom_id": "a", "first_name": "Ann"}]' });
  expect((await importData()).code).toBe(0);
  await writeFile(path.join(folder, 't.txt'), '{{ receiver.first_name }} {{ receiver.email }}');
  const argv = ['render', 't.txt', '--no-config', '--data', 'crm.db', '--to', 'a'];
  expect((await snippetry(argv, { cwd: folder })).stdout).toBe('Ann a@example.com');
});

test('--json', async () => {
  await data({ 'contacts.json': contact });
  const { code, json } = await importData('--json');
  expect(code).toBe(0);
  expect(json).toMatchObject({
    schema: 1,
    command: 'import',
    exit: 0,
    into: 'crm.db',
    counts: { contacts: 1 },
  });
});

test('a wrong call', async () => {
  const { code, stderr } = await snippetry(['import', 'data', '--now', 'today'], { cwd: folder });
  expect(stderr).toContain('"today" is not a time [invalid-time]');
  expect(stderr).toContain('where the records shall go is missing [missing-option]');
  expect(stderr).toContain('add --into FILE.db');
  expect(code).toBe(2);
  const missing = await snippetry(['import', 'none', '--into', 'x.db'], { cwd: folder });
  expect(missing.stderr).toContain('there is no data at none [no-such-data]');
  expect(missing.code).toBe(1);
});
