import { createHash } from 'node:crypto';
import type { Message } from '../../message.js';
import type { MailEnvelope } from './envelope.js';
import { extraHeaders } from './extra-headers.js';
import { textHeader, wellFormedText } from './header-text.js';
import { inlineCss } from './inline-css.js';
import { mailError } from './mail-error.js';
import { toMailbox } from './mailbox.js';
import { withPreheader } from './preheader.js';
import { textFromHtml } from './text-from-html.js';
import { unsubscribeHeaders } from './unsubscribe.js';

/**
 * The message as a mail: an RFC 5322 text in ASCII with CRLF, ready for an `.eml` file or a mail server.
 *
 * The same message and envelope give the same octets, so that a campaign that was stopped writes what it would
 * have written. Text and HTML are alternatives (RFC 2046, section 5.1.4); text that is missing is made from the
 * HTML, and a message with text alone is text/plain. Parts for chat channels are no part of a mail.
 *
 * @throws {MailError} where an address is not exactly one, a header cannot be written, or there is no text
 * @example
 * await composeMail({ subject: 'Hi', text: 'Hello!' }, {
 *   from: 'Shop <shop@example.com>', to: { address: 'ann@example.com', name: 'Ann' }, date: new Date(0),
 *   messageId: messageId('welcome', 'ann', 'shop@example.com'),
 * })
 */
export async function composeMail(message: Message, envelope: MailEnvelope): Promise<Uint8Array> {
  const from = toMailbox(envelope.from, 'from');
  const to = toMailbox(envelope.to, 'to');
  const replyTo = envelope.replyTo === undefined ? undefined : toMailbox(envelope.replyTo, 'replyTo');
  const parts = await partsOf(message, envelope);
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
    from: nodeAddress(from),
    to: nodeAddress(to),
    ...(replyTo !== undefined && { replyTo: nodeAddress(replyTo) }),
    date: checkDate(envelope.date),
    messageId: checkMessageId(envelope.messageId),
    headers: [
      textHeader('Subject', message.subject ?? ''),
      ...unsubscribeHeaders(envelope.unsubscribeUrl, envelope.unsubscribeMailto),
      ...extraHeaders(envelope.headers),
    ],
    ...(parts.text !== undefined && { text: content(parts.text) }),
    ...(parts.html !== undefined && { html: content(parts.html) }),
    newline: 'win',
    // "=_" stands in no quoted-printable text (RFC 2045, section 6.7), and the hash in no base64.
    boundaryPrefix: '=_',
    baseBoundary: boundaryOf(envelope.messageId, parts),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

interface Parts {
  readonly text: string | undefined;
  readonly html: string | undefined;
}

async function partsOf(message: Message, envelope: MailEnvelope): Promise<Parts> {
  const given = isBlank(message.html) ? undefined : message.html;
  const html = given !== undefined && envelope.inlineCss === true ? await inlineCss(given) : given;
  const made = html !== undefined && envelope.text !== false ? await textFromHtml(html) : '';
  const text = isBlank(message.text) ? made : (message.text ?? '');
  if (html === undefined && isBlank(text)) throw mailError('mail-empty', {});
  return {
    text: isBlank(text) ? undefined : bodyText(text),
    html: html === undefined ? undefined : bodyText(withPreheader(html, message.preheader ?? '')),
  };
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/**
 * RFC 2046, section 4.1.1: lines of text end with CRLF; and RFC 5321 allows no NUL. A byte order mark says what the
 * charset says already.
 */
const bodyText = (text: string): string =>
  wellFormedText(text)
    .replace(/^\ufeff+/, '')
    .replace(/\r\n?|\n/g, '\r\n')
    .replaceAll('\0', '\ufffd');

/**
 * Never 7bit: servers break lines over 998 octets, cut spaces off the ends of lines and write > before From.
 * Quoted-printable keeps what is mostly ASCII legible; base64 is shorter for other scripts. Not format=flowed
 * (RFC 3676), which few programs read and which changes lines that begin with a space.
 */
function content(text: string) {
  const others = Buffer.byteLength(text) - countAscii(text);
  const contentTransferEncoding = others * 6 > text.length ? 'base64' : 'quoted-printable';
  return { content: text, contentTransferEncoding };
}

function countAscii(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 128) count++;
  return count;
}

const boundaryOf = (messageId: string, { text = '', html = '' }: Parts): string =>
  createHash('sha256')
    .update(messageId)
    .update('\0')
    .update(text)
    .update('\0')
    .update(html)
    .digest('hex')
    .slice(0, 32);

/** Copies: the composer writes into what it is given. */
const nodeAddress = ({ address, name = '' }: { readonly address: string; readonly name?: string }) => ({
  address,
  name,
});

function checkDate(date: Date): Date {
  const year = date.getUTCFullYear();
  if (!(year >= 1000 && year <= 9999)) throw mailError('mail-date', {});
  return date;
}

function checkMessageId(id: string): string {
  if (!/^<[!-;=?A-~]+@[!-;=?A-~]+>$/.test(id) || id.length > 250) throw mailError('mail-message-id', {});
  return id;
}
