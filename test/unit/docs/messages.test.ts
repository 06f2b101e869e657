import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createJiti } from 'jiti';
import { beforeAll, expect, test, vi } from 'vitest';
import * as snippetryDoor from '../../../src/index.js';
import * as filesDoor from '../../../src/sources/files/files-source.js';
import { repository, snippetry, temporaryFolder, withoutClock } from '../../e2e/command.js';
import { codeBlocks } from '../../support/code-blocks.js';

const page = codeBlocks(path.join(repository, 'docs/messages.md'));
const now = ['--now', '2025-06-25T00:00:00Z', '--no-config'];

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await symlink(path.join(repository, 'examples'), path.join(folder, 'examples'));
  const names = ['order.html', 'hello.html', 'layout.html'];
  const templates = page.filter(({ language }) => language === 'django');
  expect(templates).toHaveLength(names.length);
  for (const [index, { text }] of templates.entries()) {
    await writeFile(path.join(folder, names[index] as string), text);
  }
});

const consoles = page
  .filter(({ language }) => language === 'console')
  .map(({ text }) => /^\$ snippetry ([^\n]*)\n(.*)$/s.exec(text) as RegExpExecArray)
  .map(([, command = '', answer = '']) => ({ command, answer }));

test.each(consoles)('snippetry $command', async ({ command, answer }) => {
  const ran = await snippetry([...command.split(' '), ...now], { cwd: folder });
  // A part that is printed alone ends as it ends.
  const said = `${ran.stdout}${withoutClock(ran.stderr)}`.replace(/\n+$/, '\n');
  expect(command.includes('--part') ? `${said}\n` : said).toBe(answer);
});

test('the program prints what the page says', async () => {
  const [program, prints] = page.filter(({ language }) => language === 'ts' || language === 'text');
  const file = path.join(folder, 'program.ts');
  await writeFile(file, program?.text ?? '');
  const printed: string[] = [];
  const { format } = await import('node:util');
  const log = vi.spyOn(console, 'log').mockImplementation((...said) => printed.push(format(...said)));
  const before = process.cwd();
  try {
    process.chdir(folder);
    const virtualModules = { snippetry: snippetryDoor, 'snippetry/sources/files': filesDoor };
    await createJiti(file, { fsCache: false, virtualModules }).import(file);
  } finally {
    process.chdir(before);
    log.mockRestore();
  }
  expect(`${printed.join('\n')}\n`).toBe(prints?.text);
});
