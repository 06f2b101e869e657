import type { Place } from '../values/safe-text.js';
import { defineChannel } from './channel.js';
import { linkTarget } from './link-target.js';
import { oneLine } from './one-line.js';
import { telegramLength } from './telegram-length.js';
import { telegramMarkup } from './telegram-markup.js';

/** Telegram's rule: in all other places these must be escaped, and the backslash itself. */
const reserved = /[_*[\]()~`>#+\-=|{}.!\\]/g;
const inText = (text: string): string => text.replace(reserved, '\\$&');
/** Inside `pre` and `code` entities. */
const inCode = (text: string): string => text.replace(/[`\\]/g, '\\$&');
/** Inside the round brackets of a link. */
const inLink = (text: string): string => text.replace(/[)\\]/g, '\\$&');

const places = {
  text: { encoding: 'markup', escape: inText },
  // Each line of a quotation begins with its own mark.
  quote: { encoding: 'markup-quote', escape: (text) => inText(text).replace(/\r\n?|\n/g, '\n>') },
  // Whether a mark goes on over the lines of a quotation is documented nowhere.
  quotedLine: { encoding: 'markup-quoted-line', escape: (text) => inText(oneLine(text)) },
  code: { encoding: 'markup-code', escape: inCode },
  quotedCode: { encoding: 'markup-quoted-code', escape: (text) => inCode(oneLine(text)) },
  // What follows the three marks would be read as the name of a language; a line break there is dropped.
  opening: { encoding: 'markup-opening', escape: (text) => `\n${inCode(text)}` },
  quotedOpening: { encoding: 'markup-quoted-opening', escape: (text) => ` ${inCode(oneLine(text))}` },
  address: { encoding: 'markup-address', escape: (text) => inLink(linkTarget(text, true)) },
  link: { encoding: 'markup-link', escape: (text) => inLink(linkTarget(text, false)) },
} as const satisfies Record<string, Place>;

/**
 * Telegram's MarkdownV2 (Bot API, "Formatting options"): a value is escaped as its place wants it, text, code or the
 * target of a link. The author writes markup, so a reserved character of the author's own needs its backslash.
 */
export const telegram = defineChannel({
  name: 'telegram',
  ...places.text,
  tagLines: 'drop',
  markup: telegramMarkup(places),
  strict: true,
  limit: { unit: 'UTF-16 units without markup', most: 4096, measure: telegramLength },
});
