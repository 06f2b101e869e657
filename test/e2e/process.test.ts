import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { skipUnless } from '../support/requires.js';
import { repository, withoutClock } from './command.js';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program in a process of its own, from the sources. */
function snippetry(
  argv: readonly string[],
  options: { stdin?: string; env?: NodeJS.ProcessEnv; close?: boolean; stdout?: number } = {},
) {
  const tsx = path.join(repository, 'node_modules/tsx/dist/cli.mjs');
  const child = spawn(process.execPath, [tsx, path.join(repository, 'src/cli/main.ts'), ...argv], {
    cwd: repository,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    stdio: ['pipe', options.stdout ?? 'pipe', 'pipe'],
  });
  return new Promise<Ended>((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      if (options.close) child.stdout?.destroy();
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin?.end(options.stdin ?? '');
  });
}

test('renders from standard input and ends by itself', { timeout: 30_000 }, async () => {
  const argv = [
    'render',
    '-',
    '--no-config',
    '--data',
    'examples/data',
    '--to',
    'john-doe-01',
    '--channel',
    'text',
  ];
  const ended = await snippetry(argv, { stdin: 'Hi {{ receiver.first_name }} & co\n' });
  expect([ended.code, ended.stdout, withoutClock(ended.stderr)]).toEqual([0, 'Hi John & co\n', '']);
});

test('a failure is an exit code, without a stack; colours only where they are forced', {
  timeout: 30_000,
}, async () => {
  const argv = ['render', '-', '--no-config'];
  const [plain, coloured] = await Promise.all([
    snippetry(argv, { stdin: '{{ a|uper }}' }),
    snippetry(argv, { stdin: '{{ a|uper }}', env: { FORCE_COLOR: '1' } }),
  ]);
  expect(plain.code).toBe(1);
  expect(plain.stderr).toContain('stdin:1:6: error: there is no filter "uper" [unknown-filter]');
  expect(plain.stderr).not.toContain('\x1b');
  expect(plain.stderr).not.toMatch(/^\s+at /m);
  expect(coloured.stderr).toContain('\x1b[31merror\x1b[0m');
});

test('a reader that leaves early is no error', { timeout: 30_000 }, async () => {
  const stdin = 'line\n'.repeat(200_000);
  const ended = await snippetry(['render', '-', '--no-config', '--channel', 'text'], { stdin, close: true });
  expect(ended.stderr).toBe('');
  expect(ended.code).toBe(0);
});

skipUnless(existsSync('/dev/full'), 'this system has no /dev/full')('a full disk', () => {
  test('is told without a stack', { timeout: 30_000 }, async () => {
    const stdout = openSync('/dev/full', 'w');
    const argv = ['render', '-', '--no-config', '--channel', 'text'];
    const ended = await snippetry(argv, { stdin: 'x', stdout });
    closeSync(stdout);
    expect(ended.stderr).toContain('standard output cannot be written: the disk is full [file-unwritable]');
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.code).toBe(1);
  });
});

test('a wrong call ends with 2, --version and --help with 0', { timeout: 30_000 }, async () => {
  const [wrong, version, help] = await Promise.all([
    snippetry(['rendr']),
    snippetry(['--version']),
    snippetry(['render', '--help']),
  ]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('did you mean render?');
  expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('Examples:');
});
