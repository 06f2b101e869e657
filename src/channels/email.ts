import { escapeHtml } from '../values/escape-html.js';
import { defineChannel } from './channel.js';
import { htmlMarkup } from './email/html-markup.js';

/**
 * HTML for e-mail: each value is escaped as its place wants it (text, attribute, address, style, comment), which is
 * worked out when a template is compiled, after Go's html/template. In text and quoted attributes that is Django's
 * escaping.
 */
export const email = defineChannel({
  name: 'email',
  escape: escapeHtml,
  encoding: 'html',
  tagLines: 'keep',
  markup: htmlMarkup,
});
