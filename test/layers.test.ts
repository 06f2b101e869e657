import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { type Import, type SourceFile, sourceFiles } from './support/source-files.js';

/** A folder imports only from itself and from those before it. */
const layers = [
  'diagnostics',
  'values',
  'data',
  'syntax',
  'language',
  'channels',
  'analyse',
  'compile',
  'render',
  'engine',
  'load',
  'sources',
  'testing',
  'campaign',
  'crm',
  'server',
  'cli',
  'preview',
] as const;
type Layer = (typeof layers)[number];

/** Files beside the folders: the engine's, and those of the main door, which may use all that it exports. */
const engineFiles = new Set([
  'engine.ts',
  'engine-options.ts',
  'checks.ts',
  'programs.ts',
  'renderer.ts',
  'template.ts',
  'settings.ts',
  'message.ts',
  'message-template.ts',
]);
const mainDoor = new Set(['index.ts', 'config.ts']);
/** The public doors that export what lies behind them: `exports` in package.json. */
const doors = new Set([
  ...mainDoor,
  'syntax/index.ts',
  'channels/index.ts',
  'sources/memory.ts',
  'sources/files/files-source.ts',
  'sources/sql/sqlite.ts',
  'sources/sql/postgres.ts',
  'sources/usercom/usercom.ts',
  'sources/countertop/countertop.ts',
  'sources/open.ts',
  'sources/import.ts',
  'campaign/index.ts',
  'crm/index.ts',
  'server/index.ts',
  'testing/index.ts',
  '../package.json',
]);
/** What runs in front of the doors. */
const programs: readonly Layer[] = ['cli', 'server', 'preview'];
/** What a data source may know: the contract, and what it is made of. */
const sourcesKnow: readonly Layer[] = ['diagnostics', 'values', 'data', 'sources'];

const manifest = '../package.json';
const files = sourceFiles();
/** The version stands in package.json alone. */
const known = new Set([...files.map((file) => file.path), manifest]);

describe('the layers of DESIGN.md', () => {
  test('every file stands in a layer', () => {
    const lost = files.filter(({ path }) => !mainDoor.has(path) && layerOf(path) === undefined);
    expect(lost.map((file) => file.path)).toEqual([]);
  });

  test('a folder imports only from folders before it', () => {
    expect(
      offences((file, { to, relative }) => relative && to !== manifest && !mayImport(file.path, to)),
    ).toEqual([]);
  });

  test('every relative import names a file', () => {
    expect(offences((_, { to, relative }) => relative && !known.has(to))).toEqual([]);
  });

  test('a data source knows nothing of templates', () => {
    const strange = (to: string) => !sourcesKnow.some((layer) => layer === layerOf(to));
    expect(
      offences(({ path }, { to, relative }) => layerOf(path) === 'sources' && relative && strange(to)),
    ).toEqual([]);
  });

  test('command line, server and preview use the public doors', () => {
    const program = (path: string) => programs.some((layer) => layer === layerOf(path));
    const past = (path: string, to: string) =>
      !doors.has(to) && layerOf(to) !== 'diagnostics' && layerOf(to) !== layerOf(path);
    expect(offences(({ path }, { to, relative }) => relative && program(path) && past(path, to))).toEqual([]);
  });

  test('Chevrotain is known in syntax alone', () => {
    expect(offences(({ path }, { to }) => /^@?chevrotain\b/.test(to) && layerOf(path) !== 'syntax')).toEqual(
      [],
    );
  });

  test('no module of Node is used before load', () => {
    const early = (path: string) => order(layerOf(path)) < order('load');
    expect(offences(({ path }, { to }) => to.startsWith('node:') && early(path))).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    expect(cycles()).toEqual([]);
  });
});

describe('the habits of DESIGN.md', () => {
  test('no file is longer than 300 lines', () => {
    expect(files.filter((file) => file.lines > 300).map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });

  test('file names are kebab-case', () => {
    const kebab = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/;
    expect(files.map((file) => file.path).filter((path) => !kebab.test(path))).toEqual([]);
  });

  test('no default exports, no enums, no interfaces that begin with I', () => {
    const found: string[] = [];
    for (const { path, tree } of files) {
      const visit = (node: ts.Node): void => {
        const fault = faultOf(node);
        if (fault)
          found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${fault}`);
        ts.forEachChild(node, visit);
      };
      visit(tree);
    }
    expect(found).toEqual([]);
  });
});

function layerOf(path: string): Layer | undefined {
  const folder = engineFiles.has(path) ? 'engine' : path.split('/')[0];
  return layers.find((layer) => layer === folder);
}

/** The main door stands on everything but the programs in front of it. */
const order = (layer: Layer | undefined): number =>
  layer === undefined ? layers.indexOf('server') - 0.5 : layers.indexOf(layer);

function mayImport(from: string, to: string): boolean {
  return order(layerOf(to)) <= order(layerOf(from));
}

function offences(isOffence: (file: SourceFile, one: Import) => boolean): readonly string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((one) => isOffence(file, one))
      .map(({ to, line }) => `${file.path}:${line} imports ${to}`),
  );
}

/** Each ring of imports that are left when compiled, from its first file back to it. */
function cycles(): readonly string[] {
  const next = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((one) => one.relative && !one.typeOnly).map(({ to }) => to),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const to of next.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}

function faultOf(node: ts.Node): string | undefined {
  if (ts.isEnumDeclaration(node)) return 'is an enum';
  if (ts.isExportAssignment(node)) return 'is a default export';
  if (ts.isExportSpecifier(node) && node.name.text === 'default') return 'is a default export';
  if (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  ) {
    return 'is a default export';
  }
  if (ts.isInterfaceDeclaration(node) && /^I[A-Z]/.test(node.name.text)) return 'has the prefix I';
  return undefined;
}
