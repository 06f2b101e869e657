import path from 'node:path';
import { type Diagnostic, isError, sortDiagnostics } from '../../diagnostics/diagnostic.js';
import { place } from '../../diagnostics/frame.js';
import type { Engine } from '../../index.js';
import type { CommandLine } from '../command-line.js';
import { loadConfig } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { readText } from '../read-text.js';
import { delimitersOf } from '../render-flags.js';
import { counted, jsonOf, type Result } from '../result.js';
import { findTemplates } from '../template-files.js';
import { makeEngine, templatesOf, withPaths } from '../template-folder.js';

export interface CheckFlags {
  readonly delimiters?: string;
  readonly config?: string | false;
}

/** `snippetry check PATHS`: everything that is wrong with templates, all of it in one run. */
export async function checkCommand(
  paths: readonly string[],
  flags: CheckFlags,
  line: CommandLine,
  io: Io,
): Promise<Result> {
  const faults: Diagnostic[] = [];
  const delimiters = delimitersOf(flags.delimiters, line, faults);
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const loaded = await loadConfig(flags.config, io);
  const engines = new Map<unknown, Engine>();
  const found: Diagnostic[] = [];
  const files = await findTemplates(paths, io, (diagnostic) => found.push(diagnostic));
  for (const { file, root } of files) {
    const source = await readText(file, io).catch(stopped);
    if (!('text' in source)) {
      found.push(...source.diagnostics);
      continue;
    }
    const templates = templatesOf(loaded.config, path.resolve(io.cwd, root));
    const engine =
      engines.get(templates) ?? makeEngine(loaded, templates, { ...(delimiters && { delimiters }) });
    engines.set(templates, engine);
    found.push(...withPaths(engine.check(source.text, { name: source.name }), source, templates, io));
  }
  const diagnostics = sortDiagnostics(withoutRepeats(found));
  const failed = diagnostics.some(isError);
  return {
    code: failed ? exit.failed : exit.done,
    text: `${summary(files.length, diagnostics)}\n`,
    notes: diagnostics,
    json: { files: files.map(({ file }) => file), diagnostics: jsonOf(diagnostics) },
  };
}

function stopped(error: unknown): Stop {
  if (error instanceof Stop) return error;
  throw error;
}

/** A template that several others include is told of once. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const one of diagnostics)
    byPlace.set(`${place(one.source, one.range)} ${one.range.end} ${one.code}`, one);
  return [...byPlace.values()];
}

function summary(files: number, diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(isError).length;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  if (diagnostics.length === 0) return `${counted(files, 'template')} checked: nothing wrong`;
  return `${counted(files, 'template')} checked: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
}
