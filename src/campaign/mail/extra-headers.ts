import { type PreparedHeader, textHeader } from './header-text.js';
import { mailError } from './mail-error.js';

/** Each is written from its own place in the envelope or by the composer; a mail has one receiver, never a copy. */
const reserved = new Set([
  ...['from', 'sender', 'to', 'cc', 'bcc', 'reply-to', 'subject', 'date', 'message-id', 'return-path'],
  ...['mime-version', 'list-unsubscribe', 'list-unsubscribe-post', 'received', 'dkim-signature'],
]);

/**
 * The headers that a sender adds.
 *
 * @throws {MailError} where a name is none, or is written by other means
 */
export function extraHeaders(headers: Readonly<Record<string, string>> | undefined): PreparedHeader[] {
  return Object.entries(headers ?? {}).map(([name, value]) => {
    if (!/^[A-Za-z0-9-]{1,70}$/.test(name))
      throw mailError('mail-header', { name: legible(name), fault: 'name' });
    const lower = name.toLowerCase();
    if (reserved.has(lower) || /^(?:content|resent)-/.test(lower)) {
      throw mailError('mail-header', { name, fault: 'reserved' });
    }
    return textHeader(name, value);
  });
}

const legible = (name: string): string => name.slice(0, 40).replace(/[^ -~]/g, '?');
