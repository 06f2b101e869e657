import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { CommandLine } from '../command-line.js';
import { loadConfig } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import { dialects, type ShownDialect } from '../explained-sql.js';
import { explanation, explanationJson } from '../explanation.js';
import type { Io } from '../io.js';
import { clockOf, delimitersOf, invalidChoice } from '../render-flags.js';
import { compile } from '../render-input.js';
import { jsonOf, type Result } from '../result.js';
import { wholeNumber } from '../whole-number.js';

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
  const batchSize = wholeNumber(
    '--batch-size',
    flags.batchSize ?? '500',
    { least: 1, most: 999_999 },
    line,
    faults,
  );
  const now = clockOf(flags.now, 'UTC', line, faults) ?? io.now();
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const loaded = await loadConfig(flags.config, io);
  const options = { template: file, channel: flags.channel, delimiters };
  const { engine, template, located } = await compile(options, undefined, loaded, line, io);
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
