import type { Entity } from '../../data/model.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { reasonOf } from '../reason.js';
import { type Store, StoreError } from '../store.js';
import { type Begun, begin, Overtaken } from './begin.js';
import type { FileImport, Surroundings } from './file-import.js';
import type { InputFile } from './inputs.js';
import { largestGiven } from './numbering.js';
import { diagnoseAt } from './place.js';
import { sumOf } from './progress.js';
import { RejectsUnwritable } from './rejects.js';

export interface ImportOptions {
  /** ISO 8601: the `created_at` of rows that have none. */
  readonly now: string;
  /** The file that rows which cannot be stored are added to. */
  readonly rejects: string;
  /** Rows in a transaction: 5,000 by default. */
  readonly chunk?: number;
  /** Bytes that a row may have: 10,000,000 by default. */
  readonly longestRow?: number;
  /** Imports files that were imported before, too. */
  readonly again?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  /** `numbering` is the second reading of files whose rows have no id. */
  readonly phase: 'storing' | 'numbering';
  /** Of the file that is being read. */
  readonly file: string;
  /** Of all files. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

export interface Run {
  /** The files as far as they were begun. */
  readonly files: readonly FileImport[];
  readonly diagnostics: readonly Diagnostic[];
}

const defaults = { chunk: 5000, longestRow: 10_000_000, again: false } as const;

/**
 * Imports files one after the other. A fault of one file leaves the others to be read; a fault of the store
 * ends the import.
 *
 * @param into what diagnostics call the store
 */
export async function runImport(
  store: Store,
  inputs: readonly InputFile[],
  into: string,
  given: ImportOptions,
): Promise<Run> {
  const options = { ...defaults, ...given };
  const diagnostics: Diagnostic[] = [];
  let begun: Begun | undefined;
  try {
    begun = await begin(store, inputs, options);
    const { files, remarks } = begun;
    const numbers = new Map<Entity, Promise<number>>();
    for (const [index, file] of files.entries()) {
      const told = (phase: ImportProgress['phase']) => (bytes: number) =>
        options.onProgress?.(progressOf(files, index, phase, bytes));
      let fault: Diagnostic | undefined;
      try {
        fault = await importFile(file, {
          ...{ ...begun, store, chunkRows: options.chunk, longest: options.longestRow },
          progress: told('storing'),
          largestGiven: () => {
            const { entity } = file.input;
            const toCome = files.slice(index).filter(({ input }) => input.entity === entity);
            const largest =
              numbers.get(entity) ?? largestGiven(toCome, options.longestRow, told('numbering'));
            numbers.set(entity, largest);
            return largest;
          },
        });
      } finally {
        const remark = remarks.get(file);
        if (remark) diagnostics.push(file.rowsRead > 0 || fault ? remark : nothingNew(file, remark));
        diagnostics.push(...file.diagnostics, ...(fault ? [fault] : []));
      }
    }
  } catch (error) {
    diagnostics.push(faultOf(error, into));
  } finally {
    await begun?.rejects.close();
  }
  return { files: begun?.files ?? [], diagnostics };
}

/** A file that cannot be read, or not to its end, is a fault of its own. */
async function importFile(file: FileImport, around: Surroundings): Promise<Diagnostic | undefined> {
  try {
    const broken = await file.run(around);
    const help = 'what stands before it is stored: once it is mended, the same command goes on from here';
    return broken && { ...broken, help };
  } catch (error) {
    if (!isFileError(error)) throw error;
    const { name } = file.input;
    return diagnoseAt('file-unreadable', { file: name, reason: reasonOf(error) }, name, file.progress.place);
  }
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && (error.syscall === 'open' || error.syscall === 'read');

/** Of a file whose rows were all imported by an earlier import. */
function nothingNew({ input, progress }: FileImport, remark: Diagnostic): Diagnostic {
  const { created, updated, rejected } = progress.counts;
  if (created + updated + sumOf(rejected) > 0 || remark.code !== 'import-continued') return remark;
  return diagnoseAt('import-known', { rows: progress.rows }, input.name, progress.place);
}

function progressOf(
  files: readonly FileImport[],
  index: number,
  phase: ImportProgress['phase'],
  bytes: number,
): ImportProgress {
  const sizes = files.map(({ input }) => input.size);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    phase,
    file: files[index]?.input.name ?? '',
    bytes: sum(sizes.slice(0, index)) + bytes,
    totalBytes: sum(sizes),
    rows: sum(files.map(({ rowsRead }) => rowsRead)),
  };
}

/** @throws what is no fault of the store or of the rejects */
function faultOf(error: unknown, into: string): Diagnostic {
  const where = (file: string) => ({ source: new SourceText(file, ''), range: { start: 0, end: 0 } });
  if (error instanceof Overtaken) return diagnose('import-overtaken', { file: into }, where(into));
  if (error instanceof RejectsUnwritable) {
    const { file, message } = error;
    return diagnose('import-stopped', { reason: `${file} cannot be written: ${message}` }, where(file));
  }
  if (error instanceof StoreError) {
    return diagnose(
      'import-stopped',
      { reason: `${into} could not be written: ${error.reason}` },
      where(into),
    );
  }
  if (isFileError(error)) {
    return diagnose('import-stopped', { reason: reasonOf(error) }, where(into));
  }
  throw error;
}
