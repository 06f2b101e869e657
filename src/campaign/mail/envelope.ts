import type { Mailbox } from './mailbox.js';

/** What a mail says besides its message: who sends it to whom, when, and how to be rid of it. */
export interface MailEnvelope {
  /** `shop@example.com`, `Shop <shop@example.com>` or both parts by name. */
  readonly from: string | Mailbox;
  /** The one receiver. */
  readonly to: string | Mailbox;
  readonly replyTo?: string | Mailbox;
  /** The clock of the campaign: the same for all its mails, and when it goes on after a stop. */
  readonly date: Date;
  /** `<…@domain>`, as {@link messageId} makes it. */
  readonly messageId: string;
  /** Further headers, such as `Feedback-ID`; values become one line. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The receiver's own link, from `links.unsubscribe(receiver)`. */
  readonly unsubscribeUrl?: string;
  /** An address, or `mailto:` link, that takes unsubscriptions. */
  readonly unsubscribeMailto?: string;
  /** Moves the rules of `<style>` elements into style attributes; needs the package juice. Default: false. */
  readonly inlineCss?: boolean;
  /** Whether a missing text part is made from the HTML. Default: 'auto'. */
  readonly text?: 'auto' | false;
}
