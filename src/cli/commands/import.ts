import { stat } from 'node:fs/promises';
import { type Diagnostic, diagnose, isError } from '../../diagnostics/diagnostic.js';
import { importFolder } from '../../sources/import.js';
import type { CommandLine } from '../command-line.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { resolvePath } from '../paths.js';
import { clockOf } from '../render-flags.js';
import { jsonOf, type Result } from '../result.js';

export interface ImportFlags {
  readonly into?: string;
  readonly now?: string;
}

/** `snippetry import DIR --into FILE.db`: a folder of data files into a database, all of it or nothing. */
export async function importCommand(
  folder: string,
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
  if (faults.length > 0 || into === undefined) throw new Stop(exit.usage, faults);
  const given = io.cwd === process.cwd() ? folder : resolvePath(io, folder);
  if (!(await isFolder(resolvePath(io, folder)))) {
    throw new Stop(exit.failed, [diagnose('no-such-data', { spec: folder }, line.at(folder))]);
  }
  const { counts, diagnostics } = await importFolder(given, resolvePath(io, into), {
    now: now.toISOString(),
  });
  const failed = diagnostics.some(isError);
  return {
    code: failed ? exit.failed : exit.done,
    ...(!failed && { text: summary(into, counts) }),
    notes: [...diagnostics, ...remarks(into, now, diagnostics)],
    json: { into, counts, diagnostics: jsonOf(diagnostics) },
  };
}

function remarks(into: string, now: Date, diagnostics: readonly Diagnostic[]): readonly string[] {
  if (diagnostics.some(isError)) return [`Nothing was written to ${into}.`];
  return diagnostics.some(({ code }) => code === 'clock-set')
    ? [`The clock was set to ${now.toISOString()}.`]
    : [];
}

async function isFolder(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined))?.isDirectory() ?? false;
}

function summary(into: string, counts: Readonly<Record<string, number>>): string {
  const rows = Object.entries(counts).map(
    ([plural, count]) => [plural.replaceAll('_', ' '), String(count)] as const,
  );
  const widest = Math.max(...rows.map(([name]) => name.length), 0);
  const digits = Math.max(...rows.map(([, count]) => count.length), 0);
  const lines = rows.map(([name, count]) => `  ${name.padEnd(widest)}  ${count.padStart(digits)}`);
  return `${[`Imported into ${into}:`, ...lines].join('\n')}\n`;
}
