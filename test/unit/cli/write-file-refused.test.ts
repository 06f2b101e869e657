import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { writeWhole } from '../../../src/cli/write-file.js';

/** A folder that is read-only refuses root nothing, so the refusal is made. */
const refusal = vi.hoisted(() => ({ code: '' }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open = (...given: Parameters<typeof real.open>) =>
    refusal.code === ''
      ? real.open(...given)
      : Promise.reject(Object.assign(new Error('no'), { code: refusal.code }));
  return { ...real, default: { ...real, open }, open };
});

test.each([
  ['EACCES', 'permission denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
])('says why, and leaves nothing behind: %s', async (code, reason) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'snippetry-'));
  refusal.code = code;
  const stop = await writeWhole(path.join(folder, 'a.html'), 'x', 'a.html').catch((error: unknown) => error);
  refusal.code = '';
  expect(stop).toMatchObject({ message: `a.html cannot be written: ${reason}` });
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});
