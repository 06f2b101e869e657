import { toInteger } from '../../values/numbers.js';
import { defineFilter, type FilterDefinition } from '../filter.js';
import { wantsWhole } from './literal-arguments.js';
import { truncateHtmlCharacters, truncateHtmlWords } from './truncate-html.js';
import { splitWords } from './white-space.js';

const facts = {
  library: 'built-in',
  input: 'text',
  argument: { name: 'length', type: 'number', required: true, doubt: wantsWhole },
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: true,
} as const;

const ellipsis = ' …';

const truncatewords = defineFilter({
  name: 'truncatewords',
  doc: 'Truncates a string after a certain number of words, with an ellipsis. Newlines in it are removed.',
  example: {
    template: '{{ note|truncatewords:2 }}',
    context: { note: 'Joel is a slug' },
    result: 'Joel is …',
  },
  ...facts,
  apply(value, argument, runtime) {
    const text = String(value);
    runtime.charge(text.length);
    const length = toInteger(argument);
    if (length === undefined) return text;
    if (length <= 0) return '';
    const words = splitWords(text);
    const kept = words.slice(0, length).join(' ');
    return words.length <= length || kept.endsWith(ellipsis) ? kept : kept + ellipsis;
  },
});

const truncatecharsHtml = defineFilter({
  name: 'truncatechars_html',
  doc:
    'Like truncatechars, but aware of HTML tags: they do not count, and those left open are closed right ' +
    'after the truncation. Newlines are preserved, comments are not.',
  example: {
    template: '{{ note|safe|truncatechars_html:7 }}',
    context: { note: '<p>Joel is a slug</p>' },
    result: '<p>Joel i…</p>',
  },
  ...facts,
  apply(value, argument, runtime, site) {
    const text = String(value);
    runtime.charge(text.length);
    const length = toInteger(argument);
    return length === undefined ? text : truncateHtmlCharacters(text, length, !site.django);
  },
});

const truncatewordsHtml = defineFilter({
  name: 'truncatewords_html',
  doc:
    'Like truncatewords, but aware of HTML tags: they do not count, and those left open are closed right ' +
    'after the truncation.',
  example: {
    template: '{{ note|safe|truncatewords_html:2 }}',
    context: { note: '<p>Joel is a slug</p>' },
    result: '<p>Joel is …</p>',
  },
  ...facts,
  apply(value, argument, runtime, site) {
    const text = String(value);
    runtime.charge(text.length);
    const length = toInteger(argument);
    return length === undefined ? text : truncateHtmlWords(text, length, !site.django);
  },
});

/** Text made shorter by words, and HTML made shorter. */
export const truncation: readonly FilterDefinition[] = [truncatewords, truncatecharsHtml, truncatewordsHtml];
