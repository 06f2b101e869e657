import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the example of docs/writing-a-source.md passes under node:test', () => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const args = ['--import', 'tsx', '--test', '--test-reporter', 'tap', 'docs/examples/ledger.test.ts'];
  const output = execFileSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  expect(output).toMatch(/ok \d+ - finds records by every key/);
  expect(output).toMatch(/# fail 0\n/);
});
