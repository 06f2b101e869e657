import { quoteUrl } from '../../language/filters/url-quoting.js';

/** What a value may be the beginning of. All that has no scheme is relative, which is the author's choice. */
const schemes: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel', 'sms', 'cid']);
const imageData = /^data:image\/[a-z0-9.+-]+[;,]/i;

/** What is printed where an address may not stand: it leads nowhere. */
export const blockedUrl = '#blocked';

/** What RFC 3986 reserves, without quotation marks; percent signs are looked at one by one. */
const unfit = /%(?![\dA-Fa-f]{2})|[^\w.~!#$&()*+,/:;=?@[\]%-]+/g;
const unfitInside = /%(?![\dA-Fa-f]{2})|[^\w.~!$()*+,/:;=@[\]%-]+/g;
const unfitEncoded = /%(?![\dA-Fa-f]{2})|[^\w.~/%-]+/g;
const percent = (run: string): string => quoteUrl(run, '');

/** Percent-encodes what may stand nowhere in an address; what is encoded already stays. */
export const normalised = (text: string): string => text.replace(unfit, percent);

/** A value that begins an address, or `#blocked` where its scheme is none of those that a message may have. */
export function urlBeginning(text: string, image: boolean): string {
  const address = trimmed(text);
  const scheme = schemeOf(address);
  if (scheme !== undefined && !schemes.has(scheme) && !(image && imageData.test(address))) return blockedUrl;
  return normalised(address);
}

/** A value where a scheme might still be going on: its first part gets no colon. */
export function urlContinued(text: string): string {
  const end = text.search(/[/?#]/);
  const head = end < 0 ? text : text.slice(0, end);
  return normalised(head).replaceAll(':', '%3A') + (end < 0 ? '' : normalised(text.slice(end)));
}

/** A value behind mailto: and the like: it adds no headers. */
export const urlOpaque = (text: string): string => text.replace(unfitInside, percent);

/** A value as one part of a query. */
export const urlComponent = (text: string): string => quoteUrl(text, '');

/** The same of what `urlencode` made: its slashes and its encoding stay. */
export const urlEncoded = (text: string): string => text.replace(unfitEncoded, percent);

/** Without white space and control characters at its ends, which browsers drop. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}

/** What stands before the first colon, unless a slash, a question mark or a hash comes first. */
function schemeOf(address: string): string | undefined {
  const end = address.search(/[:/?#\\]/);
  if (end < 0 || address[end] !== ':') return undefined;
  // Browsers drop tabs and line breaks wherever they stand.
  return address
    .slice(0, end)
    .replace(/[\t\r\n]/g, '')
    .toLowerCase();
}
