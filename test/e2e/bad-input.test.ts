import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { exampleData, snippetry, temporaryFolder } from './command.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function file(name: string, text: string | Uint8Array): Promise<string> {
  const full = path.join(folder, name);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, text);
  return full;
}

/** Renders a template's text for a contact of the examples; diagnostics call it t.html. */
async function render(text: string, ...more: string[]) {
  await file('t.html', text);
  const argv = ['render', 't.html', '--no-config', '--data', exampleData, ...more];
  return snippetry(more.includes('--to') ? argv : [...argv, '--to', 'john-doe-01'], { cwd: folder });
}

/** The same with files as data. */
async function withData(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) await file(`data/${name}`, text);
  await file('t.html', 'Hi');
  return snippetry(['render', 't.html', '--no-config', '--data', 'data', '--to', 'a'], { cwd: folder });
}

const contacts = '[{"custom_id": "a", "email": "a@example.com"}]';

describe('a template that is wrong', () => {
  test.each([
    [
      'an unknown tag',
      '\n  {% dals as x %}',
      't.html:2:6: error: there is no tag "dals" [unknown-tag]',
      'did you mean "deals"?',
    ],
    [
      'an unknown filter',
      '{{ receiver.email|uper }}',
      't.html:1:19: error: there is no filter "uper" [unknown-filter]',
      'did you mean "upper"?',
    ],
    [
      'an unknown parameter',
      '{% deals cont=5 as x %}',
      't.html:1:10: error: deals has no parameter "cont" [unknown-parameter]',
      'did you mean "count"?',
    ],
    [
      'an include that is missing',
      '{% include "par.html" %}',
      't.html:1:12: error: there is no template "par.html" [unknown-template]',
      '',
    ],
    [
      'entities in a tag',
      '{% if a &gt; 1 %}x{% endif %}',
      't.html:1:9: error: an editor wrote &gt; into this tag [entity-in-tag]',
      'write > instead of &gt;',
    ],
    [
      'curly quotes',
      '{{ a|default:“b” }}',
      't.html:1:14: error: curly quotes do not mark text in a tag [curly-quotes]',
      'write straight quotes',
    ],
    ['markup in a tag', '{{ receiver.<b>email</b> }}', '[markup-in-tag]', ''],
  ])('%s is told with its place and help', async (_, text, message, help) => {
    const { code, stdout, stderr } = await render(text);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
    expect([code, stdout]).toEqual([1, '']);
  });

  test('an unclosed block shows both ends', async () => {
    const { code, stderr } = await render('{% for d in deals %}\n{% if d %}\n{% endfor %}');
    expect(stderr).toContain('t.html:2:1: error: {% if %} has no {% endif %} [unclosed-block]');
    expect(stderr).toContain('t.html:3:1');
    expect(code).toBe(1);
  });

  test('an included template is told of by its own path', async () => {
    await file('parts/line.html', 'a\n{{ x|uper }}');
    const { code, stderr } = await render('{% include "parts/line.html" %}');
    expect(stderr).toContain('parts/line.html:2:6: error: there is no filter "uper"');
    expect(code).toBe(1);
  });

  test('an include that includes itself', async () => {
    await file('me.html', 'x{% include "me.html" %}');
    const { code, stdout, stderr } = await render('{% include "me.html" %}');
    expect(stderr).toContain('[limit-exceeded]');
    expect(stderr).toContain('a template that includes itself must come to an end');
    expect([code, stdout]).toEqual([1, '']);
  });

  test('a template that extends itself', async () => {
    const { code, stderr } = await render('{% extends "t.html" %}');
    expect(stderr).toContain(
      't.html:1:12: error: this template extends itself: t.html → t.html [extends-cycle]',
    );
    expect(code).toBe(1);
  });

  test('a template that is not there, a folder, no text', async () => {
    await file('latin1.html', new Uint8Array([0x47, 0xfc, 0x72]));
    const outcomes = await Promise.all(
      ['none.html', '.', 'latin1.html'].map((name) =>
        snippetry(['render', name, '--no-config'], { cwd: folder }),
      ),
    );
    expect(outcomes.map(({ code, stderr }) => [code, stderr.trim()])).toEqual([
      [
        1,
        'none.html:1:1: error: none.html cannot be read: there is no such file or folder [file-unreadable]',
      ],
      [1, '.:1:1: error: . cannot be read: it is a folder [file-unreadable]'],
      [1, 'latin1.html:1:1: error: latin1.html cannot be read: it is not UTF-8 text [file-unreadable]'],
    ]);
  });
});

describe('names that are wrong', () => {
  test('an unknown contact', async () => {
    const { code, stdout, stderr } = await render('Hi', '--to', 'jon-doe-01');
    expect(stderr).toContain('error: there is no contact "jon-doe-01" [unknown-receiver]');
    expect(stderr).toMatch(/ {2}1 \| snippetry render .*--to jon-doe-01\n.*\^{10}/);
    expect(stderr).toContain('custom_id, by e-mail address, or as id:N');
    expect([code, stdout]).toEqual([1, '']);
  });

  test('an unknown deal', async () => {
    const { code, stderr } = await render('Hi', '--deal', 'ORD-1');
    expect(stderr).toContain('error: there is no deal "ORD-1" [unknown-deal]');
    expect(code).toBe(1);
  });

  test.each([
    ['--channel', 'txt', 'there is no channel "txt" [unknown-channel]', 'did you mean "text"?'],
    ['--now', 'yesterday', '"yesterday" is not a time [invalid-time]', 'ISO 8601'],
    ['--time-zone', 'Europe/Warsow', '"Europe/Warsow" is not a time zone [invalid-time-zone]', 'IANA'],
    ['--locale', 'en_', '"en_" is not a locale [invalid-locale]', 'BCP 47'],
    ['--delimiters', 'brace', '--delimiters cannot be "brace" [invalid-choice]', 'did you mean braces?'],
    ['--strict=some', '', '--strict cannot be "some" [invalid-choice]', 'all'],
  ])('%s %s', async (option, value, message, help) => {
    const { code, stdout, stderr } = await render('Hi', option, ...(value === '' ? [] : [value]));
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr).toContain(help);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('all wrong options in one run', async () => {
    const { code, stderr } = await render('Hi', '--now', 'x', '--locale', '-', '--time-zone', 'y');
    expect(stderr.match(/\[[a-z-]+\]/g)).toEqual([
      '[invalid-locale]',
      '[invalid-time-zone]',
      '[invalid-time]',
    ]);
    expect(code).toBe(2);
  });
});

describe('data that is wrong', () => {
  test('malformed JSON', async () => {
    const { code, stderr } = await withData({ 'contacts.json': '[\n  {"custom_id": "a",}\n]' });
    expect(stderr).toMatch(
      /data\/contacts\.json:2:\d+: error: this is not valid JSON: .* \[malformed-json\]/,
    );
    expect(code).toBe(1);
  });

  test('malformed JSON lines', async () => {
    const { stderr } = await withData({ 'contacts.jsonl': '{"custom_id": "a"}\n{"custom_id": }\n' });
    expect(stderr).toMatch(/data\/contacts\.jsonl:2:\d+: error: .* \[malformed-json\]/);
  });

  test('malformed CSV', async () => {
    const { code, stderr } = await withData({
      'contacts.csv': 'custom_id,email\na,a@example.com\nb,"b@example.com\n',
    });
    expect(stderr).toMatch(/data\/contacts\.csv:3:\d+: error: .* \[malformed-csv\]/);
    expect(code).toBe(1);
  });

  test('a row without its identifier', async () => {
    const { code, stderr } = await withData({
      'contacts.json': '[\n  {"custom_id": "a"},\n  {"first_name": "B"}\n]',
    });
    expect(stderr).toMatch(/data\/contacts\.json:3:\d+: error: this contact has no .* \[row-without-key\]/);
    expect(code).toBe(1);
  });

  test('nothing of the kind', async () => {
    await file('t.html', 'Hi');
    const base = ['render', 't.html', '--no-config', '--to', 'a', '--data'];
    const missing = await snippetry([...base, 'none'], { cwd: folder });
    expect(missing.stderr).toContain('error: there is no data at');
    const mysql = await snippetry([...base, 'mysql://me:secret@host/crm'], { cwd: folder });
    expect(mysql.stderr).toContain('data cannot be read from mysql:// [source-not-supported]');
    expect(mysql.stderr).not.toContain('secret');
    // Nothing listens on port 1.
    const postgres = await snippetry([...base, 'postgres://me:secret@127.0.0.1:1/crm'], { cwd: folder });
    expect(postgres.stderr).toContain(
      'postgres://127.0.0.1:1/crm could not be used: nothing answers at its address [database-failed]',
    );
    expect(postgres.stderr).not.toContain('secret');
    expect([missing.code, mysql.code, postgres.code]).toEqual([1, 1, 1]);
    const none = await snippetry(['render', 't.html', '--no-config', '--to', 'a'], { cwd: folder });
    expect(none.stderr).toContain('error: where the records are is missing [missing-option]');
    expect(none.code).toBe(2);
  });

  test('a database that is not ours stays as it is', async () => {
    const database = await file('other.db', 'no database at all');
    await file('t.html', 'Hi');
    await file('data/contacts.json', contacts);
    const rendered = await snippetry(['render', 't.html', '--no-config', '--to', 'a', '--data', 'other.db'], {
      cwd: folder,
    });
    const imported = await snippetry(['import', 'data', '--into', 'other.db'], { cwd: folder });
    for (const { code, stderr } of [rendered, imported]) {
      expect(stderr).toContain('is not a Snippetry database');
      expect(code).toBe(1);
    }
    expect(await readFile(database, 'utf8')).toBe('no database at all');
  });

  test('an import keeps what it cannot store, and stores the rest', async () => {
    await file('data/contacts.json', '[{"custom_id": "a"}, {}]');
    const { code, stdout, stderr } = await snippetry(['import', 'data', '--into', 'crm.db'], { cwd: folder });
    expect(stderr).toContain('[row-without-key]');
    expect(stdout).toContain('Not imported, but kept in crm.db.rejects.jsonl: 1 row');
    expect(code).toBe(1);
    expect(await readFile(path.join(folder, 'crm.db.rejects.jsonl'), 'utf8')).toContain('"row":"{}"');
  });

  test('template, context and data are told of together', async () => {
    await file('t.html', '{{ a|uper }}');
    await file('context.json', '{"a": 1,}');
    await file('data/contacts.json', '[{]');
    const argv = [
      'render',
      't.html',
      '--no-config',
      '--to',
      'a',
      '--data',
      'data',
      '--context',
      'context.json',
    ];
    const { code, stderr } = await snippetry(argv, { cwd: folder });
    expect(stderr.match(/\[[a-z-]+\]/g)?.sort()).toEqual([
      '[malformed-json]',
      '[malformed-json]',
      '[unknown-filter]',
    ]);
    expect(code).toBe(1);
  });
});

describe('the context', () => {
  test('malformed', async () => {
    await file('c.json', '{\n  "a": 1,\n}');
    const { code, stderr } = await render('{{ a }}', '--context', 'c.json');
    expect(stderr).toContain('c.json:3:1: error: this is not valid JSON');
    expect(code).toBe(1);
  });

  test('no object', async () => {
    await file('c.json', '[1]');
    const { code, stderr } = await render('{{ a }}', '--context', 'c.json');
    expect(stderr).toContain('c.json:1:1: error: the context must be a JSON object');
    expect(code).toBe(1);
  });

  test('keeps digits, and warns where it hides the receiver', async () => {
    await file('c.json', '{"price": 149.90, "receiver": {"email": "x"}}');
    const { code, stdout, stderr } = await render('{{ price }} {{ receiver.email }}', '--context', 'c.json');
    expect([code, stdout]).toEqual([0, '149.90 x']);
    expect(stderr).toContain('[context-shadows-root]');
  });
});

describe('output that cannot be written', () => {
  test('a folder that is not there', async () => {
    const { code, stdout, stderr } = await render('Hi', '--out', 'no/such/file.html');
    expect(stderr).toContain(
      'error: no/such/file.html cannot be written: there is no such file or folder [file-unwritable]',
    );
    expect([code, stdout]).toEqual([1, '']);
  });

  test('a file where a folder is needed', async () => {
    await file('out', 'mine');
    const { code, stderr } = await render(
      'Hi',
      '--out',
      'out',
      '--to',
      'john-doe-01',
      '--to',
      'ann-nowak-02',
    );
    expect(stderr).toContain('error: out is a file, and several messages need a folder [output-is-file]');
    expect(code).toBe(2);
    expect(await readFile(path.join(folder, 'out'), 'utf8')).toBe('mine');
  });

  test('a message that fails leaves the file of the last run', async () => {
    const before = await file('a.html', 'before');
    const { code, stderr } = await render('{{ nickname }}', '--strict', '--out', 'a.html');
    expect(stderr).toContain('error: "nickname" has no value here [missing-value]');
    expect(stderr).toContain('0 messages written, 1 failed');
    expect(code).toBe(1);
    expect(await readFile(before, 'utf8')).toBe('before');
  });
});

test('nothing above ever prints a stack', async () => {
  const { stderr } = await render('{% if %}{{ a|}}{% endfor %}{% include %}{% deals %}');
  expect(stderr).not.toMatch(/^\s+at /m);
});
