import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { clock, keptBack, messageRenderings } from '../../examples/messages/renderings.js';
import { smsSegments } from '../../src/channels/index.js';
import type { Message } from '../../src/index.js';
import { htmlLinks, htmlSkeleton, htmlText } from '../support/html-tree.js';
import { repository, snippetry, temporaryFolder } from './command.js';

const folder = path.join(repository, 'examples/messages');
const expectedFolder = path.join(repository, 'examples/expected/messages');
const stored = (name: string): Promise<string> => readFile(path.join(expectedFolder, name), 'utf8');

/** As a file holds it: half of a surrogate pair has no UTF-8. */
const written = (text: string): string => Buffer.from(text).toString();

/** What is said, but for links of the hostile product that HTML for mail leaves out. */
const complaints = (stderr: string): readonly string[] =>
  (stderr.match(/^.*: (?:warning|error|info): .*$/gm) ?? []).filter(
    (line) => !line.endsWith('[value-blocked]'),
  );

let database: string;
beforeAll(async () => {
  database = path.join(await temporaryFolder(), 'shop.db');
  const argv = ['import', path.join(folder, 'data'), '--into', database, ...clock];
  expect(await snippetry(argv)).toMatchObject({ code: 0, stderr: '' });
});

interface Rendered {
  readonly template: string;
  readonly config: string;
  readonly options: readonly string[];
}

const render = ({ template, config, options }: Rendered, ...more: readonly string[]) =>
  snippetry(['render', template, '--config', config, ...options, ...clock, ...more], { cwd: folder });

/** The parts of a message, and what is said of it. */
async function messageOf(rendered: Rendered): Promise<Message> {
  const { json } = await render(rendered, '--json');
  expect(json.messages).toMatchObject([{ outcome: 'rendered' }]);
  return (json.messages[0] as unknown as { message: Message }).message;
}

interface Contact {
  readonly custom_id: string;
  readonly first_name?: string | null;
}

const contacts = new Map(
  (JSON.parse(await readFile(path.join(folder, 'data/contacts.json'), 'utf8')) as readonly Contact[]).map(
    (contact) => [contact.custom_id, contact],
  ),
);

describe.each(messageRenderings)('$expected', (rendering) => {
  test.each(['files', 'database'] as const)('is printed from %s', async (kind) => {
    const ran = await render(rendering, ...(kind === 'files' ? [] : ['--data', database]));
    expect([ran.code, complaints(ran.stderr)]).toEqual([0, []]);
    expect(written(ran.stdout)).toBe(await stored(rendering.expected));
  });

  test('reads well in every part', async () => {
    const { subject = '', preheader = '', html, text, channels = {} } = await messageOf(rendering);
    for (const part of [subject, preheader, html ?? '', text ?? '', ...Object.values(channels)]) {
      expect(part).not.toMatch(/\b(None|True|False|undefined|NaN)\b|\[object|\{'/);
    }
    expect(subject).not.toMatch(/^$| {2}|[\p{Cc}\u2028\u2029]/u);
    expect(preheader).not.toMatch(/ {2}|[\p{Cc}\u2028\u2029]/u);
    expect(`${text ?? ''}\n${channels.slack ?? ''}`).not.toMatch(/\n{3}/);
    if (html !== undefined) expect(text).not.toBe('');
    for (const value of Object.values(channels)) expect(value.trim()).toBe(value);
  });

  test('says the name as it is, and is built like that for a harmless one', async () => {
    const { html, channels = {} } = await messageOf(rendering);
    const name = written(contacts.get(rendering.contact)?.first_name ?? '');
    if (html === undefined) {
      const read = (channels.slack ?? '').replaceAll('\u2060', '');
      const entities = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      expect(read).toContain(`Hi ${(entities || 'there').replace('\n', ' ')}, this is`);
      return;
    }
    const shown = [...name].length > 40 ? `${[...name].slice(0, 39).join('')}…` : name;
    expect(written(htmlText(html))).toContain(shown);
    expect(htmlLinks(html).filter((link) => !/^(https:\/\/|#blocked$)/.test(link))).toEqual([]);
    const elements = htmlSkeleton(html);
    expect(elements.filter((one) => !harmless.has(one))).toEqual([]);
  });

  test('fits one SMS', async () => {
    const { sms } = (await messageOf(rendering)).channels ?? {};
    if (sms !== undefined) expect(smsSegments(sms)).toMatchObject({ encoding: 'gsm-7', segments: 1 });
  });
});

/** The elements with the names of their attributes, of all HTML for two customers with harmless names. */
const harmless = new Set(
  (
    await Promise.all(
      messageRenderings
        .filter(({ expected }) => /\.(emma|jan)\.txt$/.test(expected))
        .map(({ expected }) => stored(expected)),
    )
  ).flatMap((text) => htmlSkeleton(text.slice(text.indexOf('--- html\n') + 9, text.indexOf('--- text\n')))),
);

test.each(keptBack)('$template keeps back $options: $reason', async ({ reason, ...rendered }) => {
  const ran = await render({ ...rendered, config: 'snippetry.config.ts' });
  expect([ran.code, ran.stdout]).toEqual([3, '']);
  expect(ran.stderr).toContain(`skipped: ${reason} [skipped]`);
});

test('each example is rendered for five contacts or more', () => {
  const counts = new Map<string, Set<string>>();
  for (const { template, contact } of messageRenderings) {
    counts.set(template, (counts.get(template) ?? new Set()).add(contact));
  }
  expect([...counts.keys()].sort()).toEqual([
    'abandoned-deal.html',
    'loyalty.html',
    'order-confirmed.html',
    'order-shipped.html',
    'partial-return.html',
    'sales-digest.txt',
  ]);
  for (const { size } of counts.values()) expect(size).toBeGreaterThanOrEqual(5);
});

test('there is no expectation of what is not rendered', async () => {
  const names = messageRenderings.map(({ expected }) => expected);
  expect((await readdir(expectedFolder)).sort()).toEqual(names.sort());
});

describe('everybody’s deals', () => {
  const digest = { template: 'sales-digest.txt', options: ['--to', 'maria-kowalska'] };

  test('are read with the configuration of the team alone', async () => {
    const ran = await render({ ...digest, config: 'snippetry.config.ts' });
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toContain('scope="all" is not allowed here [scope-not-allowed]');
    expect(await render({ ...digest, config: 'sales.config.ts' })).toMatchObject({ code: 0 });
  });

  test('are shown to nobody else', async () => {
    const ran = await render({ ...digest, options: ['--to', 'emma-larsen'], config: 'sales.config.ts' });
    expect([ran.code, ran.stdout]).toEqual([3, '']);
    expect(ran.stderr).toContain('skipped: not of the sales team');
  });

  test('come with contact and assignee', async () => {
    const text = await stored('sales-digest.maria.txt');
    expect(text).toContain('#\u206078523>, $129.90: Emma Larsen, Maria Kowalska, won on');
    expect(text).toContain('Jan Kowalski of ACME &amp; Sons &lt;Ltd.&gt;, Tom Ślusarz, won on');
  });
});

test('checking them finds nothing', async () => {
  const customers = (await readdir(folder)).filter((name) => name.endsWith('.html'));
  const argv = ['layouts', 'parts', ...customers, '--config', 'snippetry.config.ts'];
  const ran = await snippetry(['check', ...argv], { cwd: folder });
  expect([ran.code, ran.stderr.match(/: (warning|error): /g)]).toEqual([0, null]);
  const team = ['check', 'sales-digest.txt', '--config', 'sales.config.ts'];
  expect(await snippetry(team, { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
});
