import { stat } from 'node:fs/promises';
import { type Diagnostic, diagnose, isError } from '../../diagnostics/diagnostic.js';
import { defaultRejects, type Imported, importRecords, isAddress, shownStore } from '../../sources/import.js';
import type { CommandLine } from '../command-line.js';
import { exit, Stop } from '../exit.js';
import { importDone } from '../import-progress.js';
import type { Io } from '../io.js';
import { resolvePath, shownPath } from '../paths.js';
import { progressBar } from '../progress-bar.js';
import { clockOf } from '../render-flags.js';
import { counted, jsonOf, type Result } from '../result.js';
import { wholeNumber } from '../whole-number.js';

export interface ImportFlags {
  readonly into?: string;
  readonly rejects?: string;
  readonly again?: true;
  readonly chunk?: string;
  readonly longestRow?: string;
  readonly now?: string;
}

/** `snippetry import PATHS --into FILE.db`: data files into a database, in chunks, going on where it was stopped. */
export async function importCommand(
  paths: readonly string[],
  flags: ImportFlags,
  line: CommandLine,
  io: Io,
): Promise<Result> {
  const faults: Diagnostic[] = [];
  const now = clockOf(flags.now, 'UTC', line, faults) ?? io.now();
  const { into } = flags;
  if (into === undefined) {
    const params = { option: '--into FILE.db', why: 'where the records shall go is missing' };
    faults.push(diagnose('missing-option', params, line.at('', '--into')));
  }
  const number = (option: string, text: string | undefined, most: number) =>
    text === undefined ? undefined : wholeNumber(option, text, { least: 1, most }, line, faults);
  const chunk = number('--chunk', flags.chunk, 100_000);
  const longestRow = number('--longest-row', flags.longestRow, 200_000_000);
  if (faults.length > 0 || into === undefined) throw new Stop(exit.usage, faults);
  await checkThere(paths, line, io);
  const target = isAddress(into) ? into : resolvePath(io, into);
  const bar = progressBar(io);
  const imported = await importRecords(
    paths.map((path) => (io.cwd === process.cwd() ? path : resolvePath(io, path))),
    target,
    {
      now: now.toISOString(),
      rejects: resolvePath(io, flags.rejects ?? defaultRejects(target)),
      ...(chunk !== undefined && { chunk }),
      ...(longestRow !== undefined && { longestRow }),
      ...(flags.again && { again: true }),
      ...(bar && { onProgress: (progress) => bar.update(importDone(progress)) }),
    },
  ).finally(() => bar?.stop());
  const { diagnostics, counts, created, updated, rejected } = imported;
  const rejects = imported.rejects === undefined ? undefined : shownPath(io, imported.rejects);
  return {
    code: diagnostics.some(isError) ? exit.failed : exit.done,
    text: summary(shownStore(into), imported, rejects),
    notes: diagnostics,
    json: {
      into: shownStore(into),
      ...{ counts, created, updated, rejected },
      ...(rejects !== undefined && { rejects }),
      diagnostics: jsonOf(diagnostics),
    },
  };
}

async function checkThere(paths: readonly string[], line: CommandLine, io: Io): Promise<void> {
  const missing: Diagnostic[] = [];
  for (const path of paths) {
    const found = await stat(resolvePath(io, path)).catch(() => undefined);
    if (!found) missing.push(diagnose('no-such-data', { spec: path }, line.at(path)));
  }
  if (missing.length > 0) throw new Stop(exit.failed, missing);
}

function summary(
  into: string,
  { counts, created, updated, rejected }: Imported,
  rejects: string | undefined,
): string {
  const lines = table(
    Object.keys(counts).map((plural) => [
      plural.replaceAll('_', ' '),
      some(created[plural], 'new'),
      some(updated[plural], 'updated'),
    ]),
  );
  const head = lines.length > 0 ? `Imported into ${into}:` : `Nothing was written to ${into}.`;
  const reasons = Object.entries(rejected);
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  const rest =
    total === 0
      ? []
      : [
          `Not imported, but kept in ${rejects}: ${counted(total, 'row')}`,
          ...table(reasons.map(([code, count]) => [code, String(count)])),
        ];
  return `${[head, ...lines, ...rest].join('\n')}\n`;
}

const some = (count: number | undefined, what: string): string => (count ? `${count} ${what}` : '');

/** Cells in columns: the first to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? `  ${cell.padEnd(widths[column] ?? 0)}` : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
