import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';

export const now = '2025-06-25T00:00:00Z';

/** A new folder with these files in it. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** Each diagnostic as `code file:line:column`, the file's name without its folder. */
export const places = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, source, range }) => {
    const { line, column } = source.position(range.start);
    return `${code} ${source.name.split('/').pop()}:${line}:${column}`;
  });
