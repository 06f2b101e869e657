import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { CommandLine } from '../../../src/cli/command-line.js';
import { Stop } from '../../../src/cli/exit.js';
import type { Io } from '../../../src/cli/io.js';
import { messageFiles } from '../../../src/cli/message-files.js';

// Ids whose digests begin alike can be found on purpose, but not within a test.
vi.mock('../../../src/campaign/message-file-name.js', () => ({ messageFileName: () => 'one~0.html' }));

it('refuses two receivers whose messages would be one file, before it makes the folder', async () => {
  const out = path.join(tmpdir(), `snippetry-never-made-${process.pid}`);
  const line = new CommandLine(['render', 't.html', '--to', 'Ann', '--to', 'Bob', '--out', out]);
  const refused = await messageFiles(out, ['Ann', 'Bob'], '.html', line, { cwd: tmpdir() } as Io).catch(
    (error: unknown) => error,
  );
  if (!(refused instanceof Stop)) throw new Error('it was not refused');
  expect(refused.diagnostics).toMatchObject([
    { code: 'same-file-name', message: 'the messages to "Ann" and "Bob" would be one file' },
  ]);
  expect(refused.code).toBe(2);
  expect(existsSync(out)).toBe(false);
});
