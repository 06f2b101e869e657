import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository, snippetry, temporaryFolder } from './command.js';

const fence = (mark: string) => new RegExp(`<!-- ${mark} -->\\n\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``, 'g');

test('docs/import.md shows what its commands print', async () => {
  const page = await readFile(path.join(repository, 'docs/import.md'), 'utf8');
  const folder = await temporaryFolder();
  for (const [, name = '', text = ''] of page.matchAll(fence('file: (\\S+)'))) {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const printed: string[] = [];
  for (const [, block = ''] of page.matchAll(fence('run'))) {
    const [command = '', ...lines] = block.split('\n');
    printed.push(await outputOf(command.slice('$ '.length).split(' '), folder));
    expect(printed.at(-1), command).toBe(lines.join('\n'));
  }
  expect(printed).toHaveLength(3);
});

/** Standard output and, behind it, standard error, with paths as a person in the folder would see them. */
async function outputOf([program = '', ...argv]: readonly string[], folder: string): Promise<string> {
  if (program === 'snippetry') {
    const { stdout, stderr } = await snippetry(argv, { cwd: folder });
    return `${stdout}${stderr}`.replaceAll(`${folder}/`, '');
  }
  expect([program, argv[0]]).toEqual(['tail', '-1']);
  const text = await readFile(path.join(folder, argv[1] ?? ''), 'utf8');
  return `${text.trimEnd().split('\n').at(-1)}\n`.replaceAll(`${folder}/`, '');
}
