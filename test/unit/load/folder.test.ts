import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderLoader } from '../../../src/load/folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'snippetry-'));
  await mkdir(path.join(folder, 'templates/mail'), { recursive: true });
  await writeFile(path.join(folder, 'templates/mail/a.txt'), 'A');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (name: string) => folderLoader(path.join(folder, 'templates')).read(name);

test('reads a template by its path', () => {
  expect(read('mail/a.txt')).toBe('A');
});

test('a template has one name', () => {
  for (const name of ['mail//a.txt', './mail/a.txt', 'mail/./a.txt', 'mail/a.txt/', 'mail/../mail/a.txt'])
    expect([name, read(name)]).toEqual([name, undefined]);
});

test('nothing outside the folder is read', async () => {
  await symlink('../secret.txt', path.join(folder, 'templates/link.txt'));
  await symlink('..', path.join(folder, 'templates/up'));
  const absolute = path.join(folder, 'secret.txt');
  for (const name of [
    '../secret.txt',
    absolute,
    'link.txt',
    'up/secret.txt',
    'mail',
    '',
    'mail\\a.txt',
    'a\0',
  ])
    expect([name, read(name)]).toEqual([name, undefined]);
});
