import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { FailurePlace } from '../language/pass.js';
import type { Message } from '../message.js';
import type { MessageTemplate } from '../message-template.js';
import type { Template } from '../template.js';
import type { Content } from './ending.js';

/** What rendering for one receiver comes to, whether the template is one text or a message. */
export type Made = { readonly diagnostics: readonly Diagnostic[] } & (
  | {
      readonly outcome: 'rendered';
      readonly message: Message;
      readonly text?: string;
      readonly unsubscribeUrl?: string;
    }
  | { readonly outcome: 'skipped' | 'failed'; readonly reason: string; readonly place: FailurePlace }
);

type RenderedMade = Extract<Made, { outcome: 'rendered' }>;

/** Makes what is written of a message. @throws {MailError} where it can become no mail */
export type Write = (
  made: RenderedMade,
  receiver: { readonly key: string; readonly address?: string },
) => Promise<Content>;

/** A line of JSON for each: the text, or the message with its parts. */
export const asFields =
  (part: string | undefined): Write =>
  async ({ message, text, unsubscribeUrl }) => {
    if (text !== undefined) return { kind: 'fields', fields: { text } };
    if (part !== undefined) return { kind: 'fields', fields: { text: message.channels?.[part] ?? '' } };
    return {
      kind: 'fields',
      fields: { message, ...(unsubscribeUrl !== undefined && { unsubscribe_url: unsubscribeUrl }) },
    };
  };

/** The parts of which a mail is made, and the channels whose texts are one. */
export const isMailPart = (name: string): boolean => name === 'html' || name === 'text';
export const isMailChannel = (name: string): boolean => isMailPart(name) || name === 'email';

/** A text of the template alone, as the message that it would be. */
export function madeOf(
  template: Template | MessageTemplate,
  outcome: Awaited<ReturnType<typeof template.render>>,
): Made {
  if (outcome.outcome !== 'rendered' || 'message' in outcome) return outcome;
  const { text, diagnostics } = outcome;
  const html = 'channel' in template && template.channel !== 'text' && isMailChannel(template.channel);
  return { outcome: 'rendered', text, diagnostics, message: html ? { html: text } : { text } };
}
