import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import type { MessageTemplate, RenderManyOptions, Template } from '../../index.js';
import type { CommandLine } from '../command-line.js';
import { loadConfig } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { type MessageFiles, messageFiles } from '../message-files.js';
import { checkPart, partEnding, partsOf, shownMessage } from '../message-parts.js';
import { type RenderedMessage, renderResult, type ShownOutcome } from '../messages.js';
import { type RenderFlags, renderSettings } from '../render-flags.js';
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
  const { deal, out } = flags;
  const settings = renderSettings(flags, line, faults);
  if (to.length > 1 && out === undefined && !flags.json) {
    faults.push(diagnose('several-receivers', {}, line.at(to[1] ?? '', '--to')));
  }
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const loaded = await loadConfig(flags.config, io);
  const data = flags.data ?? loaded.config.data;
  if (data === undefined && (to.length > 0 || deal !== undefined)) {
    const params = { option: '--data DIR or --data FILE.db', why: 'where the records are is missing' };
    throw new Stop(exit.usage, [diagnose('missing-option', params, line.at('', '--data'))]);
  }
  const now = settings.clock(loaded.config.timeZone) ?? io.now();
  const input = await readInput(
    {
      template: file,
      data,
      tokenFile: flags.tokenFile,
      context: flags.context,
      event: flags.event,
      channel: flags.channel,
      delimiters: settings.delimiters,
      now: now.toISOString(),
    },
    loaded,
    line,
    io,
  );
  try {
    const ids = to.length > 0 ? to : [deal ?? 'message'];
    const { template } = input;
    const { part } = flags;
    checkPart(part, template, line);
    const files =
      out === undefined ? undefined : await messageFiles(out, ids, endingOf(template, part), line, io);
    const options = {
      ...settings.options,
      context: input.context,
      now,
      ...(deal !== undefined && { deal }),
      ...(input.event !== undefined && { event: input.event }),
    };
    const messages: RenderedMessage[] = [];
    for await (const [index, outcome] of outcomes(template, to, options)) {
      const id = ids[index] ?? '';
      const text = textOf(outcome, part);
      const written = files && (await write(files, id, outcome, text, part));
      const diagnostics = onCommandLine(input.located(outcome.diagnostics), to[index], deal, line);
      messages.push({ to: to[index], outcome, text, diagnostics, written: written ?? [] });
    }
    return renderResult(input, messages, out);
  } finally {
    await input.close();
  }
}

/** What files of messages end with. */
function endingOf(template: Template | MessageTemplate, part: string | undefined): string {
  if ('parts' in template) return part === undefined ? '.txt' : partEnding(part);
  return template.channel === 'html' || template.channel === 'email' ? '.html' : '.txt';
}

/** What a message is as one text: the template's, the part that is wanted, or all parts under their names. */
function textOf(outcome: ShownOutcome, part: string | undefined): string | undefined {
  if (outcome.outcome !== 'rendered') return undefined;
  if ('text' in outcome) return outcome.text;
  if (part === undefined) return shownMessage(outcome.message);
  return partsOf(outcome.message).find(([name]) => name === part)?.[1];
}

/** In a folder the parts of a message are files each. */
async function write(
  files: MessageFiles,
  id: string,
  outcome: ShownOutcome,
  text: string | undefined,
  part: string | undefined,
): Promise<readonly string[]> {
  if (text === undefined) return [];
  if (!files.folder || part !== undefined || !('message' in outcome)) return [await files.write(id, text)];
  const written: string[] = [];
  for (const [name, one] of partsOf(outcome.message)) {
    written.push(await files.write(id, one, partEnding(name)));
  }
  return written;
}

async function* outcomes(
  template: Template | MessageTemplate,
  to: readonly string[],
  options: RenderManyOptions,
): AsyncGenerator<readonly [number, ShownOutcome], void, undefined> {
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
