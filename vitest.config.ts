import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

const heavy = process.env.HEAVY === '1';

export default defineConfig({
  // The examples name the package as its users do.
  resolve: { alias: [{ find: /^snippetry$/, replacement: path.join(import.meta.dirname, 'src/index.ts') }] },
  test: {
    include: ['test/**/*.test.ts'],
    // Big random runs, packed tarballs, killed processes: `HEAVY=1` runs them too, as .ci/run does.
    exclude: [...configDefaults.exclude, ...(heavy ? [] : ['test/**/*.heavy.test.ts'])],
    // Vitest leaves one core free, which on two is half of them.
    maxWorkers: '100%',
    reporters: ['default', './test/support/reporter.ts'],
    testTimeout: heavy ? 300_000 : 20_000,
    hookTimeout: 120_000,
  },
});
