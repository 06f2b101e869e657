import type { Channel } from './channel.js';
import { email } from './email.js';
import { html } from './html.js';
import { slack } from './slack.js';
import { sms } from './sms.js';
import { telegram } from './telegram.js';
import { text } from './text.js';
import { whatsapp } from './whatsapp.js';

export type { Encoding, Place } from '../values/safe-text.js';
export {
  type Channel,
  type CharacterRemark,
  defineChannel,
  type LengthLimit,
  type Remark,
} from './channel.js';
export type { Markup, MarkupFault, MarkupState, Refusal, ReportFault } from './markup.js';
export { type SmsSegments, smsSegments } from './sms-segments.js';
export { email, html, slack, sms, telegram, text, whatsapp };

/** Every channel that is always there. */
export const builtinChannels: readonly Channel[] = [email, html, text, sms, slack, telegram, whatsapp];
