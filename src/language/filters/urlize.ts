import { countCodePoints } from '../../values/code-points.js';
import { escapeHtml } from '../../values/escape-html.js';
import { isEmailAddress } from './email-address.js';
import { trimPunctuation } from './link-punctuation.js';
import { quoteLink } from './link-target.js';
import { unescapeHtml } from './unescape-html.js';
import { quoteUrl } from './url-quoting.js';
import { spaces } from './white-space.js';

/** Longer words are no addresses, as in Django. */
const longestUrl = 2048;

const separators = new RegExp(`([${spaces}<>"']+)`);
const withScheme = /^https?:\/\/\[?[\p{L}\p{N}_]/iu;
const withWww = /^www\./iu;
const notHttp = /^(?!http)[\p{L}\p{N}_][^@]/iu;
const knownEnd = /\.(?:com|edu|gov|int|mil|net|org)(?:$|\/)/giu;

export interface UrlizeOptions {
  /** The text is HTML already. */
  readonly safe: boolean;
  readonly autoescape: boolean;
  /** Characters of the address that are shown, the ellipsis included. */
  readonly limit?: number;
  /** Lose what Django loses; see `trimPunctuation`. */
  readonly lossy: boolean;
}

/**
 * Django's `urlize`: addresses of the web and of e-mail in a text become links, `rel="nofollow"` those to
 * the web.
 *
 * @returns HTML, where the text was or is escaped
 */
export function urlize(text: string, options: UrlizeOptions): string {
  const encode = (part: string): string => (options.autoescape && !options.safe ? escapeHtml(part) : part);
  return text
    .split(separators)
    .map((word) => linked(word, options, encode) ?? encode(word))
    .join('');
}

function linked(word: string, options: UrlizeOptions, encode: (part: string) => string): string | undefined {
  if (!/[.@:]/.test(word)) return undefined;
  const { lead, middle, trail } = trimPunctuation(word, options.lossy);
  const link = linkTo(middle);
  if (link === undefined) return undefined;
  const shown = encode(shorten(middle, options.limit));
  return `${encode(lead)}<a href="${escapeHtml(link.href)}"${link.attributes}>${shown}</a>${encode(trail)}`;
}

function linkTo(text: string): { readonly href: string; readonly attributes: string } | undefined {
  if (countCodePoints(text) <= longestUrl) {
    const web = withScheme.test(text) ? text : isBareAddress(text) ? `http://${text}` : undefined;
    if (web !== undefined) return { href: quoteLink(unescapeHtml(web)), attributes: ' rel="nofollow"' };
  }
  if (text.includes(':') || !isEmailAddress(text)) return undefined;
  const at = text.lastIndexOf('@');
  return {
    href: `mailto:${quoteUrl(text.slice(0, at), '')}@${quoteUrl(text.slice(at + 1), '')}`,
    attributes: '',
  };
}

/** `www.…`, or a name under one of the oldest domains, with a path perhaps. */
function isBareAddress(text: string): boolean {
  if (withWww.test(text)) return true;
  if (!notHttp.test(text)) return false;
  const at = text.indexOf('@');
  for (const found of text.matchAll(knownEnd)) {
    if (at >= 0 && found.index > at) return false;
    if (found.index >= 2) return true;
  }
  return false;
}

function shorten(text: string, limit: number | undefined): string {
  if (limit === undefined || countCodePoints(text) <= limit) return text;
  return `${Array.from(text)
    .slice(0, Math.max(0, limit - 1))
    .join('')}…`;
}
