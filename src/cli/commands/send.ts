import {
  checkMail,
  composeMail,
  messageId,
  type SmtpServer,
  sendMail,
  toMailbox,
} from '../../campaign/index.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import type { CommandLine } from '../command-line.js';
import { type LoadedConfig, loadConfig } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { atMailOptions } from '../mail-faults.js';
import { resolvePath } from '../paths.js';
import type { RenderFlags } from '../render-flags.js';
import { renderOne } from '../render-one.js';
import { jsonOf, type Result } from '../result.js';
import { smtpServer } from '../smtp-server.js';
import { wholeNumber } from '../whole-number.js';
import { writeWhole } from '../write-file.js';

export interface SendFlags extends Omit<RenderFlags, 'part' | 'out'> {
  readonly deliverTo?: string;
  readonly smtp?: string;
  readonly smtpTokenFile?: string;
  readonly caFile?: string;
  readonly timeout?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly subjectPrefix?: string;
  readonly inlineCss?: true;
  readonly listUnsubscribe?: true;
  readonly dryRun?: true;
  readonly eml?: string;
}

/** `snippetry send TEMPLATE --to ID --deliver-to ADDRESS --smtp URL`: the receiver's mail, to somebody else. */
export async function sendCommand(
  file: string,
  flags: SendFlags,
  line: CommandLine,
  io: Io,
): Promise<Result> {
  const sends = flags.dryRun !== true && flags.eml === undefined;
  const faults: Diagnostic[] = [];
  if ((flags.to?.length ?? 0) > 1) {
    faults.push(diagnose('send-several-receivers', {}, line.at(flags.to?.at(-1) ?? '', '--to')));
  }
  const timeout = wholeNumber('--timeout', flags.timeout ?? '30', { least: 1, most: 3_600 }, line, faults);
  if (flags.deliverTo === undefined) faults.push(missing('--deliver-to ADDRESS', 'whom to send it to', line));
  if (flags.smtp === undefined && sends) faults.push(missing('--smtp URL', 'the mail server', line));
  const server =
    sends && flags.smtp !== undefined ? await smtpServer(flags, flags.smtp, faults, line, io) : undefined;
  const loaded = await loadConfig(flags.config, io);
  const from = flags.from ?? loaded.config.mail?.from;
  if (from === undefined) {
    faults.push(missing("--from ADDRESS, or mail: { from: '…' } in the configuration", 'who sends it', line));
  }
  if (faults.length > 0 || from === undefined || flags.deliverTo === undefined)
    throw new Stop(exit.usage, faults);
  const to = flags.deliverTo;
  const route = await atMailOptions(flags, line, exit.usage, async () => ({
    from: toMailbox(from, 'from').address,
    to: toMailbox(to, 'deliver-to').address,
  }));
  const rendered = await renderOne(file, flags, loaded, line, io);
  if (rendered.kind === 'none') return rendered.result;
  const mail = await atMailOptions(flags, line, exit.failed, () =>
    composeMail(rendered.message, envelopeOf(rendered, flags, loaded, from, to, io)),
  );
  const diagnostics = [
    ...rendered.diagnostics,
    ...checkMail(rendered.message, { source: rendered.source, range: { start: 0, end: 0 } }),
  ];
  const done = await deliver(mail, route, flags, server && { ...server, timeout }, line, io);
  return {
    code: exit.done,
    ...(done.text !== undefined && { text: done.text }),
    notes: [...diagnostics, ...(done.text === undefined ? [done.note] : [])],
    json: {
      template: file,
      ...(flags.to?.[0] !== undefined && { to: flags.to[0] }),
      deliverTo: to,
      outcome: done.outcome,
      octets: mail.length,
      ...(done.reply !== undefined && { reply: done.reply }),
      ...(flags.eml !== undefined && { file: flags.eml }),
      ...(done.text !== undefined && { mail: done.text }),
      diagnostics: jsonOf(diagnostics),
    },
  };
}

const missing = (option: string, what: string, line: CommandLine): Diagnostic =>
  diagnose('missing-option', { option, why: `${what} is missing` }, line.at(''));

function envelopeOf(
  { unsubscribeUrl }: { readonly unsubscribeUrl?: string | undefined },
  flags: SendFlags,
  { config }: LoadedConfig,
  from: NonNullable<NonNullable<LoadedConfig['config']['mail']>['from']>,
  to: string,
  io: Io,
) {
  const { unsubscribeMailto, headers, ...settings } = config.mail ?? {};
  const receiver = flags.to?.[0] ?? (flags.deal === undefined ? 'none' : 'contact of the deal');
  const date = io.now();
  return {
    ...settings,
    from,
    to,
    date,
    // Of this moment: mail programs show a mail whose id they have seen before only once.
    messageId: messageId(`send ${date.toISOString()}`, `${receiver} ${flags.deal ?? ''}`, from),
    headers: {
      ...headers,
      'X-Snippetry-Receiver': receiver,
      ...(flags.deal !== undefined && { 'X-Snippetry-Deal': flags.deal }),
    },
    ...(flags.inlineCss && { inlineCss: true }),
    ...(flags.listUnsubscribe && unsubscribeUrl !== undefined && { unsubscribeUrl }),
    ...(flags.listUnsubscribe && unsubscribeMailto !== undefined && { unsubscribeMailto }),
  };
}

interface Delivered {
  readonly outcome: 'sent' | 'written' | 'printed';
  readonly note: string;
  readonly text?: string;
  readonly reply?: string;
}

async function deliver(
  mail: Uint8Array,
  route: { readonly from: string; readonly to: string },
  flags: SendFlags,
  server: SmtpServer | undefined,
  line: CommandLine,
  io: Io,
): Promise<Delivered> {
  const text = Buffer.from(mail).toString('latin1');
  if (flags.eml !== undefined) {
    await writeWhole(resolvePath(io, flags.eml), text, flags.eml);
    return { outcome: 'written', note: flags.eml };
  }
  if (server === undefined) return { outcome: 'printed', note: '', text };
  const { reply } = await atMailOptions(flags, line, exit.failed, () => sendMail(mail, route, server));
  return { outcome: 'sent', note: `Sent to ${route.to}: ${reply}`, reply };
}
