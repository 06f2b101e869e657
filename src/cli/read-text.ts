import { readFile } from 'node:fs/promises';
import { diagnose, type Where } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';
import { exit, Stop } from './exit.js';
import type { Io } from './io.js';
import { resolvePath } from './paths.js';
import { reasonOf } from './reason.js';

/**
 * A text file, or standard input for `-`.
 *
 * @param file as the person wrote it: diagnostics call it so
 * @throws {Stop} where it cannot be read or is no UTF-8
 */
export async function readText(file: string, io: Io): Promise<SourceText> {
  const name = file === '-' ? 'stdin' : file;
  return new SourceText(name, decode(await readBytes(file, name, io), name));
}

async function readBytes(file: string, name: string, io: Io): Promise<Uint8Array> {
  try {
    return file === '-' ? await io.readStdin() : await readFile(resolvePath(io, file));
  } catch (error) {
    throw new Stop(exit.failed, [
      diagnose('file-unreadable', { file: name, reason: reasonOf(error) }, nowhere(name)),
    ]);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const reason = 'it is not UTF-8 text';
    throw new Stop(exit.failed, [diagnose('file-unreadable', { file: name, reason }, nowhere(name))]);
  }
}

/** A place in a file whose text is not at hand. */
export const nowhere = (name: string): Where => ({
  source: new SourceText(name, ''),
  range: { start: 0, end: 0 },
});
