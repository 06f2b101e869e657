import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { entities } from '../../data/entities.js';
import type { Entity } from '../../data/model.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { dataFileNames, type Format, isDataFile, kindOfFile, unknownDataFile } from '../files/file-names.js';
import { reasonOf } from '../reason.js';

export interface InputFile {
  /** As it is opened. */
  readonly path: string;
  /** As the caller called it, for diagnostics. */
  readonly name: string;
  readonly entity: Entity;
  readonly format: Format;
  /** Bytes. */
  readonly size: number;
}

export interface Inputs {
  /** What is named by others comes first; files of a kind stand in the order of their names. */
  readonly files: readonly InputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The data files that paths name: files themselves, and those in folders. */
export async function findInputs(paths: readonly string[]): Promise<Inputs> {
  const files = new Map<string, InputFile>();
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const where = { source: new SourceText(path, ''), range: { start: 0, end: 0 } };
    try {
      const found = await stat(path);
      const inside = found.isDirectory()
        ? (await readdir(path)).sort().map((name) => join(path, name))
        : [path];
      const named = inside.filter((file) => !found.isDirectory() || isDataFile(file));
      if (named.length === 0) {
        diagnostics.push(diagnose('no-data-files', { folder: path, known: dataFileNames }, where));
      }
      for (const name of named) {
        const kind = kindOfFile(name);
        const file = await stat(name);
        if (!kind) {
          diagnostics.push({ ...unknownDataFile(name), ...(!found.isDirectory() && { severity: 'error' }) });
        } else if (!file.isFile()) {
          // Reading goes back and forth, which a pipe cannot.
          diagnostics.push(diagnose('file-unreadable', { file: name, reason: 'it is no file' }, where));
        } else files.set(resolve(name), { path: name, name, ...kind, size: file.size });
      }
    } catch (error) {
      diagnostics.push(diagnose('file-unreadable', { file: path, reason: reasonOf(error) }, where));
    }
  }
  const all = [...files.values()];
  return { files: entities.flatMap((entity) => all.filter((file) => file.entity === entity)), diagnostics };
}
