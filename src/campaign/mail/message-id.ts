import { createHash } from 'node:crypto';
import { domainOf, type Mailbox, toMailbox } from './mailbox.js';

/**
 * The Message-ID of one receiver's mail of one campaign (RFC 5322, section 3.6.4): the same whenever it is asked
 * for, so that a campaign that was stopped and goes on writes the same mail, and a server can tell a repeat.
 *
 * @param campaign what tells the campaign from any other
 * @param receiver the receiver's key
 * @param from the sender, whose domain stands in it
 * @throws {MailError} where `from` is not one address
 * @example messageId('order-shipped 2025-06-25', 'john-doe-01', 'shop@example.com') // '<…@example.com>'
 */
export function messageId(campaign: string, receiver: string, from: string | Mailbox): string {
  // The length keeps ('ab', 'c') apart from ('a', 'bc').
  const hash = createHash('sha256').update(`${campaign.length}:${campaign}${receiver}`, 'utf16le');
  return `<${hash.digest('hex').slice(0, 40)}@${domainOf(toMailbox(from, 'from'))}>`;
}
