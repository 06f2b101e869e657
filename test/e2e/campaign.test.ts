import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { beforeEach, expect, test } from 'vitest';
import { Lock } from '../../src/campaign/output/lock.js';
import { emptyTally } from '../../src/campaign/tally.js';
import { campaignResult } from '../../src/cli/campaign-summary.js';
import { CommandLine } from '../../src/cli/command-line.js';
import { writeTemplates } from '../support/campaigns.js';
import { snippetry, temporaryFolder } from './command.js';

const contacts = [
  {
    id: 1,
    custom_id: 'ann',
    email: 'ann@example.com',
    email_consent: true,
    first_name: 'Ann',
    country: 'PL',
  },
  {
    id: 2,
    custom_id: 'bob',
    email: 'bob@example.com',
    email_consent: 'yes',
    first_name: 'Bob',
    country: 'PL',
  },
  { id: 3, custom_id: '../../x', email: ' ANN@Example.com ', email_consent: 1, country: 'PL' },
  { id: 4, custom_id: 'CON', email: 'con@example.com', email_consent: 'true', country: 'PL' },
  { id: 5, custom_id: 'con', email: 'con2@example.com', email_consent: 'TRUE', country: 'DE' },
  { id: 6, custom_id: 'Con', email: 'con3@example.com', email_consent: '1', country: 'DE' },
  { id: 7, email: '', email_consent: true, first_name: 'Zoë', country: 'DE' },
  { id: 8, email: 'zoe@example.com', email_consent: true, first_name: '‮<b>\ud800', country: 'DE' },
  { id: 9, custom_id: 'id:8', email: 'nine@example.com', email_consent: true, country: 'DE' },
];

let folder = '';
const file = (name: string) => join(folder, name);
const campaign = (template: string, ...more: string[]) =>
  snippetry(['campaign', file(template), '--data', file('data'), '--no-config', ...more]);

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeTemplates(folder);
  await mkdir(file('data'));
  await writeFile(file('data/contacts.json'), JSON.stringify(contacts));
  await writeFile(file('hi.txt'), 'Hi {{ receiver.first_name }}!');
});

const linesOf = async (name: string): Promise<readonly Record<string, unknown>[]> =>
  (await readFile(file(name), 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('everyone ends once: rendered, or skipped with a reason', async () => {
  const ran = await campaign('hi.txt', '--out', file('out.jsonl'));
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout).toContain('9 receivers in');
  expect(ran.stdout).toContain('receiver.first_name blank for 4 of 6 (line 1), such as CON, con, Con');
  const lines = await linesOf('out.jsonl');
  expect(lines.map(({ receiver, outcome, code }) => [receiver, code ?? outcome])).toEqual([
    ['ann', 'rendered'],
    ['bob', 'no-consent'],
    ['../../x', 'same-address'],
    ['CON', 'rendered'],
    ['con', 'rendered'],
    ['Con', 'rendered'],
    ['id:7', 'no-address'],
    ['id:8', 'rendered'],
    ['id:9', 'rendered'],
  ]);
  expect((await stat(file('out.jsonl'))).mode & 0o777).toBe(0o600);
});

test('the same command again does nothing and says so; another one is refused with what differs', async () => {
  const command = ['hi.txt', '--out', file('out.jsonl'), '--now', '2025-06-25T00:00:00Z'] as const;
  await campaign(...command);
  const before = await readFile(file('out.jsonl'));
  const again = await campaign(...command);
  expect(again.code).toBe(0);
  expect(again.stdout).toContain('nothing is left to do');
  for (const [more, differs] of [
    [['--where', 'receiver.id > 3'], '--where'],
    [['--transactional'], '--transactional'],
    [['--locale', 'pl'], '--locale'],
    [['--now', '2026-01-01T00:00:00Z'], '--now'],
  ] as const) {
    const other = await campaign(...command, ...more);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(`was begun with something else: ${differs}`);
  }
  await writeFile(file('hi.txt'), 'Hello {{ receiver.first_name }}!');
  const changed = await campaign(...command);
  expect(changed.stderr).toContain('was begun with something else: the template');
  expect(changed.stderr).toContain('[campaign-differs]');
  expect(await readFile(file('out.jsonl'))).toEqual(before);
});

test('a template that the template includes counts, too', async () => {
  await writeFile(file('outer.txt'), '{% include "hi.txt" %}');
  await campaign('outer.txt', '--out', file('out.jsonl'));
  await writeFile(file('hi.txt'), 'Changed');
  const ran = await campaign('outer.txt', '--out', file('out.jsonl'));
  expect(ran.stderr).toContain('something else: the template');
});

test('nothing that is there is overwritten', async () => {
  await writeFile(file('there.jsonl'), 'mine');
  const ran = await campaign('hi.txt', '--out', file('there.jsonl'));
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('[output-foreign]');
  expect(await readFile(file('there.jsonl'), 'utf8')).toBe('mine');
  await mkdir(file('dir'));
  await writeFile(file('dir/mine.txt'), 'mine');
  const command = ['message.html', '--out', file('dir'), '--from', 'shop@example.com'] as const;
  expect((await campaign(...command)).stderr).toContain('[output-foreign]');
  expect(await readdir(file('dir'))).toEqual(['mine.txt']);
  await mkdir(file('empty'));
  expect((await campaign('message.html', '--out', file('empty'), '--from', 'a@example.com')).code).toBe(0);
});

test('a folder gets a mail for each, by names that are file names everywhere', async () => {
  const ran = await campaign('message.html', '--out', file('mails'), '--from', 'Shop <shop@example.com>');
  expect(ran.code, ran.stderr).toBe(0);
  const names = (await readdir(file('mails'))).filter((name) => name.endsWith('.eml')).sort();
  expect(names).toHaveLength(6);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(6);
  expect(names).toContain('ann.eml');
  const lines = await linesOf('mails/outcomes.jsonl');
  expect(lines.flatMap((line) => (line.file === undefined ? [] : [line.file])).sort()).toEqual(names);
  const mail = await new PostalMime().parse(await readFile(file('mails/ann.eml')));
  expect(mail.subject).toBe('For Ann');
  expect(mail.to?.[0]?.address).toBe('ann@example.com');
  expect((await stat(file('mails/ann.eml'))).mode & 0o777).toBe(0o600);
});

test('a channel of a message is its part, with its own consent', async () => {
  const unknown = await campaign('message.html', '--channel', 'sms', '--out', file('sms.jsonl'));
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('[consent-unknown]');
  const rows = contacts.map((one) => ({ ...one, sms_consent: one.id !== 1, phone: `+4860000000${one.id}` }));
  await writeFile(file('data/contacts.json'), JSON.stringify(rows));
  const ran = await campaign('message.html', '--channel', 'sms', '--out', file('sms.jsonl'));
  expect(ran.code, ran.stderr).toBe(0);
  const [ann, bob] = await linesOf('sms.jsonl');
  expect(ann).toMatchObject({ code: 'no-consent' });
  expect(bob).toMatchObject({ receiver: 'bob', text: 'Hi Bob' });
  const mail = await campaign('message.html', '--channel', 'sms', '--out', file('sms'), '--format', 'eml');
  expect(mail.stderr).toContain('[campaign-not-mail]');
});

test('--where takes any condition; its faults are shown in the command line', async () => {
  const where = 'receiver.country == "PL" and receiver.id|divisibleby:2';
  const ran = await campaign('hi.txt', '--out', file('out.jsonl'), '--where', where);
  expect(ran.stdout).toContain('2 receivers in');
  expect(ran.stdout).toContain('7 more do not meet --where');
  expect((await linesOf('out.jsonl')).map(({ receiver }) => receiver)).toEqual(['bob', 'CON']);
  const wrong = await campaign('hi.txt', '--dry-run', '--where', 'receiver.id|divisble:2');
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('command line:');
  expect(wrong.stderr).toContain('divisble');
  for (const odd of ['', '1 %}{% include "x"', 'x %}y{% endif %}{% if z']) {
    const ran = await campaign('hi.txt', '--dry-run', '--where', odd);
    expect(ran.code, odd).toBe(2);
  }
  const more = await campaign('hi.txt', '--dry-run', '--where', 'x %}y{% endif %}{% if z');
  expect(more.stderr).toContain('[where-not-condition]');
});

test('an audience of a file: unknown contacts fail, repeats are skipped, in its order', async () => {
  await writeFile(file('ids.txt'), '\ufeffcon\r\nnobody\n\nid:1\nann\nANN\nnine@example.com\n');
  const ran = await campaign('hi.txt', '--audience', file('ids.txt'), '--out', file('out.jsonl'));
  expect(ran.code, ran.stderr).toBe(0);
  const lines = await linesOf('out.jsonl');
  expect(lines.map(({ receiver, outcome, code }) => [receiver, code ?? outcome])).toEqual([
    ['con', 'rendered'],
    ['nobody', 'unknown-receiver'],
    ['ann', 'rendered'],
    ['ann', 'receiver-repeated'],
    ['ANN', 'unknown-receiver'],
    ['id:9', 'rendered'],
  ]);
  expect(lines[1]?.place).toBe(`${file('ids.txt')}:2:1`);
});

test('an audience of CSV, JSONL and JSON', async () => {
  const files = {
    'a.csv': 'email,custom_id,id\nann@example.com,,\n,con,\n,,4\n,,\nzoe@example.com,nope,\n',
    'a.jsonl': '{"email":"ann@example.com"}\n"con"\n4\n{}\n{"custom_id":"nope","email":"zoe@example.com"}\n',
    'a.json': '["ann@example.com", {"custom_id":"con"}, {"id":4}, null, "id:8"]',
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(file(name), text);
    const out = file(`${name}.out.jsonl`);
    const ran = await campaign('hi.txt', '--audience', file(name), '--out', out);
    expect(ran.code, ran.stderr).toBe(0);
    const lines = await linesOf(`${name}.out.jsonl`);
    expect(
      lines.map(({ receiver, outcome }) => [receiver, outcome]),
      name,
    ).toEqual([
      ['ann', 'rendered'],
      ['con', 'rendered'],
      ['CON', 'rendered'],
      ['row 4', 'failed'],
      ['id:8', 'rendered'],
    ]);
    if (name !== 'a.json') expect(lines[3]?.code).toMatch(/audience-row|not-a-row/);
  }
});

test('an audience that is empty, damaged or not there is told before anything is written', async () => {
  await writeFile(file('none.txt'), '\n\n');
  await writeFile(file('bad.json'), '[{"id": 1}, {"id": ');
  const empty = await campaign('hi.txt', '--audience', file('none.txt'), '--dry-run');
  expect(empty.stderr).toContain('[audience-empty]');
  for (const [name, code] of [
    ['bad.json', 'malformed-json'],
    ['gone.txt', 'file-unreadable'],
  ] as const) {
    const ran = await campaign('hi.txt', '--audience', file(name), '--out', file('out.jsonl'));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(`[${code}]`);
  }
  expect(await readdir(folder)).not.toContain('out.jsonl');
});

test('--suppress: addresses in any case, custom_ids and ids, each with its own reason', async () => {
  await writeFile(file('stop.txt'), 'ANN@EXAMPLE.COM \ncon\nid:8\n');
  await campaign('hi.txt', '--suppress', file('stop.txt'), '--out', file('out.jsonl'));
  const lines = await linesOf('out.jsonl');
  const suppressed = lines.flatMap(({ code, receiver }) => (code === 'suppressed' ? [receiver] : []));
  expect(lines.find(({ receiver }) => receiver === 'ann')).toMatchObject({ code: 'suppressed' });
  // Of whoever may be meant nobody gets anything: a custom_id may read as an id.
  expect(suppressed).toEqual(['ann', '../../x', 'con', 'id:8', 'id:9']);
});

test('limits stop it behind a chunk, and a higher one goes on', async () => {
  const command = ['hi.txt', '--out', file('out.jsonl'), '--chunk', '2', '--now', '2025-06-25'] as const;
  const stopped = await campaign(...command, '--max-blank', 'receiver.first_name=20%');
  expect(stopped.code).toBe(1);
  expect(stopped.stderr).toContain(
    'receiver.first_name was blank for 1 of 2, and the limit is 20% [limit-passed]',
  );
  const again = await campaign(...command, '--max-blank', 'receiver.first_name=20%');
  expect(again.code).toBe(1);
  expect(await linesOf('out.jsonl')).toHaveLength(4);
  const raised = await campaign(...command, '--max-blank', 'receiver.first_name=90%');
  expect(raised.code, raised.stderr).toBe(0);
  expect(await linesOf('out.jsonl')).toHaveLength(9);
  const failing = await campaign(
    'hi.txt',
    '--strict=all',
    '--out',
    file('note.jsonl'),
    '--max-failed',
    '1',
    '--chunk',
    '5',
  );
  expect(failing.code).toBe(1);
  expect(failing.stderr).toContain('--max-failed');
  const wrong = await campaign('hi.txt', '--dry-run', '--max-failed', 'some', '--max-blank', '5%');
  expect(wrong.code).toBe(2);
  expect(wrong.stderr.match(/\[invalid-number\]/g)).toHaveLength(2);
});

test('--dry-run writes nothing; --sample takes the same few', async () => {
  const before = await readdir(folder);
  const dry = await campaign('hi.txt', '--dry-run');
  expect(dry.code).toBe(0);
  expect(dry.stdout).toContain('rendered 6');
  expect(await readdir(folder)).toEqual(before);
  await campaign('hi.txt', '--sample', '3', '--out', file('a.jsonl'), '--now', '2025-06-25');
  await campaign('hi.txt', '--sample', '3', '--out', file('b.jsonl'), '--now', '2025-06-26', '--chunk', '2');
  expect(await linesOf('a.jsonl')).toHaveLength(3);
  expect(await readFile(file('a.jsonl'))).toEqual(await readFile(file('b.jsonl')));
});

test('two at once: the second is refused; the lock of a process that is no more is taken', async () => {
  const state = file('out.jsonl.campaign');
  await mkdir(state);
  const lock = await Lock.take(state, 'out.jsonl');
  const ran = await campaign('hi.txt', '--out', file('out.jsonl'));
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('[campaign-locked]');
  await lock.release();
  await writeFile(
    join(state, 'lock'),
    JSON.stringify({ pid: 2 ** 30, host: (await import('node:os')).hostname(), began: '1', token: 'x' }),
  );
  expect((await campaign('hi.txt', '--out', file('out.jsonl'))).code).toBe(0);
  expect((await readdir(state)).sort()).toEqual(['journal.jsonl', 'seen']);
});

test('an output that was changed meanwhile is told', async () => {
  const command = ['hi.txt', '--out', file('out.jsonl'), '--chunk', '2', '--now', '2025-06-25'] as const;
  await campaign(...command, '--max-blank', 'receiver.first_name=20%');
  await truncate(file('out.jsonl'), 10);
  const ran = await campaign(...command);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('[output-changed]');
});

test('an output that cannot be written, and contacts that cannot be read', async () => {
  const ran = await campaign('hi.txt', '--out', file('hi.txt/out.jsonl'));
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('[campaign-unwritable]');
});

test('a campaign that was stopped by a signal ends with 1 and says how to go on', () => {
  const tally = { ...emptyTally, rendered: 3 };
  const result = { ended: 'stopped', tally, readNow: 3, resumed: false } as const;
  const told = { out: 'out.jsonl', notes: [], flags: {}, line: new CommandLine(['campaign']) };
  const { code, notes } = campaignResult(result, 1, told);
  expect(code).toBe(1);
  expect(notes).toMatchObject([{ code: 'campaign-stopped' }]);
});

test('a clock without an offset is meant in the zone of the configuration, as render means it', async () => {
  await writeFile(file('snippetry.config.mjs'), "export default { timeZone: 'Europe/Warsaw' };");
  await writeFile(file('now.txt'), '{{ now|date:"H:i" }}');
  const call = ['now.txt', '--data', 'data', '--now', '2025-06-25T09:00'];
  const rendered = await snippetry(['render', ...call], { cwd: folder });
  expect(rendered.stdout).toBe('09:00');
  const ran = await snippetry(['campaign', ...call, '--out', 'now.jsonl'], { cwd: folder });
  expect(ran.code, ran.stderr).toBe(0);
  expect((await linesOf('now.jsonl'))[0]).toMatchObject({ receiver: 'ann', text: '09:00' });
});

test('a sender that is no address is a wrong call, shown at its option', async () => {
  const call = ['hi.txt', '--subject', 'Hi', '--from', 'not an address', '--out', file('mails')] as const;
  const { code, stderr } = await campaign(...call);
  expect(code).toBe(2);
  expect(stderr).toContain('"from" is not one e-mail address');
  expect(stderr).not.toContain('report');
  await expect(stat(file('mails'))).rejects.toThrow('ENOENT');
});
