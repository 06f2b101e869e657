import { escapeHtml } from '../values/escape-html.js';
import { defineChannel } from './channel.js';

/** HTML with Django's escaping: the five characters, wherever the value stands. */
export const html = defineChannel({
  name: 'html',
  escape: escapeHtml,
  encoding: 'html',
  tagLines: 'keep',
});
