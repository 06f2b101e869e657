import {
  asFields,
  asMail,
  type Delivery,
  deliveryOf,
  isMailChannel,
  toMailbox,
  type WriteMessage,
} from '../campaign/index.js';
import { diagnose } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { type MessageTemplate, mailParts, type Template } from '../index.js';
import type { PlanInput } from './campaign-plan.js';
import type { CommandLine } from './command-line.js';
import { exit, Stop } from './exit.js';
import { atMailOptions } from './mail-faults.js';

export interface CampaignForm {
  readonly delivery: Delivery;
  /** @param campaign what tells it from any other */
  readonly write: (campaign: string) => WriteMessage;
}

/**
 * What is written for each receiver, and for which channel.
 *
 * @throws {Stop} for a format that does not fit the template
 */
export async function campaignForm({
  input,
  flags,
  checked,
  loaded,
  now,
  line,
}: PlanInput): Promise<CampaignForm> {
  const { template } = input;
  const channel = channelOf(template, flags.channel, line);
  const delivery = deliveryOf(channel);
  if (checked.format === 'jsonl') {
    const part =
      'parts' in template && flags.channel !== undefined && channel !== 'email' ? channel : undefined;
    return { delivery, write: () => asFields(part) };
  }
  if (channel !== 'email') {
    const at = line.at(flags.out ?? '', '--out');
    throw new Stop(exit.usage, [diagnose('campaign-not-mail', { channel }, at)]);
  }
  const { subject } = flags;
  if ('parts' in template && subject !== undefined) {
    throw new Stop(exit.usage, [diagnose('send-subject-of-message', {}, line.at(subject, '--subject'))]);
  }
  if (!('parts' in template) && subject === undefined) {
    throw new Stop(exit.usage, [
      missing('--subject TEXT', 'the template is no message, and its subject', line),
    ]);
  }
  const from = flags.from ?? loaded.config.mail?.from;
  if (from === undefined) {
    throw new Stop(exit.usage, [
      missing("--from ADDRESS, or mail: { from: '…' } in the configuration", 'who sends it', line),
    ]);
  }
  await atMailOptions({ from: flags.from ?? '' }, line, exit.usage, async () => toMailbox(from, 'from'));
  return {
    delivery,
    write: (campaign) => asMail({ ...loaded.config.mail, from, subject, campaign, date: now }),
  };
}

const missing = (option: string, what: string, line: CommandLine) =>
  diagnose('missing-option', { option, why: `${what} is missing` }, line.at(''));

/** What a campaign is delivered by: the parts of a mail are one channel. */
function channelOf(
  template: Template | MessageTemplate,
  wanted: string | undefined,
  line: CommandLine,
): string {
  if (!('parts' in template)) return isMailChannel(template.channel) ? 'email' : template.channel;
  const mails = template.parts.some((part) => part === 'html' || part === 'text');
  const chats = template.parts.filter((part) => !mailParts.some((one) => one === part));
  if (wanted === undefined) {
    if (mails) return 'email';
    if (chats.length === 1 && chats[0] !== undefined) return chats[0];
    throw new Stop(exit.usage, [missing('--channel NAME', `which of ${chats.join(', ')} it is for`, line)]);
  }
  const known = [...(mails ? ['email'] : []), ...chats];
  if (known.includes(wanted)) return wanted;
  const params = { name: wanted, parts: known, nearest: nearest(wanted, known) };
  throw new Stop(exit.usage, [diagnose('no-such-part', params, line.at(wanted, '--channel'))]);
}
