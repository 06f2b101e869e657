import { type Diagnostic, diagnose, type Where } from '../../diagnostics/diagnostic.js';
import type { Message } from '../../message.js';
import { oneLine } from './header-text.js';

/** What Gmail shows of a mail's HTML before it cuts it off: 102 kilobytes of 1,024 octets. */
const clippedAt = 102;

/**
 * What a sender wants to know of a message before it goes out: warnings, never errors.
 *
 * @param where the place to name: the template
 */
export function checkMail(message: Message, where: Where): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (oneLine(message.subject ?? '') === '') found.push(diagnose('mail-without-subject', {}, where));
  const kilobytes = Math.ceil(Buffer.byteLength(message.html ?? '') / 1_024);
  if (kilobytes > clippedAt) found.push(diagnose('mail-clipped', { kilobytes, most: clippedAt }, where));
  return found;
}
