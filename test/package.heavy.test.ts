import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { doors } from '../tsup.config.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest: { readonly version: string; readonly bin: { readonly snippetry: string } } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const specifiers = Object.keys(doors).map((name) => (name === 'index' ? 'snippetry' : `snippetry/${name}`));
const [npm, npx] =
  process.platform === 'win32' ? (['npm.cmd', 'npx.cmd'] as const) : (['npm', 'npx'] as const);

/** An empty project that has installed the packed package, as a user would. */
const project = mkdtempSync(join(tmpdir(), 'snippetry-package-'));
let packed: readonly string[] = [];

beforeAll(() => {
  if (!existsSync(join(root, 'dist/index.js'))) run(npm, ['run', 'build'], root);
  const [tarball]: { filename: string; files: { path: string }[] }[] = JSON.parse(
    run(npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', project], root),
  );
  if (!tarball) throw new Error('npm packed nothing');
  packed = tarball.files.map((file) => file.path);
  writeFileSync(join(project, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  run(npm, [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `./${tarball.filename}`,
    '@types/node@20',
  ]);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test('the package holds what it is made of, and nothing of how it is made', () => {
  expect(packed).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'THIRD_PARTY_NOTICES.md', 'dist/cli.js']),
  );
  const belongs =
    /^(?:dist\/|grammar\/|(?:LICENSE|package\.json|(?:README|CHANGELOG|THIRD_PARTY_NOTICES)\.md)$)/;
  expect(packed.filter((path) => !belongs.test(path))).toEqual([]);
});

test('every door opens by import', () => {
  const script = `for (const name of ${JSON.stringify(specifiers)}) console.log(Object.keys(await import(name)).length > 0);`;
  expect(run(process.execPath, ['--input-type=module', '-e', script])).toBe(
    'true\n'.repeat(specifiers.length),
  );
});

test('every door opens by require', () => {
  const script = `for (const name of ${JSON.stringify(specifiers)}) console.log(Object.keys(require(name)).length > 0);`;
  expect(run(process.execPath, ['--input-type=commonjs', '-e', script])).toBe(
    'true\n'.repeat(specifiers.length),
  );
});

const useIt = `
  const source = memorySource({ contacts: [{ id: 1, custom_id: 'ann' }], deals: [{ id: 2, user_id: 1, name: 'Tea & milk' }] });
  const template = new Engine({ source }).compile('{% deals count=1 as list %}{{ list.0.name }}');
  template.render({ receiver: 'ann', now: '2025-06-25T00:00:00Z' }).then((result) => console.log(result.text));
`;

test('a message is rendered from an ES module', () => {
  const imports =
    "import { Engine } from 'snippetry'; import { memorySource } from 'snippetry/sources/memory';";
  expect(run(process.execPath, ['--input-type=module', '-e', imports + useIt])).toBe('Tea &amp; milk\n');
});

test('a message is rendered from CommonJS', () => {
  const requires =
    "const { Engine } = require('snippetry'); const { memorySource } = require('snippetry/sources/memory');";
  expect(run(process.execPath, ['--input-type=commonjs', '-e', requires + useIt])).toBe('Tea &amp; milk\n');
});

test.each(['mts', 'cts'])('the types are found by a strict .%s file under nodenext', (ending) => {
  const file = `use.${ending}`;
  writeFileSync(
    join(project, file),
    `import { Engine, type Outcome } from 'snippetry';
import { memorySource } from 'snippetry/sources/memory';
import { filesSource } from 'snippetry/sources/files';
import { sqliteSource } from 'snippetry/sources/sqlite';
import { describeSource } from 'snippetry/testing';
import { parse } from 'snippetry/syntax';
import { defineChannel } from 'snippetry/channels';

const engine = new Engine({ source: memorySource({ contacts: [{ id: 1 }] }) });
const outcome: Promise<Outcome> = engine.compile('x').render({ receiver: '1' });
export const used = [outcome, filesSource, sqliteSource, describeSource, parse, defineChannel];
// @ts-expect-error there is no such option
export const wrong = new Engine({ sauce: 1 });
`,
  );
  const options = ['--strict', '--noEmit', '--target', 'es2022', '--module', 'nodenext', '--types', 'node'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  expect(run(process.execPath, [tsc, ...options, file])).toBe('');
});

test('npx runs the command', () => {
  expect(run(npx, ['--no-install', 'snippetry', '--version']).trim()).toBe(manifest.version);
});

/** Standard output; where the program fails, what it said is in the error. */
function run(program: string, args: readonly string[], cwd = project): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}
