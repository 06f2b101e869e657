import type { Mailbox } from './mailbox.js';

/** What the mails of one sender have in common; `mail` in a configuration. */
export interface MailSettings {
  /** `shop@example.com`, `Shop <shop@example.com>`, or both parts by name. */
  readonly from?: string | Mailbox;
  readonly replyTo?: string | Mailbox;
  /** An address, or `mailto:` link, that takes unsubscriptions. */
  readonly unsubscribeMailto?: string;
  /** Further headers, such as `Feedback-ID`; values become one line. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Moves the rules of `<style>` elements into style attributes; needs the package juice. Default: false. */
  readonly inlineCss?: boolean;
  /** Whether a missing text part is made from the HTML. Default: 'auto'. */
  readonly text?: 'auto' | false;
}

/** What one mail says besides its message: who sends it to whom, when, and how to be rid of it. */
export interface MailEnvelope extends MailSettings {
  readonly from: string | Mailbox;
  /** The one receiver. */
  readonly to: string | Mailbox;
  /** The clock of the campaign: the same for all its mails, and when it goes on after a stop. */
  readonly date: Date;
  /** `<…@domain>`, as {@link messageId} makes it. */
  readonly messageId: string;
  /** The receiver's own link, from `links.unsubscribe(receiver)`: a rendered message has it. */
  readonly unsubscribeUrl?: string;
}
