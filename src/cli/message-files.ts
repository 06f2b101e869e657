import { stat } from 'node:fs/promises';
import path from 'node:path';
import { messageFileName } from '../campaign/index.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { CommandLine } from './command-line.js';
import { exit, Stop } from './exit.js';
import type { Io } from './io.js';
import { resolvePath } from './paths.js';
import { makeFolder, writeWhole } from './write-file.js';

/** Where messages go: one file, or a folder with a file for each. */
export interface MessageFiles {
  /** Whether there is a file for each. */
  readonly folder: boolean;
  /**
   * Writes a message and tells its path, as a person would write it.
   *
   * @param ending in place of the extension, in a folder: a message has several parts
   */
  write(id: string, text: string, ending?: string): Promise<string>;
}

/**
 * What `--out` means: a folder where there is one, where it ends in a slash, and for several receivers; else
 * a file.
 *
 * @param ids whom the messages are to
 * @param extension with its dot, for the files of a folder
 */
export async function messageFiles(
  out: string,
  ids: readonly string[],
  extension: string,
  line: CommandLine,
  io: Io,
): Promise<MessageFiles> {
  const target = resolvePath(io, out);
  const there = await stat(target).catch(() => undefined);
  const asFolder = ids.length > 1 || /[\\/]$/.test(out) || there?.isDirectory() === true;
  if (!asFolder) {
    return {
      folder: false,
      async write(_, text) {
        await writeWhole(target, text, out);
        return out;
      },
    };
  }
  if (there?.isFile())
    throw new Stop(exit.usage, [diagnose('output-is-file', { file: out }, line.at(out, '--out'))]);
  const clash = sameName(ids, extension, line);
  if (clash !== undefined) throw new Stop(exit.usage, [clash]);
  await makeFolder(target, out);
  return {
    folder: true,
    async write(id, text, ending = extension) {
      const name = messageFileName(id, ending);
      const shown = path.join(out, name);
      await writeWhole(path.join(target, name), text, shown);
      return shown;
    },
  };
}

/** Two ids with one digest: not to be met by chance, but a message must never replace another's. */
function sameName(ids: readonly string[], extension: string, line: CommandLine): Diagnostic | undefined {
  const byName = new Map<string, string>();
  for (const id of ids) {
    const name = messageFileName(id, extension);
    const first = byName.get(name);
    if (first !== undefined) return diagnose('same-file-name', { first, second: id }, line.at(id, '--to'));
    byName.set(name, id);
  }
  return undefined;
}
