import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { Io } from './io.js';
import { resolvePath } from './paths.js';
import { nowhere } from './read-text.js';
import { reasonOf } from './reason.js';

/** What a template's file ends in; a file that is named itself may end in anything. */
export const templateExtensions: readonly string[] = ['.html', '.htm', '.txt', '.md', '.mjml', '.xml'];

export interface TemplateFile {
  /** As a person would write it. */
  readonly file: string;
  /** Where its includes are looked for, unless the configuration says otherwise. */
  readonly root: string;
}

/**
 * The templates that paths name: files themselves, and those of folders, with the folders in them. Hidden
 * ones and node_modules are left out, links to folders are not followed.
 *
 * @param report told of paths that cannot be read, and of folders without a template
 */
export async function findTemplates(
  paths: readonly string[],
  io: Io,
  report: (diagnostic: Diagnostic) => void,
): Promise<readonly TemplateFile[]> {
  const found = new Map<string, TemplateFile>();
  for (const given of paths) {
    const files = await at(given, io, report);
    for (const one of files) if (!found.has(one.file)) found.set(one.file, one);
  }
  return [...found.values()];
}

async function at(
  given: string,
  io: Io,
  report: (diagnostic: Diagnostic) => void,
): Promise<readonly TemplateFile[]> {
  if (given === '-') return [{ file: given, root: '.' }];
  try {
    const isFolder = (await stat(resolvePath(io, given))).isDirectory();
    if (!isFolder) return [{ file: given, root: path.dirname(given) }];
    const files = await inFolder(given, io);
    if (files.length === 0) {
      const params = { folder: given, extensions: templateExtensions };
      report(diagnose('no-template-files', params, nowhere(given)));
    }
    return files.map((file) => ({ file, root: given }));
  } catch (error) {
    report(diagnose('file-unreadable', { file: given, reason: reasonOf(error) }, nowhere(given)));
    return [];
  }
}

async function inFolder(folder: string, io: Io): Promise<string[]> {
  const entries = await readdir(resolvePath(io, folder), { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await inFolder(file, io)));
    else if (templateExtensions.includes(path.extname(entry.name).toLowerCase())) files.push(file);
  }
  return files;
}
