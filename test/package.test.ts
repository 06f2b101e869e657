import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { EmbeddedActionsParser } from 'chevrotain';
import { expect, test, vi } from 'vitest';
import { doors } from '../tsup.config.js';
import { sourceFiles } from './support/source-files.js';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const manifest: {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
} = JSON.parse(read('package.json'));

test('every public door is built and exported, and nothing else is', () => {
  const built = Object.keys(doors).map((name) => (name === 'index' ? '.' : `./${name}`));
  expect(Object.keys(manifest.exports).filter((name) => name !== './package.json')).toEqual(built);
  for (const name of built) {
    const base = `./dist/${name === '.' ? 'index' : name.slice(2)}`;
    expect(manifest.exports[name]).toEqual({
      import: { types: `${base}.d.ts`, default: `${base}.js` },
      require: { types: `${base}.d.cts`, default: `${base}.cjs` },
    });
  }
  expect(Object.values(doors).filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

test('what src imports is a dependency, a peer, or bundled', () => {
  const declared = new Set([
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.peerDependencies),
  ]);
  const names = sourceFiles().flatMap(({ imports }) =>
    imports.filter((one) => !one.relative).map(({ to }) => packageOf(to)),
  );
  const undeclared = new Set(names.filter((name) => !declared.has(name) && !builtinModules.includes(name)));
  expect([...undeclared].sort()).toEqual(['chevrotain', 'p-throttle']);
  const used = new Set(names);
  expect([...declared].filter((name) => !used.has(name.replace(/^@types\//, '')))).toEqual([]);
});

test('the lock file names no registry', () => {
  expect(read('package-lock.json')).not.toContain('"resolved": "http');
});

test('the README shows the two lines of set-up, and only scripts that there are', () => {
  const text = read('README.md');
  expect(text.split('\n').slice(0, 40)).toEqual(
    expect.arrayContaining(['npm ci && npm run demo', 'npm ci && npm test']),
  );
  const scripts = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
  expect(scripts.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
});

test('the README gives a reason for every dependency', () => {
  const rows = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const reasoned = new Set(
    rows
      .flatMap((row) => (row.split('|')[1] ?? '').replace(/\(.*\)/, '').split(','))
      .map((name) => name.trim()),
  );
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
  expect(names.filter((name) => !reasoned.has(name))).toEqual([]);
});

test('importing the engine does not build the parser; the first template does, once', async () => {
  const build = vi.spyOn(
    EmbeddedActionsParser.prototype as unknown as { performSelfAnalysis(): void },
    'performSelfAnalysis',
  );
  const { Engine } = await import('../src/index.js');
  const engine = new Engine();
  expect(build).not.toHaveBeenCalled();
  engine.compile('{{ a }}');
  engine.compile('{{ b }}');
  expect(build).toHaveBeenCalledTimes(1);
  build.mockRestore();
});

/** `csv-parse/sync` → `csv-parse`, `@scope/name/part` → `@scope/name`, `node:fs/promises` → `fs`. */
function packageOf(specifier: string): string {
  const parts = specifier.replace(/^node:/, '').split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}
