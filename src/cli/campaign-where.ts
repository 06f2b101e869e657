import { isCondition, type Where, whereOf, whereStart, whereText } from '../campaign/index.js';
import { type Diagnostic, diagnose, type Where as Place } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';
import { type Engine, TemplateError } from '../index.js';
import type { CommandLine } from './command-line.js';
import { exit, Stop } from './exit.js';
import { placed } from './placed.js';
import type { Delimiters } from './render-flags.js';

/**
 * The condition of `--where`, with its faults shown in the command line.
 *
 * @throws {Stop} where it is no condition
 */
export function campaignWhere(
  engine: Engine,
  condition: string | undefined,
  settings: Parameters<typeof whereOf>[1],
  line: CommandLine,
  delimiters: Delimiters | undefined,
): Where | undefined {
  if (condition === undefined) return undefined;
  try {
    const text = whereText(condition, delimiters);
    const template = engine.compile(text, { name: '--where', channel: 'text' });
    if (isCondition(template)) return whereOf(template, settings);
    throw new Stop(exit.usage, [diagnose('where-not-condition', {}, line.at(condition, '--where'))]);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new Stop(
      exit.usage,
      error.diagnostics.map((one) => shownAt(one, condition, line)),
    );
  }
}

/** Without what points into the template around the condition, which nobody wrote. */
function shownAt(one: Diagnostic, condition: string, line: CommandLine): Diagnostic {
  const { related: _, fix: __, ...rest } = one;
  return placed(rest, placeOf(one, condition, line));
}

/** In the command line, where the condition stands there as it is; else in a text of its own. */
function placeOf({ range }: Diagnostic, condition: string, line: CommandLine): Place {
  const within = (at: number) => Math.max(0, Math.min(condition.length, at - whereStart));
  const argument = line.at(condition, '--where');
  const at = argument.source.text.indexOf(condition, argument.range.start);
  const [source, base] =
    at >= argument.range.start && at < argument.range.end
      ? [argument.source, at]
      : [new SourceText('--where', condition), 0];
  return { source, range: { start: base + within(range.start), end: base + within(range.end) } };
}
