import { type PreparedHeader, prepared } from './header-text.js';
import { mailError } from './mail-error.js';
import { toMailbox } from './mailbox.js';

/** RFC 5322, section 2.1.1, allows 998 octets a line, and a link cannot be folded. */
const longestLink = 900;

/**
 * `List-Unsubscribe` (RFC 2369) and, where the link is https, `List-Unsubscribe-Post` (RFC 8058): a mail program
 * then shows its own button and posts to the link, without a visit. The link goes first, as most programs take the
 * first that they know.
 *
 * @param url what `links.unsubscribe(receiver)` gave
 * @param mailto an address, or a `mailto:` link with a subject
 * @throws {MailError} where either is none
 */
export function unsubscribeHeaders(url: string | undefined, mailto: string | undefined): PreparedHeader[] {
  const link = url === undefined ? undefined : webLink(url);
  const links = [link, mailto === undefined ? undefined : mailLink(mailto)].filter(
    (one) => one !== undefined,
  );
  if (links.length === 0) return [];
  const headers = [prepared('List-Unsubscribe', links.map((one) => `<${one}>`).join(',\r\n '), false)];
  if (link?.startsWith('https:')) {
    headers.push(prepared('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'));
  }
  return headers;
}

function webLink(url: string): string {
  const link = hasControls(url) || !URL.canParse(url) ? '' : asciiLink(new URL(url).href);
  if (!/^https?:/.test(link) || link.length > longestLink)
    throw mailError('mail-unsubscribe', { what: 'url' });
  return link;
}

function mailLink(mailto: string): string {
  const refuse = () => mailError('mail-unsubscribe', { what: 'mailto' });
  if (hasControls(mailto)) throw refuse();
  const [address = '', ...fields] = mailto.replace(/^mailto:/i, '').split('?');
  let checked: string;
  try {
    checked = toMailbox({ address: decodeURIComponent(address) }, 'unsubscribe').address;
  } catch {
    throw refuse();
  }
  const link = asciiLink(`mailto:${encodeURI(checked)}${fields.length > 0 ? `?${fields.join('?')}` : ''}`);
  if (link.length > longestLink) throw refuse();
  return link;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hasControls = (text: string): boolean => /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text);

/** A link that stands between < and >, and between commas, as what it is. */
const asciiLink = (link: string): string =>
  Buffer.from(link, 'utf8')
    .toString('latin1')
    .replace(
      /[^!-~]|[<>,"\\]/g,
      (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
