import type { Write } from './form.js';
import { composeMail } from './mail/compose.js';
import type { MailSettings } from './mail/envelope.js';
import { messageId } from './mail/message-id.js';

export interface MailForm extends MailSettings {
  readonly from: NonNullable<MailSettings['from']>;
  /** The clock of the campaign. */
  readonly date: Date;
  /** What tells the campaign from any other. */
  readonly campaign: string;
  /** Where the template is a text alone. */
  readonly subject?: string | undefined;
}

/** An `.eml` file for each: what a mail server would be given. */
export const asMail =
  ({ subject, campaign, date, ...settings }: MailForm): Write =>
  async ({ message, unsubscribeUrl }, { key, address }) => ({
    kind: 'file',
    ending: '.eml',
    bytes: await composeMail(
      { ...message, ...(subject !== undefined && { subject }) },
      {
        ...settings,
        to: address ?? '',
        date,
        messageId: messageId(campaign, key, settings.from),
        ...(unsubscribeUrl !== undefined && { unsubscribeUrl }),
      },
    ),
  });
