import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository, snippetry, temporaryFolder } from '../../e2e/command.js';
import { codeBlocks } from '../../support/code-blocks.js';

const file = path.join(repository, 'examples/README.md');
const commands = codeBlocks(file).flatMap(({ text }) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.replace(/^npx snippetry /, '')),
);

describe('the command lines of the page', () => {
  test('are there', () => {
    expect(commands).toHaveLength(12);
  });

  test.each(commands)('snippetry %s', async (command) => {
    const cwd = command.includes('examples/') ? repository : path.join(repository, 'examples/messages');
    const out = await temporaryFolder();
    const argv = command.replace('../../out/messages/', `${out}/`).split(' ');
    const ran = await snippetry(argv, { cwd });
    expect([ran.code, ran.stderr.match(/^.*: (?:warning|error): .*$/gm)]).toEqual([0, null]);
    if (command.includes('--out')) expect(readdirSync(out)).toContain('emma-larsen.html');
    else expect(ran.stdout.trim()).not.toBe('');
  });
});

test('the page names every message', () => {
  const page = readFileSync(file, 'utf8');
  const messages = readdirSync(path.join(repository, 'examples/messages'), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
    .map(({ name }) => name);
  for (const name of messages) expect(page).toContain(`| [${name}](messages/${name}) |`);
});
