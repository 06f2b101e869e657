import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stop } from '../../../src/cli/exit.js';
import { writeWhole } from '../../../src/cli/write-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'snippetry-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writes a file that only its owner reads', async () => {
  const file = path.join(folder, 'a.html');
  await writeWhole(file, 'Grüße', 'a.html');
  expect(await readFile(file, 'utf8')).toBe('Grüße');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('replaces a file, and its permissions with it', async () => {
  const file = path.join(folder, 'a.html');
  await writeFile(file, 'old');
  await chmod(file, 0o644);
  await writeWhole(file, 'new', 'a.html');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('writes the file that a link names, and leaves the link', async () => {
  const [file, link] = [path.join(folder, 'a.html'), path.join(folder, 'link')];
  await writeFile(file, 'old');
  await symlink('a.html', link);
  await writeWhole(link, 'new', 'link');
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect(await readFile(file, 'utf8')).toBe('new');
});

test('leaves nothing behind where it cannot write', async () => {
  const file = path.join(folder, 'a');
  await mkdir(file);
  const stop = await writeWhole(file, 'x', 'a').catch((error: unknown) => error);
  expect(stop).toBeInstanceOf(Stop);
  expect(stop).toMatchObject({ message: 'a cannot be written: it is a folder' });
  expect(await readdir(folder)).toEqual(['a']);
});

test('says why: the folder is not there', async () => {
  const stop = await writeWhole(path.join(folder, 'no/such/a'), 'x', 'no/such/a').catch(
    (error: unknown) => error,
  );
  expect(stop).toMatchObject({ message: 'no/such/a cannot be written: there is no such file or folder' });
});
