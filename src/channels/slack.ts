import type { Place } from '../values/safe-text.js';
import { defineChannel } from './channel.js';
import { lineMarkup } from './line-markup.js';
import { linkTarget } from './link-target.js';
import { oneLine } from './one-line.js';
import { unformatting } from './word-joiner.js';

/** Slack's control characters, and what its documentation has written in their place. */
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const controls = (text: string): string => text.replace(/[&<>]/g, (one) => entities[one] ?? one);

/**
 * `@channel`, `#general` and `:smile:` become what they name where a message is sent with `parse=full` or
 * `link_names`; emoji always. An address (`ann@example.com`) and a time (`12:30:45`) do not.
 */
const replaced = /(?<![A-Za-z0-9])[@#](?=[\p{L}\p{N}_]|$)|(?<![0-9]):(?=[a-z0-9_+'-]*(?::|$))/gu;
const quotation = /^([^\S\n\r\u2028\u2029]*)(>+)/gm;
const unformatted = unformatting({ pairs: '*_~`', lineStart: quotation, replaced });

const inText = (text: string): string => controls(unformatted(text));
const inCode = (text: string): string => inText(oneLine(text)).replaceAll('`', '\u02CB');
const inLabel = (text: string): string => inText(oneLine(text)).replaceAll('|', '\u00A6');
const inLink = (text: string, begins: boolean): string => controls(linkTarget(text, begins, /[|<>`]/g));

const places = {
  text: { encoding: 'markup', escape: inText },
  line: { encoding: 'markup-line', escape: (text) => inText(oneLine(text)) },
  // Nothing escapes a backtick in a piece of code: U+02CB looks like it.
  code: { encoding: 'markup-code', escape: inCode },
  block: { encoding: 'markup-block', escape: inText },
  address: { encoding: 'markup-address', escape: (text) => inLink(text, true) },
  link: { encoding: 'markup-link', escape: (text) => inLink(text, false) },
  label: { encoding: 'markup-label', escape: inLabel },
} as const satisfies Record<string, Place>;

/**
 * Slack's mrkdwn: `& < >` become entities, as its documentation says ("Escaping text"); formatting has no escape, so
 * that of data is broken with U+2060. `text` of chat.postMessage holds 40,000 characters at most, and Slack advises
 * to keep to 4,000.
 */
export const slack = defineChannel({
  name: 'slack',
  ...places.text,
  tagLines: 'drop',
  markup: lineMarkup({ pairs: '*_~', lineStart: /^\s*>/, links: true }, places),
  limit: { unit: 'characters', most: 40_000, advised: 4_000, measure: (text) => [...text].length },
});
