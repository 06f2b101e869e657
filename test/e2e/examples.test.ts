import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderings } from '../../examples/renderings.js';
import { exampleData, repository, snippetry, temporaryFolder, withoutClock } from './command.js';

let database: string;
beforeAll(async () => {
  database = path.join(await temporaryFolder(), 'crm.db');
  const { code } = await snippetry([
    'import',
    exampleData,
    '--into',
    database,
    '--now',
    '2025-06-25T00:00:00Z',
  ]);
  expect(code).toBe(0);
});

describe.each(renderings)('examples/$template $options', ({ template, options, expected }) => {
  test.each(['files', 'database'] as const)('prints examples/expected/%s', async (kind) => {
    const data = kind === 'files' ? exampleData : database;
    const ran = await snippetry([
      'render',
      `examples/${template}`,
      ...options,
      '--data',
      data,
      '--no-config',
    ]);
    expect(withoutClock(ran.stderr)).toBe('');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toBe(await readFile(path.join(repository, 'examples/expected', expected), 'utf8'));
  });
});

test('the seed template prints every line of its five oldest orders, filled in', async () => {
  const argv = ['examples/deals-as-orders.html', '--data', 'examples/data', '--to', 'john-doe-01'];
  const { stdout } = await snippetry(['render', ...argv, '--now', '2025-06-25T00:00:00Z', '--no-config']);
  const lines = stdout.split('\n').filter((line) => line !== '');
  expect(lines.filter((line) => line.startsWith('custom id: 12'))).toEqual([
    'custom id: 12341',
    'custom id: 12342',
    'custom id: 12343',
    'custom id: 12345',
    'custom id: 12346',
  ]);
  expect(lines.filter((line) => /^[a-z_ ]+: ?$/.test(line))).toEqual([]);
});

test('checking the examples finds nothing wrong', async () => {
  const ran = await snippetry(['check', 'examples/layouts', '--no-config']);
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  const all = [
    'deals-as-orders.html',
    'deals-as-orders.angle.html',
    'recent-deals.html',
    'order-confirmation.html',
    'order-update.txt',
  ];
  const checked = await snippetry(['check', ...all.map((name) => `examples/${name}`), '--no-config']);
  expect([checked.code, checked.stderr]).toEqual([0, '']);
  expect(checked.stdout).toBe('5 templates checked: nothing wrong\n');
});
