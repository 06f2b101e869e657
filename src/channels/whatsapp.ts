import type { Place } from '../values/safe-text.js';
import { defineChannel } from './channel.js';
import { lineMarkup } from './line-markup.js';
import { oneLine } from './one-line.js';
import { unformatting } from './word-joiner.js';

/** An item (`- `, `* `, `1. `) and a quotation (`> `). */
const unformatted = unformatting({
  pairs: '*_~`',
  // A value that begins with a dot or a bracket may stand behind another that is a number.
  lineStart: /^([^\S\n\r\u2028\u2029]*\d*)([->.)•])(?=\s|$)/gm,
});

const places = {
  text: { encoding: 'markup', escape: unformatted },
  line: { encoding: 'markup-line', escape: (text) => unformatted(oneLine(text)) },
  // Nothing escapes a backtick in a piece of code: U+02CB looks like it.
  code: { encoding: 'markup-code', escape: (text) => unformatted(oneLine(text)).replaceAll('`', '\u02CB') },
  block: { encoding: 'markup-block', escape: unformatted },
} as const satisfies Record<string, Place>;

/**
 * WhatsApp's formatting: `*bold*`, `_italic_`, `~struck~`, code in one or three backticks, and lists and quotations
 * at the start of a line. It has no escapes, so formatting in data is broken with U+2060. The body of a text message
 * of the Cloud API holds 4,096 characters at most.
 */
export const whatsapp = defineChannel({
  name: 'whatsapp',
  ...places.text,
  tagLines: 'drop',
  markup: lineMarkup({ pairs: '*_~', lineStart: /^\s*(?:[-*•>]\s|\d+[.)]\s)/, links: false }, places),
  limit: { unit: 'characters', most: 4096, measure: (text) => [...text].length },
});
