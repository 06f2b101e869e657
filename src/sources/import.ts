import { resolve } from 'node:path';
import { models } from '../data/entities.js';
import { type Diagnostic, diagnose, isError } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';
import { findInputs } from './import/inputs.js';
import { sumOf } from './import/progress.js';
import { type ImportOptions as AllOptions, type Run, runImport } from './import/run.js';
import { openStore } from './open.js';

export type { ImportProgress } from './import/run.js';

/** As `runImport` takes them; rows that cannot be stored go to `defaultRejects(into)` where nothing is said. */
export type ImportOptions = Omit<AllOptions, 'rejects'> & { readonly rejects?: string };

/** Rows written, by the names of their files: `deals`. */
export type Counts = Readonly<Record<string, number>>;

export interface Imported {
  /** Records written: `created` and `updated` together. */
  readonly counts: Counts;
  readonly created: Counts;
  readonly updated: Counts;
  /** Rows that could not be stored, by the code of the diagnostic that says why. */
  readonly rejected: Counts;
  /** The file that they are in, where there are any. */
  readonly rejects?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Imports data files into a store, chunk by chunk: each chunk is written whole or not at all, together with a
 * note on how far the import has come, so that one that was stopped goes on there when it is called again.
 * Records with a known id, custom_id or e-mail address are updated, and what their rows omit keeps its value.
 * Rows that cannot be stored go into a file of their own, with the reason.
 *
 * @param paths files and folders of files: `contacts.csv`, `deals.jsonl`, `events.json` …
 * @param into what `openStore` takes: a SQLite file, made where there is none
 * @example const { counts } = await importRecords(['examples/data'], 'crm.db', { now: '2025-06-25T00:00:00Z' });
 */
export async function importRecords(
  paths: readonly string[],
  into: string,
  options: ImportOptions,
): Promise<Imported> {
  const inputs = await findInputs(paths);
  const rejects = options.rejects ?? defaultRejects(into);
  const diagnostics = [...inputs.diagnostics];
  const taken = [into, ...inputs.files.map(({ path }) => path)].find(
    (path) => resolve(path) === resolve(rejects),
  );
  if (taken !== undefined) {
    const params = { file: rejects, reason: 'it is read from, or written to, by this import' };
    diagnostics.push(
      diagnose('file-unwritable', params, {
        source: new SourceText(rejects, ''),
        range: { start: 0, end: 0 },
      }),
    );
  }
  const opened = diagnostics.some(isError) ? { diagnostics: [] } : await openStore(into);
  diagnostics.push(...opened.diagnostics);
  if (!opened.store) return resultOf({ files: [], diagnostics: [] }, diagnostics, rejects);
  try {
    const run = await runImport(opened.store, inputs.files, shownStore(into), { ...options, rejects });
    return resultOf(run, diagnostics, rejects);
  } finally {
    await opened.store.close();
  }
}

/** As {@link importRecords}, of one folder. */
export const importFolder = (
  folder: string,
  into: string,
  options: { readonly now: string },
): Promise<Imported> => importRecords([folder], into, options);

/** The place of rejected rows: beside the database, or in the working folder for one that is no file. */
export const defaultRejects = (into: string): string =>
  isAddress(into) ? 'import.rejects.jsonl' : `${into}.rejects.jsonl`;

const address = /^([a-z][a-z0-9+.-]+:\/\/).*/is;

/** Not the path of a file. */
export const isAddress = (into: string): boolean => address.test(into);

/** An address may hold a password: what follows its scheme is never shown. */
export const shownStore = (into: string): string => into.replace(address, '$1…');

function resultOf({ files, diagnostics }: Run, before: readonly Diagnostic[], rejects: string): Imported {
  const created: Record<string, number> = {};
  const updated: Record<string, number> = {};
  const counts: Record<string, number> = {};
  const rejected: Record<string, number> = {};
  for (const { input, progress } of files) {
    const { plural } = models[input.entity];
    const { counts: rows } = progress;
    add(created, plural, rows.created);
    add(updated, plural, rows.updated);
    add(counts, plural, rows.created + rows.updated);
    for (const [code, count] of Object.entries(rows.rejected)) add(rejected, code, count);
  }
  return {
    ...{ counts, created, updated, rejected },
    ...(sumOf(rejected) > 0 && { rejects }),
    diagnostics: [...before, ...diagnostics],
  };
}

function add(counts: Record<string, number>, name: string, count: number): void {
  if (count > 0) counts[name] = (counts[name] ?? 0) + count;
}
