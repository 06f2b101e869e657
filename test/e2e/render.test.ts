import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { exampleData, snippetry, temporaryFolder } from './command.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function render(text: string, argv: readonly string[], name = 't.html') {
  await writeFile(path.join(folder, name), text);
  return snippetry(['render', name, '--no-config', '--data', exampleData, ...argv], { cwd: folder });
}

describe('whom a message goes to', () => {
  test.each([
    ['custom_id', 'john-doe-01'],
    ['e-mail address', 'john.doe@example.com'],
  ])('by %s', async (_, to) => {
    const { stdout } = await render('{{ receiver.phone }}', ['--to', to]);
    expect(stdout).toBe('+48600100200');
  });

  test('by id', async () => {
    await mkdir(path.join(folder, 'data'));
    await writeFile(path.join(folder, 'data/contacts.json'), '[{"id": 70, "email": "seventy@example.com"}]');
    await writeFile(path.join(folder, 't.html'), '{{ receiver.email }}');
    const argv = ['render', 't.html', '--no-config', '--data', 'data', '--to', 'id:70'];
    const { stdout } = await snippetry(argv, { cwd: folder });
    expect(stdout).toBe('seventy@example.com');
  });

  test('to the contact of the deal', async () => {
    const { stdout } = await render('{{ deal.name }}: {{ receiver.email }}', ['--deal', 'ORD-78523']);
    expect(stdout).toBe('Order #78523: john@example.com');
  });

  test('to the contact of the event, which is JSON or a file of it', async () => {
    const event =
      '{"name": "purchase_completed", "user_custom_id": "john-doe-01", "data": {"value": 149.90}}';
    const text = '{{ event.name }} {{ event.data.value }}: {{ receiver.email }}';
    const expected = 'purchase_completed 149.90: john.doe@example.com';
    expect((await render(text, ['--event', event])).stdout).toBe(expected);
    await writeFile(path.join(folder, 'event.json'), event);
    expect((await render(text, ['--event', 'event.json'])).stdout).toBe(expected);
    const toAnn = await render(text, ['--event', 'event.json', '--to', 'ann-nowak-02']);
    expect(toAnn.stdout).toBe('purchase_completed 149.90: ann.nowak@example.com');
  });

  test('an event needs no data', async () => {
    const argv = ['render', '-', '--no-config', '--event', '{"name": "a", "user_id": 7}'];
    const { code, stdout } = await snippetry(argv, { cwd: folder, stdin: '{{ event.name }}' });
    expect([code, stdout]).toEqual([0, 'a']);
  });

  test('to nobody, without data', async () => {
    const argv = ['render', '-', '--no-config'];
    const { code, stdout, stderr } = await snippetry(argv, {
      cwd: folder,
      stdin: '{{ "a"|upper }}<%= "b"|upper %>',
    });
    expect([code, stdout, stderr]).toEqual([0, 'AB', '']);
  });
});

describe('options', () => {
  test('--channel, and the channel that a file name tells', async () => {
    const text = '{{ receiver.last_name }}';
    const zoe = ['--to', 'zoë-<b>"\'&-😀'];
    expect((await render(text, zoe)).stdout).toBe('O&#x27;Łukaszewicz &amp; Søns 😀');
    expect((await render(text, [...zoe, '--channel', 'text'])).stdout).toBe("O'Łukaszewicz & Søns 😀");
    expect((await render(text, zoe, 't.txt')).stdout).toBe("O'Łukaszewicz & Søns 😀");
  });

  test('--now, --time-zone and --locale', async () => {
    const options = ['--now', '2025-06-25T00:30:00Z', '--time-zone', 'Asia/Tokyo', '--locale', 'de'];
    const { stdout } = await render('{% now "Y-m-d H:i" %} {{ "1234.5"|money:"EUR" }}', options);
    expect(stdout).toBe('2025-06-25 09:30 1.234,50\u00a0€');
  });

  test('--now without an offset is a time of --time-zone', async () => {
    const options = ['--now', '2025-06-25T09:30', '--time-zone', 'Asia/Tokyo'];
    expect((await render('{{ now|date:"H:i" }}', options)).stdout).toBe('09:30');
  });

  test('--delimiters', async () => {
    const { stdout } = await render('{{ 1 }}<%= 2 %>', ['--delimiters', 'angle']);
    expect(stdout).toBe('{{ 1 }}2');
  });

  test('--strict does not swallow the template, and --strict=all is stricter', async () => {
    await writeFile(path.join(folder, 't.html'), '[{{ receiver.employee_number }}]');
    const argv = ['--no-config', '--data', exampleData, '--to', 'ann-nowak-02'];
    const plain = await snippetry(['render', 't.html', ...argv], { cwd: folder });
    const strict = await snippetry(['render', '--strict', 't.html', ...argv], { cwd: folder });
    const all = await snippetry(['render', '--strict=all', 't.html', ...argv], { cwd: folder });
    expect([plain.code, strict.code, all.code]).toEqual([0, 0, 1]);
    expect(all.stderr).toContain('[blank-value]');
  });

  test('options of other commands are refused', async () => {
    const { code, stderr } = await snippetry(['check', '.', '--deal', 'x']);
    expect(stderr).toContain('there is no option --deal');
    expect(code).toBe(2);
  });
});

describe('skipping', () => {
  const text = '{% require receiver.employee_number %}Nr {{ receiver.employee_number }}';

  test('is an exit code of its own, with reason and place', async () => {
    const { code, stdout, stderr } = await render(text, ['--to', 'ann-nowak-02']);
    expect(stderr).toContain('t.html:1:1: info: skipped: receiver.employee_number is blank [skipped]');
    expect([code, stdout]).toEqual([3, '']);
  });

  test('of some receivers is no failure', async () => {
    const { code, stderr } = await render(text, [
      '--to',
      'john-doe-01',
      '--to',
      'ann-nowak-02',
      '--out',
      'out',
    ]);
    expect(stderr).toContain('1 message written, 1 skipped');
    expect(code).toBe(0);
    expect(await readdir(path.join(folder, 'out'))).toEqual(['john-doe-01.html']);
  });
});

describe('several receivers', () => {
  const both = ['--to', 'john-doe-01', '--to', 'john.doe@example.com', '--to', 'zoë-<b>"\'&-😀'];

  test('need files or JSON', async () => {
    const { code, stderr } = await render('Hi', both);
    expect(stderr).toContain(
      'the messages of several receivers do not fit into one text [several-receivers]',
    );
    expect(code).toBe(2);
  });

  test('get a file each, under names that stay, readable by the owner only', async () => {
    const argv = [...both, '--to', 'john-doe-01', '--out', 'out/new'];
    const first = await render('{{ receiver.email }}', argv);
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain('3 messages written');
    const out = path.join(folder, 'out/new');
    const names = (await readdir(out)).sort();
    expect(names).toEqual(['john-doe-01.html', 'john.doe@example.com.html', 'zoe-b~186922d82d339152.html']);
    expect((await stat(path.join(out, names[0] ?? ''))).mode & 0o777).toBe(0o600);
    expect(await readFile(path.join(out, 'john-doe-01.html'), 'utf8')).toBe('john.doe@example.com');
    await render('{{ receiver.email }}', argv);
    expect((await readdir(out)).sort()).toEqual(names);
  });

  test('one that is unknown spoils no other', async () => {
    const argv = ['--to', 'john-doe-01', '--to', '../../x', '--to', 'ann-nowak-02', '--out', 'out'];
    const { code, stderr } = await render('Hi', argv);
    expect(stderr).toContain('to ../../x:');
    expect(stderr).toContain('there is no contact "../../x"');
    expect(stderr).toContain('2 messages written, 1 failed');
    expect(code).toBe(1);
    expect((await readdir(path.join(folder, 'out'))).sort()).toEqual([
      'ann-nowak-02.html',
      'john-doe-01.html',
    ]);
  });
});

describe('--out', () => {
  test('a file', async () => {
    const { code, stdout } = await render('Hi', ['--to', 'john-doe-01', '--out', 'a.html']);
    expect([code, stdout]).toEqual([0, '']);
    expect(await readFile(path.join(folder, 'a.html'), 'utf8')).toBe('Hi');
  });

  test('a folder for one receiver: it ends in a slash', async () => {
    await render('Hi', ['--to', 'john-doe-01', '--out', 'out/'], 't.txt');
    expect(await readdir(path.join(folder, 'out'))).toEqual(['john-doe-01.txt']);
  });
});

describe('--json', () => {
  test('is one document with a version', async () => {
    const { code, stderr, json } = await render('Hi {{ receiver.first_name }} {{ none }}', [
      '--json',
      '--to',
      'ann-nowak-02',
      '--to',
      'nobody',
    ]);
    expect([code, stderr]).toEqual([1, '']);
    expect(json).toMatchObject({
      schema: 1,
      command: 'render',
      exit: 1,
      template: 't.html',
      channel: 'email',
      messages: [
        { to: 'ann-nowak-02', outcome: 'rendered', text: 'Hi Ann ', stats: { passes: 1 } },
        { to: 'nobody', outcome: 'failed', reason: 'there is no contact "nobody"' },
      ],
    });
    expect(json.messages[0]?.diagnostics).toMatchObject([
      { code: 'missing-value', file: 't.html', start: { line: 1 } },
    ]);
    expect(json.messages[1]?.diagnostics).toMatchObject([{ code: 'unknown-receiver', file: 'command line' }]);
  });

  test('holds the faults of a wrong call, too', async () => {
    const { code, stderr, json } = await render('Hi', ['--json', '--chanel', 'text']);
    expect([code, stderr]).toEqual([2, '']);
    expect(json).toMatchObject({
      schema: 1,
      command: 'render',
      exit: 2,
      diagnostics: [{ code: 'unknown-option' }],
    });
  });
});
