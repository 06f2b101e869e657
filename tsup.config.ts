import { defineConfig, type Options } from 'tsup';

/** The public doors. `exports` in package.json names the same files; test/package.heavy.test.ts tries each. */
export const doors = {
  index: 'src/index.ts',
  syntax: 'src/syntax/index.ts',
  channels: 'src/channels/index.ts',
  'sources/memory': 'src/sources/memory.ts',
  'sources/files': 'src/sources/files/files-source.ts',
  'sources/sqlite': 'src/sources/sql/sqlite.ts',
  'sources/postgres': 'src/sources/sql/postgres.ts',
  'sources/import': 'src/sources/import.ts',
  'sources/usercom': 'src/sources/usercom/usercom.ts',
  'sources/countertop': 'src/sources/countertop/countertop.ts',
  campaign: 'src/campaign/index.ts',
  testing: 'src/testing/index.ts',
  crm: 'src/crm/index.ts',
  server: 'src/server/index.ts',
};

const shared: Options = {
  platform: 'node',
  target: 'node20',
  // Bundled (see THIRD_PARTY_NOTICES.md): of chevrotain the parts that nobody calls would cost loading time, and
  // p-throttle is an ES module, which `require` does not take before Node 20.19.
  noExternal: ['chevrotain', 'p-throttle'],
  treeshake: false,
  // Doors share classes: a record of one is a record in the other.
  splitting: true,
  minify: false,
};

export default defineConfig([
  { ...shared, entry: { ...doors, cli: 'src/cli/main.ts' }, format: 'esm', clean: true },
  { ...shared, entry: doors, format: 'cjs' },
  { ...shared, entry: doors, format: ['esm', 'cjs'], dts: { only: true } },
]);
