import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { snippetry, temporaryFolder } from './command.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function file(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
}

const check = (...paths: string[]) => snippetry(['check', ...paths, '--no-config'], { cwd: folder });

test('folders are searched, hidden ones and node_modules left out', async () => {
  await file('mail/a.html', '{{ a|uper }}');
  await file('mail/chat/b.txt', '{{ b|lowr }}');
  await file('mail/c.css', '{{ c|uper }}');
  await file('mail/.git/d.html', '{{ d|uper }}');
  await file('mail/node_modules/e.html', '{{ e|uper }}');
  const { code, stdout, stderr } = await check('mail');
  expect(stderr.match(/^\S+: error/gm)).toEqual(['mail/a.html:1:6: error', 'mail/chat/b.txt:1:6: error']);
  expect(stdout).toBe('2 templates checked: 2 errors, 0 warnings\n');
  expect(code).toBe(1);
});

test('a file that is named itself may be called anything, and is checked once', async () => {
  await file('order', '{{ a|uper }}');
  const { stdout } = await check('order', 'order');
  expect(stdout).toBe('1 template checked: 1 error, 0 warnings\n');
});

test('includes are looked for from the folder on, and what several include is told once', async () => {
  await file('mail/a/one.html', '{% include "parts/line.html" %}');
  await file('mail/a/two.html', '{% include "parts/line.html" %}{% include "parts/lin.html" %}');
  await file('mail/parts/line.html', '{{ x|uper }}');
  const { stderr, stdout } = await check('mail');
  expect(stderr.match(/^\S+: error.*$/gm)).toEqual([
    'mail/a/two.html:1:43: error: there is no template "parts/lin.html" [unknown-template]',
    'mail/parts/line.html:1:6: error: there is no filter "uper" [unknown-filter]',
  ]);
  expect(stderr).toContain('did you mean "parts/line.html"?');
  expect(stdout).toBe('3 templates checked: 2 errors, 0 warnings\n');
});

test('warnings are no failure', async () => {
  await file('a.html', 'a {{ b');
  const { code, stdout, stderr } = await check('a.html');
  expect(stderr).toContain('a.html:1:3: warning: this {{ is never closed, so it is printed as text');
  expect([code, stdout]).toEqual([0, '1 template checked: 0 errors, 1 warning\n']);
});

test('what cannot be read spoils no other', async () => {
  await file('a.html', '{{ a|uper }}');
  await mkdir(path.join(folder, 'empty'));
  const { code, stderr } = await check('none.html', 'a.html', 'empty');
  expect(stderr).toContain('none.html cannot be read: there is no such file or folder [file-unreadable]');
  expect(stderr).toContain('[unknown-filter]');
  expect(stderr).toContain('empty has no templates [no-template-files]');
  expect(code).toBe(1);
});

test('standard input', async () => {
  const { stderr } = await snippetry(['check', '-', '--no-config'], { cwd: folder, stdin: '{{ a|uper }}' });
  expect(stderr).toContain('stdin:1:6: error');
});

test('wrong calls', async () => {
  expect(await check()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('PATHS is missing [missing-operand]'),
  });
  const several = await snippetry(['render', 'a', 'b']);
  expect(several).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"b" is too much [surplus-operand]'),
  });
  const none = await snippetry([]);
  expect(none).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('a command is missing [missing-command]'),
  });
  const open = await snippetry(['render', 'a', '--to']);
  expect(open).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--to needs a value [option-needs-value]'),
  });
});
