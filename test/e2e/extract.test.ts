import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { po } from 'gettext-parser';
import { beforeEach, describe, expect, test } from 'vitest';
import { snippetry, temporaryFolder } from './command.js';

let folder: string;
const write = async (name: string, text: string) => {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
};
const run = (...argv: string[]) => snippetry(argv, { cwd: folder });

beforeEach(async () => {
  folder = await temporaryFolder();
  await write('mail/b.html', '\n{% translate "Thank you" %}<%= _("Bye") %>');
  await write(
    'mail/a/order.html',
    '{# Translators: a greeting #}\n{% translate "Thank you" %}\n' +
      '{% blocktranslate count n=n %}One item{% plural %}{{ n }} items{% endblocktranslate %}',
  );
});

describe('extract', () => {
  test('writes the messages of a folder, with their places', async () => {
    const ran = await run('extract', 'mail', '--out', 'all.pot', '--no-config');
    expect(ran).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '3 messages in 2 templates written to all.pot\n',
    });
    const { translations } = po.parse(await readFile(path.join(folder, 'all.pot')));
    expect(translations['']?.['Thank you']?.comments).toEqual({
      reference: 'mail/a/order.html:2\nmail/b.html:2',
      extracted: 'Translators: a greeting',
    });
    expect(translations['']?.['One item']).toMatchObject({
      msgid_plural: '%(n)s items',
      comments: { reference: 'mail/a/order.html:3', flag: 'python-format' },
    });
    expect(translations['']?.Bye?.comments?.reference).toBe('mail/b.html:2');
  });

  test('prints them without --out, and as JSON', async () => {
    const ran = await run('extract', 'mail/b.html', '--no-config');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('#: mail/b.html:2\nmsgid "Bye"\nmsgstr ""\n');
    const { json } = await run('extract', 'mail/b.html', '--json', '--no-config');
    expect(json.messages).toEqual([
      { id: 'Thank you', file: 'mail/b.html', line: 2, notes: [] },
      { id: 'Bye', file: 'mail/b.html', line: 2, notes: [] },
    ]);
  });

  test('tells what could not be read, which may have hidden a message', async () => {
    await write('mail/c.html', '{% translate "Yes" %}{% translate "No %}');
    const ran = await run('extract', 'mail/c.html', '--no-config');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('msgid "Yes"');
    expect(ran.stderr).toContain('mail/c.html:1');
  });

  test('a folder that is not there', async () => {
    const ran = await run('extract', 'nowhere', '--no-config');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('nowhere cannot be read');
  });
});

describe('the catalogues of a configuration', () => {
  beforeEach(() => write('locale/pl/LC_MESSAGES/django.po', 'msgid "Thank you"\nmsgstr "Dziękuję"\n'));

  test('are a folder', async () => {
    await write('snippetry.config.mjs', "export default { catalogues: './locale', locale: 'pl' };");
    const ran = await run('render', 'mail/b.html');
    expect(ran).toMatchObject({ code: 0, stdout: '\nDziękujęBye', stderr: '' });
  });

  test('or messages by language', async () => {
    await write('snippetry.config.mjs', "export default { catalogues: { pl: { Bye: 'Pa' } } };");
    expect((await run('render', 'mail/b.html', '--locale', 'pl')).stdout).toBe('\nThank youPa');
  });

  test('that cannot be read stop the command, with the file', async () => {
    await write('snippetry.config.mjs', "export default { catalogues: './locale' };");
    await write('locale/de.json', '[]');
    const ran = await run('render', 'mail/b.html');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('de.json is no catalogue');
  });
});
