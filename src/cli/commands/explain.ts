import path from 'node:path';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { TemplateError } from '../../diagnostics/error.js';
import { nearest } from '../../diagnostics/nearest.js';
import type { Template } from '../../index.js';
import type { CommandLine } from '../command-line.js';
import { loadConfig } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import { dialects, type ShownDialect } from '../explained-sql.js';
import { explanation, explanationJson } from '../explanation.js';
import type { Io } from '../io.js';
import { resolvePath } from '../paths.js';
import { readText } from '../read-text.js';
import { clockOf, delimitersOf, invalidChoice } from '../render-flags.js';
import { jsonOf, type Result } from '../result.js';
import { makeEngine, templatesOf, withPaths } from '../template-folder.js';

export interface ExplainFlags {
  readonly channel?: string;
  readonly sql?: string | false;
  readonly batchSize?: string;
  readonly now?: string;
  readonly delimiters?: string;
  readonly config?: string | false;
}

/** `snippetry explain TEMPLATE`: how the data of a template is fetched, as a person reads it. */
export async function explainCommand(
  file: string,
  flags: ExplainFlags,
  line: CommandLine,
  io: Io,
): Promise<Result> {
  const faults: Diagnostic[] = [];
  const delimiters = delimitersOf(flags.delimiters, line, faults);
  const dialect = dialectOf(flags.sql, line, faults);
  const batchSize = batchSizeOf(flags.batchSize, line, faults);
  const now = clockOf(flags.now, 'UTC', line, faults) ?? io.now();
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const loaded = await loadConfig(flags.config, io);
  const text = await readText(file, io);
  const folder = file === '-' ? io.cwd : path.dirname(resolvePath(io, file));
  const templates = templatesOf(loaded.config, folder);
  const engine = makeEngine(loaded, templates, { ...(delimiters && { delimiters }) });
  const { channel } = flags;
  if (channel !== undefined && !engine.channels.has(channel)) {
    const channels = [...engine.channels.keys()];
    const params = { name: channel, channels, nearest: nearest(channel, channels) };
    throw new Stop(exit.usage, [diagnose('unknown-channel', params, line.at(channel, '--channel'))]);
  }
  const located = (all: readonly Diagnostic[]) => withPaths(all, text, templates, io);
  let template: Template;
  try {
    template = engine.compile(text.text, { name: text.name, ...(channel !== undefined && { channel }) });
  } catch (error) {
    if (error instanceof TemplateError) throw new Stop(exit.failed, located(error.diagnostics));
    throw error;
  }
  const plan = engine.explain(template, { now });
  const explained = await explanation(template, plan, { dialect, batchSize });
  return {
    code: exit.done,
    text: explained.text,
    notes: located(template.diagnostics),
    json: {
      ...explanationJson(template, plan, explained),
      diagnostics: jsonOf(located(template.diagnostics)),
    },
  };
}

function dialectOf(
  given: string | false | undefined,
  line: CommandLine,
  faults: Diagnostic[],
): ShownDialect | undefined {
  if (given === false) return undefined;
  if (given === undefined) return 'sqlite';
  const found = dialects.find((one) => one === given);
  if (found === undefined) faults.push(invalidChoice('--sql', given, dialects, line));
  return found;
}

function batchSizeOf(given: string | undefined, line: CommandLine, faults: Diagnostic[]): number {
  if (given === undefined) return 500;
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  faults.push(invalidChoice('--batch-size', given, ['a whole number from 1'], line));
  return 500;
}
