import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
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
  expect(stdout).toMatch(/^Imported into .*crm\.db:\n(?: {2}[a-z ]+ +\d+ new\n)+$/);
  expect(stdout).toMatch(/^ {2}product events +8 new$/m);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('says what it set where the rows had nothing, and sets it to --now', async () => {
  await data({
    'contacts.json': contact,
    'deals.json': '[{"custom_id": "D", "user_custom_id": "a", "value": 149.90}]',
  });
  const { code, stderr } = await importData('--now', '2025-06-25T00:00:00Z');
  expect(stderr).toMatch(
    /data\/deals\.json:1:\d+: info: created_at.* set to the clock in 1 row of deals that had none \[clock-set\]/,
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
    created: { contacts: 1 },
    updated: {},
    rejected: {},
  });
});

test('rows that cannot be stored: counted by reason, kept in a file, exit code 1', async () => {
  await data({
    'contacts.json': '[{"custom_id": "a"}, {}, {"first_name": "Ann"}]',
    'deals.jsonl': '{"id": 1}\n5\n',
  });
  const { code, json } = await importData('--json', '--rejects', 'bad.jsonl');
  expect(code).toBe(1);
  expect(json).toMatchObject({
    counts: { contacts: 1, deals: 1 },
    rejected: { 'row-without-key': 2, 'not-a-row': 1 },
    rejects: 'bad.jsonl',
  });
  const lines = (await readFile(path.join(folder, 'bad.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).row)).toEqual(['{}', '{"first_name": "Ann"}', '5']);
  const again = await importData();
  expect([again.code, again.stdout]).toEqual([0, 'Nothing was written to crm.db.\n']);
});

test('files in any order, and one that is read to its end in the next call', async () => {
  await data({ 'contacts.json': contact, 'deals.json': '[{"id": 1, "user_custom_id": "a"}, {"id": 2' });
  const argv = ['import', 'data/deals.json', 'data/contacts.json', '--into', 'crm.db', '--chunk', '1'];
  const first = await snippetry(argv, { cwd: folder });
  expect(first.code).toBe(1);
  expect(first.stderr).toContain('data/deals.json:1:');
  expect(first.stderr).toContain('the list is never closed [malformed-json]');
  expect(first.stderr).toContain('once it is mended, the same command goes on from here');
  await data({ 'deals.json': '[{"id": 1, "user_custom_id": "a"}, {"id": 2}]' });
  const second = await snippetry(argv, { cwd: folder });
  expect([second.code, second.stdout]).toEqual([
    0,
    'Imported into crm.db:\n  contacts  1 new\n  deals     2 new\n',
  ]);
});

test('a bar on a terminal, and nowhere else', async () => {
  await data({ 'contacts.json': contact });
  const drawn: string[] = [];
  const stderr = { isTTY: true, write: (text: string) => drawn.push(text) };
  await snippetry(['import', 'data', '--into', 'crm.db'], { cwd: folder, stderr });
  expect(drawn.join('')).toMatch(
    /[#-]{24} +\d+% of 0\.0 MB \| 1 rows, \d+ rows\/s \| \S+ left \| .*contacts\.json/,
  );
  const told: string[] = [];
  await snippetry(['import', 'data', '--into', 'dumb.db'], {
    cwd: folder,
    env: { TERM: 'dumb' },
    stderr: { isTTY: true, write: (text: string) => told.push(text) },
  });
  const piped = await snippetry(['import', 'data', '--into', 'piped.db'], { cwd: folder });
  expect([told.join(''), piped.stderr]).toEqual(['', '']);
});

test('no address is shown', async () => {
  await data({ 'contacts.json': contact });
  const argv = ['import', 'data', '--into', 'postgres://ann:secret@127.0.0.1:1/crm'];
  const { code, stdout, stderr } = await snippetry(argv, { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toBe('Nothing was written to postgres://….\n');
  expect(`${stdout}${stderr}`).not.toContain('secret');
});

test('a wrong call', async () => {
  const { code, stderr } = await snippetry(['import', 'data', '--now', 'today'], { cwd: folder });
  expect(stderr).toContain('"today" is not a time [invalid-time]');
  expect(stderr).toContain('where the records shall go is missing [missing-option]');
  expect(stderr).toContain('add --into FILE.db');
  expect(code).toBe(2);
  const numbers = await importData('--chunk', '0', '--longest-row', 'ten');
  expect(numbers.stderr).toContain('--chunk cannot be "0"');
  expect(numbers.stderr).toContain('--longest-row cannot be "ten"');
  expect(numbers.code).toBe(2);
  const missing = await snippetry(['import', 'none', '--into', 'x.db'], { cwd: folder });
  expect(missing.stderr).toContain('there is no data at none [no-such-data]');
  expect(missing.code).toBe(1);
});
