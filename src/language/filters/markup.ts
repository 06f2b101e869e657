import { escapeHtml } from '../../values/escape-html.js';
import { SafeText } from '../../values/safe-text.js';
import type { FilterRuntime } from '../../values/settings.js';
import { toText } from '../../values/text.js';
import { truthy } from '../../values/truth.js';
import type { Value } from '../../values/value.js';
import { defineFilter, type FilterDefinition, FilterError, type FilterSite } from '../filter.js';
import { conditionalEscape, escapedAs, escapedHere, isSafeHtml, safeHere } from './conditional-escape.js';
import { iterate } from './iterate.js';
import { writeJson } from './json-text.js';
import { stripTags } from './strip-tags.js';
import { listItems } from './unordered-list.js';

const facts = { library: 'built-in', input: 'any', paths: 'text', pure: true } as const;
const toHtml = { ...facts, result: 'text', output: 'html' } as const;
const toList = { ...facts, input: 'list', result: 'list', paths: 'all', output: 'text' } as const;

/** Nothing has no items, which is no fault of a message; Django raises for null. */
function itemsOf(value: Value, site: FilterSite, filter: string): readonly Value[] {
  if (value === undefined || (value === null && !site.django)) return [];
  const items = iterate(value);
  if (items === undefined) throw new FilterError(`"${filter}" wants a list`);
  return items;
}

/** The value as HTML where the place escapes, as it is where it does not. */
const escaped = (value: Value, runtime: FilterRuntime, site: FilterSite): string =>
  site.autoescape ? conditionalEscape(value, runtime) : toText(value, runtime);

const forceEscape = defineFilter({
  name: 'force_escape',
  doc: 'Applies HTML escaping to a string at once, so that filters after it see the escaped text; safe text is escaped too.',
  example: {
    template: '{{ note|force_escape|linebreaks }}',
    context: { note: '<b>\n&' },
    result: '<p>&lt;b&gt;<br>&amp;</p>',
  },
  ...toHtml,
  input: 'text',
  apply(value, _argument, runtime, site) {
    const { markup } = site;
    const escaped = (markup?.escape ?? escapeHtml)(String(value));
    runtime.charge(escaped.length);
    return new SafeText(escaped, markup?.encoding ?? escapedAs(site));
  },
});

const escapeseq = defineFilter({
  name: 'escapeseq',
  doc: 'Applies the escape filter to each element of a list. Useful before filters that work on lists, such as join.',
  example: {
    template: '{% autoescape off %}{{ names|escapeseq|join:"<br>" }}{% endautoescape %}',
    context: { names: ['<Ann>', 'Bob'] },
    result: '&lt;Ann&gt;<br>Bob',
  },
  ...toList,
  apply(value, _argument, runtime, site) {
    const items = itemsOf(value, site, 'escapeseq');
    runtime.charge(items.length);
    return items.map((item) => {
      const escaped = escapedHere(item, runtime, site);
      runtime.charge(escaped.text.length);
      return escaped;
    });
  },
});

const safeseq = defineFilter({
  name: 'safeseq',
  doc: 'Applies the safe filter to each element of a list. Useful before filters that work on lists, such as join.',
  example: {
    template: '{{ names|safeseq|join:", " }}',
    context: { names: ['<b>Ann</b>', 'Bob'] },
    result: '<b>Ann</b>, Bob',
  },
  ...toList,
  output: 'same',
  apply(value, _argument, runtime, site) {
    const items = itemsOf(value, site, 'safeseq');
    runtime.charge(items.length);
    return items.map((item) => (item instanceof SafeText ? item : safeHere(toText(item, runtime), site)));
  },
});

const jsonInHtml: ReadonlyMap<string, string> = new Map([
  ['<', '\\u003C'],
  ['>', '\\u003E'],
  ['&', '\\u0026'],
]);

const jsonScript = defineFilter({
  name: 'json_script',
  doc:
    'Safely outputs a value as JSON, wrapped in a <script> tag, ready for use with JavaScript. The argument is ' +
    'the id of the tag. Decimals are strings, so that none of their digits is lost.',
  example: {
    template: '{{ value|json_script:"hello-data" }}',
    context: { value: { hello: 'world</script>' } },
    result:
      '<script id="hello-data" type="application/json">{"hello": "world\\u003C/script\\u003E"}</script>',
  },
  ...toHtml,
  paths: 'all',
  argument: { name: 'id', type: 'any', required: false },
  apply(value, argument, runtime) {
    const pieces: string[] = [];
    writeJson(value, (piece) => {
      runtime.charge(piece.length);
      pieces.push(piece.replace(/[<>&]/g, (one) => jsonInHtml.get(one) ?? one));
    });
    const id = truthy(argument) ? ` id="${conditionalEscape(argument, runtime)}"` : '';
    return `<script${id} type="application/json">${pieces.join('')}</script>`;
  },
});

const linebreaks = defineFilter({
  name: 'linebreaks',
  doc:
    'Replaces line breaks in plain text with appropriate HTML; a single newline becomes a line break (<br>) and ' +
    'a new line followed by a blank line becomes a paragraph (<p>).',
  example: {
    template: '{{ note|linebreaks }}',
    context: { note: 'Joel\nis a slug\n\nreally' },
    result: '<p>Joel<br>is a slug</p>\n\n<p>really</p>',
  },
  ...toHtml,
  apply(value, _argument, runtime, site) {
    const html = escaped(value, runtime, site).replace(/\r\n?/g, '\n');
    runtime.charge(html.length * 5);
    return html
      .split(/\n{2,}/)
      .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
      .join('\n\n');
  },
});

const linenumbers = defineFilter({
  name: 'linenumbers',
  doc: 'Displays text with line numbers.',
  example: {
    template: '{{ note|linenumbers }}',
    context: { note: 'one\ntwo\nthree' },
    result: '1. one\n2. two\n3. three',
  },
  ...toHtml,
  apply(value, _argument, runtime, site) {
    const lines = (isSafeHtml(value) ? value.text : escaped(value, runtime, site)).split('\n');
    const width = String(lines.length).length;
    runtime.charge(lines.reduce((sum, line) => sum + line.length + width + 3, 0));
    return lines.map((line, index) => `${String(index + 1).padStart(width, '0')}. ${line}`).join('\n');
  },
});

const striptags = defineFilter({
  name: 'striptags',
  doc:
    'Makes all possible efforts to strip all [X]HTML tags. What is left is not safe for HTML: it is escaped ' +
    'where it is printed, and must be.',
  example: {
    template: '{{ note|striptags }}',
    context: { note: '<b>Joel</b> <button>is</button> a <span>slug</span>' },
    result: 'Joel is a slug',
  },
  ...facts,
  input: 'text',
  result: 'text',
  output: 'same',
  apply(value, _argument, runtime) {
    const text = String(value);
    runtime.charge(text.length);
    return stripTags(text);
  },
});

const unorderedList = defineFilter({
  name: 'unordered_list',
  doc: 'Takes a self-nested list and returns an HTML unordered list, without its outermost <ul> tags.',
  example: {
    template: '{{ places|unordered_list }}',
    context: { places: ['States', ['Kansas', 'Illinois']] },
    result: '\t<li>States\n\t<ul>\n\t\t<li>Kansas</li>\n\t\t<li>Illinois</li>\n\t</ul>\n\t</li>',
  },
  ...toHtml,
  input: 'list',
  paths: 'all',
  apply: (value, _argument, runtime, site) =>
    listItems(
      itemsOf(value, site, 'unordered_list'),
      (item) => escaped(item, runtime, site),
      (units) => runtime.charge(units),
    ),
});

/** What makes HTML of text and values, and text of HTML. */
export const markup: readonly FilterDefinition[] = [
  escapeseq,
  forceEscape,
  jsonScript,
  linebreaks,
  linenumbers,
  safeseq,
  striptags,
  unorderedList,
];
