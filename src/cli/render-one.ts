import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { Message, MessageOutcome, MessageTemplate, Outcome, Template } from '../index.js';
import type { CommandLine } from './command-line.js';
import type { LoadedConfig } from './config-file.js';
import { exit, Stop } from './exit.js';
import type { Io } from './io.js';
import { renderResult } from './messages.js';
import { placed } from './placed.js';
import { type RenderFlags, renderSettings } from './render-flags.js';
import { type RenderInput, readInput } from './render-input.js';
import type { Result } from './result.js';

/** A message that can be mailed, or what the command comes to without one. */
export type RenderedOne =
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly unsubscribeUrl?: string | undefined;
      readonly diagnostics: readonly Diagnostic[];
      readonly source: SourceText;
    }
  | { readonly kind: 'none'; readonly result: Result };

type OneFlags = Omit<RenderFlags, 'part' | 'out'> & {
  readonly subject?: string;
  readonly subjectPrefix?: string;
};

/**
 * Renders a template for one receiver, as a mail.
 *
 * @throws {Stop} for a template that is no mail, and whatever else is wrong before it is rendered
 */
export async function renderOne(
  file: string,
  flags: OneFlags,
  loaded: LoadedConfig,
  line: CommandLine,
  io: Io,
): Promise<RenderedOne> {
  const faults: Diagnostic[] = [];
  const { options, delimiters, clock } = renderSettings(flags, line, faults);
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const now = clock(loaded.config.timeZone) ?? io.now();
  const data = flags.data ?? loaded.config.data;
  const to = flags.to?.[0];
  if (data === undefined && (to !== undefined || flags.deal !== undefined)) {
    const params = { option: '--data DIR or --data FILE.db', why: 'where the records are is missing' };
    throw new Stop(exit.usage, [diagnose('missing-option', params, line.at('', '--data'))]);
  }
  const { tokenFile, context, event, channel } = flags;
  const input = await readInput(
    { template: file, data, tokenFile, context, event, channel, delimiters, now: now.toISOString() },
    loaded,
    line,
    io,
  );
  try {
    checkIsMail(input, flags, line);
    const outcome = await input.template.render({
      ...options,
      now,
      context: input.context,
      ...(flags.deal !== undefined && { deal: flags.deal }),
      ...(to !== undefined && { receiver: to }),
      ...(input.event !== undefined && { event: input.event }),
    });
    return shown(outcome, input, flags, line);
  } finally {
    await input.close();
  }
}

/** Before anything is asked for: whether a mail can come of it. */
function checkIsMail({ template }: RenderInput, { subject }: OneFlags, line: CommandLine): void {
  const where = { source: template.source, range: { start: 0, end: 0 } };
  if ('parts' in template) {
    if (subject !== undefined) {
      throw new Stop(exit.usage, [diagnose('send-subject-of-message', {}, line.at(subject, '--subject'))]);
    }
    if (!template.parts.some((part) => part === 'html' || part === 'text')) {
      throw new Stop(exit.failed, [diagnose('mail-empty', {}, where)]);
    }
    return;
  }
  const { channel } = template;
  if (!isHtml(channel) && channel !== 'text') {
    throw new Stop(exit.failed, [diagnose('send-not-mail', { channel }, where)]);
  }
  if (subject === undefined) {
    const params = {
      option: '--subject TEXT',
      why: 'the template is no message, and its subject is missing',
    };
    throw new Stop(exit.usage, [diagnose('missing-option', params, line.at(''))]);
  }
}

const isHtml = (channel: string): boolean => channel === 'html' || channel === 'email';

function shown(
  outcome: Outcome | MessageOutcome,
  input: RenderInput,
  flags: OneFlags,
  line: CommandLine,
): RenderedOne {
  const to = flags.to?.[0];
  const diagnostics = input.located(outcome.diagnostics).map((one) => {
    const { code } = one;
    if (code === 'unknown-receiver') return placed(one, line.at(to ?? '', '--to'));
    return code === 'unknown-deal' ? placed(one, line.at(flags.deal ?? '', '--deal')) : one;
  });
  if (outcome.outcome !== 'rendered') {
    const rendered = { to, outcome, text: undefined, diagnostics, written: [] };
    return { kind: 'none', result: renderResult(input, [rendered], undefined) };
  }
  const message =
    'message' in outcome ? outcome.message : asMessage(outcome.text, input.template, flags.subject);
  const subject = `${flags.subjectPrefix ?? ''}${message.subject ?? ''}`;
  return {
    kind: 'message',
    message: { ...message, subject },
    ...('message' in outcome && { unsubscribeUrl: outcome.unsubscribeUrl }),
    diagnostics: [...input.diagnostics, ...diagnostics.filter(({ severity }) => severity !== 'info')],
    source: input.template.source,
  };
}

function asMessage(text: string, template: Template | MessageTemplate, subject = ''): Message {
  return 'channel' in template && isHtml(template.channel) ? { subject, html: text } : { subject, text };
}
