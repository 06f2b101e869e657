import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import type { Outcome, RenderManyOptions, Template } from '../../index.js';
import type { CommandLine } from '../command-line.js';
import { loadConfig } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { messageFiles } from '../message-files.js';
import { type Message, renderResult } from '../messages.js';
import {
  checkLocale,
  checkTimeZone,
  clockOf,
  delimitersOf,
  type RenderFlags,
  strictOf,
} from '../render-flags.js';
import { readInput } from '../render-input.js';
import type { Result } from '../result.js';

/** `snippetry render TEMPLATE`: a message for each receiver, to standard output or into files. */
export async function renderCommand(
  file: string,
  flags: RenderFlags,
  line: CommandLine,
  io: Io,
): Promise<Result> {
  const faults: Diagnostic[] = [];
  const to = [...new Set(flags.to ?? [])];
  const { locale, timeZone, deal, out } = flags;
  checkLocale(locale, line, faults);
  checkTimeZone(timeZone, line, faults);
  const delimiters = delimitersOf(flags.delimiters, line, faults);
  const strict = strictOf(flags.strict, line, faults);
  if (to.length > 1 && out === undefined && !flags.json) {
    faults.push(diagnose('several-receivers', {}, line.at(to[1] ?? '', '--to')));
  }
  // A zone that is wrong is told once, and the clock is then read without it.
  const givenClock = clockOf(flags.now, faults.length === 0 ? (timeZone ?? 'UTC') : 'UTC', line, faults);
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const loaded = await loadConfig(flags.config, io);
  const data = flags.data ?? loaded.config.data;
  if (data === undefined && (to.length > 0 || deal !== undefined)) {
    const params = { option: '--data DIR or --data FILE.db', why: 'where the records are is missing' };
    throw new Stop(exit.usage, [diagnose('missing-option', params, line.at('', '--data'))]);
  }
  const zone = timeZone ?? fixedZone(loaded.config.timeZone);
  const now = (zone === undefined ? givenClock : clockOf(flags.now, zone, line, faults)) ?? io.now();
  const input = await readInput(
    {
      template: file,
      data,
      tokenFile: flags.tokenFile,
      context: flags.context,
      event: flags.event,
      channel: flags.channel,
      delimiters,
      now: now.toISOString(),
    },
    loaded,
    line,
    io,
  );
  try {
    const ids = to.length > 0 ? to : [deal ?? 'message'];
    const extension =
      input.template.channel === 'html' || input.template.channel === 'email' ? '.html' : '.txt';
    const files = out === undefined ? undefined : await messageFiles(out, ids, extension, line, io);
    const options = {
      context: input.context,
      now,
      ...(deal !== undefined && { deal }),
      ...(input.event !== undefined && { event: input.event }),
      ...(locale !== undefined && { locale }),
      ...(timeZone !== undefined && { timeZone }),
      ...(strict !== undefined && { strict }),
    };
    const messages: Message[] = [];
    for await (const [index, outcome] of outcomes(input.template, to, options)) {
      const id = ids[index] ?? '';
      const written =
        files !== undefined && outcome.outcome === 'rendered'
          ? await files.write(id, outcome.text)
          : undefined;
      const diagnostics = onCommandLine(input.located(outcome.diagnostics), to[index], deal, line);
      messages.push({ to: to[index], outcome, diagnostics, written });
    }
    return renderResult(input, messages, out);
  } finally {
    await input.close();
  }
}

const fixedZone = (setting: unknown): string | undefined =>
  typeof setting === 'string' ? setting : undefined;

async function* outcomes(
  template: Template,
  to: readonly string[],
  options: RenderManyOptions,
): AsyncGenerator<readonly [number, Outcome], void, undefined> {
  if (to.length === 0) {
    yield [0, await template.render(options)];
    return;
  }
  let index = 0;
  for await (const outcome of template.renderMany(to, options)) yield [index++, outcome];
}

/** Whom a message is for stands in the command line, and that is where a name that is wrong is shown. */
function onCommandLine(
  diagnostics: readonly Diagnostic[],
  to: string | undefined,
  deal: string | undefined,
  line: CommandLine,
): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { code } = diagnostic;
    if (code !== 'unknown-deal' && code !== 'unknown-receiver') return diagnostic;
    const { source, range } =
      code === 'unknown-deal' ? line.at(deal ?? '', '--deal') : line.at(to ?? '', '--to');
    return { ...diagnostic, source, range };
  });
}
