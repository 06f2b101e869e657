import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { exampleData, type Ran, snippetry, temporaryFolder } from './command.js';

const message = `{% deals count=2 as orders %}
{% if not orders %}{% skip "no orders" %}{% endif %}
{% block subject %}
Hi {{ receiver.first_name }}
{% endblock %}
{% block html %}
<p>{{ receiver.first_name }}: {% for deal in orders %}{{ deal.name }}{% if not forloop.last %}, {% endif %}{% endfor %}</p>
{% endblock %}
{% block slack %}
{% for deal in orders %}
*{{ deal.name }}*
{% endfor %}
{% endblock %}
`;

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFile(path.join(folder, 'order.html'), message);
});

const render = (...argv: readonly string[]): Promise<Ran> =>
  snippetry(['render', 'order.html', '--no-config', '--data', exampleData, ...argv], { cwd: folder });

describe('a file with a part "subject" is a message', () => {
  test('its parts are printed under their names', async () => {
    const { code, stdout } = await render('--to', 'john-doe-01');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'subject: Hi John\n\n' +
        '--- html\n<p>John: Order #12349, Order #12348</p>\n\n' +
        '--- slack\n*Order #\u206012349*\n*Order #\u206012348*\n',
    );
  });

  test('--part takes one, to the character', async () => {
    const { stdout } = await render('--to', 'john-doe-01', '--part', 'subject');
    expect(stdout).toBe('Hi John');
  });

  test('a folder gets a file for each part', async () => {
    const { code, stderr } = await render('--to', 'john-doe-01', '--out', 'sent/');
    expect(code).toBe(0);
    expect(stderr).toContain('1 message written');
    expect((await readdir(path.join(folder, 'sent'))).sort()).toEqual([
      'john-doe-01.html',
      'john-doe-01.slack.txt',
      'john-doe-01.subject.txt',
    ]);
    expect(await readFile(path.join(folder, 'sent/john-doe-01.slack.txt'), 'utf8')).toBe(
      '*Order #\u206012349*\n*Order #\u206012348*',
    );
  });

  test('a folder gets the one part that is wanted', async () => {
    await render('--to', 'john-doe-01', '--out', 'sent/', '--part', 'html');
    expect(await readdir(path.join(folder, 'sent'))).toEqual(['john-doe-01.html']);
  });

  test('a file gets what would be printed', async () => {
    await render('--to', 'john-doe-01', '--out', 'shown.txt');
    const { stdout } = await render('--to', 'john-doe-01');
    expect(await readFile(path.join(folder, 'shown.txt'), 'utf8')).toBe(stdout);
  });

  test('--json has the parts', async () => {
    const { json } = await render('--to', 'john-doe-01', '--json');
    expect(json).toMatchObject({
      parts: ['subject', 'html', 'slack'],
      messages: [
        {
          to: 'john-doe-01',
          outcome: 'rendered',
          message: { subject: 'Hi John', channels: { slack: expect.any(String) } },
        },
      ],
    });
  });

  test('a gate at its top skips the receiver', async () => {
    await writeFile(path.join(folder, 'order.html'), message.replace('count=2', 'count=0'));
    const { code, stdout, stderr } = await render('--to', 'john-doe-01');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('no orders');
  });

  test('data is fetched once for all parts', async () => {
    const { json } = await render('--to', 'john-doe-01', '--json');
    expect(json.messages[0]?.stats).toMatchObject({ passes: 1, calls: 2 });
    const explained = await snippetry(['explain', 'order.html', '--no-config', '--json'], { cwd: folder });
    expect(JSON.parse(explained.stdout)).toMatchObject({
      parts: ['subject', 'html', 'slack'],
      counts: { callsPerBatch: 2 },
    });
  });

  test('explain says that it is one', async () => {
    const { stdout } = await snippetry(['explain', 'order.html', '--no-config', '--no-sql'], { cwd: folder });
    expect(stdout).toContain('order.html, a message: subject, html, slack\n');
    expect(stdout).toContain('reads orders[].name');
  });

  test('check tells what is wrong in each part', async () => {
    await writeFile(
      path.join(folder, 'order.html'),
      message.replace('{% block slack %}', '{% block slak %}'),
    );
    const { code, stderr } = await snippetry(['check', 'order.html', '--no-config'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('order.html:9:1: error: a message has no part "slak" [unknown-part]');
    expect(stderr).toContain('did you mean "slack"?');
  });
});

describe('wrong calls', () => {
  test('a message has no channel', async () => {
    const { code, stderr } = await render('--to', 'john-doe-01', '--channel', 'text');
    expect(code).toBe(2);
    expect(stderr).toContain('[channel-of-message]');
  });

  test('a part that there is none of', async () => {
    const { code, stderr } = await render('--to', 'john-doe-01', '--part', 'htm');
    expect(code).toBe(2);
    expect(stderr).toContain('the message has no part "htm" [no-such-part]');
    expect(stderr).toContain('did you mean "html"?');
  });

  test('a template that is no message has no parts', async () => {
    await writeFile(path.join(folder, 'order.html'), 'Hi');
    const { code, stderr } = await render('--part', 'html');
    expect(code).toBe(2);
    expect(stderr).toContain('the template is no message, and has no parts [no-such-part]');
  });
});
