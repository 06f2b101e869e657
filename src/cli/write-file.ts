import { randomBytes } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { diagnose } from '../diagnostics/diagnostic.js';
import { exit, Stop } from './exit.js';
import { nowhere } from './read-text.js';
import { reasonOf } from './reason.js';

/**
 * Writes a file whole or not at all: beside its place first, then moved there. Only its owner can read it,
 * for a message is personal data.
 *
 * @param shown what diagnostics call it
 * @throws {Stop} where it cannot be written; the file that was there before is untouched then
 */
export async function writeWhole(file: string, text: string, shown: string): Promise<void> {
  // Renaming over a link would replace the link, which may be /dev/stdout, and leave its file as it was.
  const target = await realpath(file).catch(() => file);
  const draft = path.join(path.dirname(target), `.${randomBytes(9).toString('hex')}.tmp`);
  try {
    // Renaming over a folder would fail late on some systems, and over a device it would replace it.
    const there = await stat(target).catch(() => undefined);
    if (there !== undefined && !there.isFile())
      throw new Error(there.isDirectory() ? 'it is a folder' : 'it is no file');
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw unwritable(shown, error);
  }
}

/** @throws {Stop} where the folder is neither there nor can be made */
export async function makeFolder(folder: string, shown: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(shown, error);
  }
}

function unwritable(file: string, error: unknown): Stop {
  return new Stop(exit.failed, [
    diagnose('file-unwritable', { file, reason: reasonOf(error) }, nowhere(file)),
  ]);
}
