import { asText } from '../../values/kinds.js';
import { SafeText } from '../../values/safe-text.js';
import { toText } from '../../values/text.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { isSafeHtml } from './conditional-escape.js';
import { slugOf } from './slug.js';
import { quoteUrl } from './url-quoting.js';
import { splitWords } from './white-space.js';

const text = { library: 'built-in', input: 'text', result: 'text', paths: 'text', pure: true } as const;

const addslashes = defineFilter({
  name: 'addslashes',
  doc: 'Adds backslashes before quotes and backslashes. For CSV, say; for JavaScript use escapejs.',
  example: {
    template: '{{ note|addslashes }}',
    context: { note: 'C:\\dir' },
    result: 'C:\\\\dir',
  },
  ...text,
  output: 'same',
  apply(value, _argument, runtime) {
    const from = String(value);
    runtime.charge(from.length * 2);
    return from.replace(/[\\"']/g, '\\$&');
  },
});

const capfirst = defineFilter({
  name: 'capfirst',
  doc: 'Capitalizes the first character of the value. If it is no letter, nothing changes.',
  example: { template: '{{ word|capfirst }}', context: { word: 'django' }, result: 'Django' },
  ...text,
  output: 'same',
  apply(value, _argument, runtime) {
    const from = String(value);
    runtime.charge(from.length);
    const first = from.codePointAt(0);
    if (first === undefined) return '';
    const character = String.fromCodePoint(first);
    return character.toUpperCase() + from.slice(character.length);
  },
});

const cut = defineFilter({
  name: 'cut',
  doc: 'Removes all values of the argument from the given string.',
  example: {
    template: '{{ note|cut:" " }}',
    context: { note: 'String with spaces' },
    result: 'Stringwithspaces',
  },
  ...text,
  input: 'any',
  argument: { name: 'string', type: 'any', required: true },
  output: 'text',
  apply(value, argument, runtime, site) {
    const what = asText(argument) ?? (site.django ? undefined : toText(argument, runtime));
    if (what === undefined) throw new FilterError('"cut" wants a text as argument');
    const from = toText(value, runtime);
    runtime.charge(from.length);
    const left = what === '' ? from : from.replaceAll(what, '');
    // Without its semicolon an entity is none.
    return value instanceof SafeText && what !== ';' ? new SafeText(left, value.encoding) : left;
  },
});

/** What could end a string or a script, and control characters. */
const control = '\\0-\\x1f';
const inScript = new RegExp(`[\\\\'"<>&=;\`\\u2028\\u2029${control}-]`, 'g');

const escapejs = defineFilter({
  name: 'escapejs',
  doc:
    'Escapes characters for use as a whole JavaScript string, between quotes. It does not make the value safe ' +
    'for HTML, nor for a JavaScript template literal.',
  example: {
    template: '{{ note|escapejs }}',
    context: { note: 'it\'s\n"<b>"' },
    result: 'it\\u0027s\\u000A\\u0022\\u003Cb\\u003E\\u0022',
  },
  ...text,
  output: 'js',
  apply(value, _argument, runtime) {
    const from = String(value);
    runtime.charge(from.length * 6);
    return from.replace(
      inScript,
      (one) => `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
  },
});

const iriencode = defineFilter({
  name: 'iriencode',
  doc:
    'Converts an IRI (a web address in any script) to a string that is fit to be in a URL. What is ' +
    'percent-encoded already stays, so that urlencode may come before.',
  example: {
    template: '{{ path|iriencode }}',
    context: { path: '?test=I ♥ Django' },
    result: '?test=I%20%E2%99%A5%20Django',
  },
  ...text,
  input: 'any',
  output: 'url',
  apply(value, _argument, runtime) {
    const from = toText(value, runtime);
    runtime.charge(from.length * 3);
    const url = quoteUrl(from, "/#%[]=:;$&()+,!?*@'~");
    return isSafeHtml(value) ? new SafeText(url, value.encoding) : url;
  },
});

const makeList = defineFilter({
  name: 'make_list',
  doc: 'Returns the value turned into a list: of a string its characters, of a number its digits.',
  example: { template: '{{ code|make_list|join:"-" }}', context: { code: 'Joel' }, result: 'J-o-e-l' },
  ...text,
  result: 'list',
  output: 'text',
  apply(value, _argument, runtime) {
    const from = String(value);
    runtime.charge(from.length);
    return Array.from(from);
  },
});

const keypad = 'abc2def3ghi4jkl5mno6pqrs7tuv8wxyz9';
const digits: ReadonlyMap<string, string> = new Map(
  Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => [
    letter,
    /\d/.exec(keypad.slice(keypad.indexOf(letter)))?.[0] ?? '',
  ]),
);

const phone2numeric = defineFilter({
  name: 'phone2numeric',
  doc: 'Converts a phone number, possibly with letters, to its numerical equivalent.',
  example: {
    template: '{{ phone|phone2numeric }}',
    context: { phone: '800-COLLECT' },
    result: '800-2655328',
  },
  ...text,
  input: 'any',
  output: 'same',
  apply(value, _argument, runtime, site) {
    const from = asText(value) ?? (site.django ? undefined : toText(value, runtime));
    if (from === undefined) throw new FilterError('"phone2numeric" wants a text');
    runtime.charge(from.length);
    return from.toLowerCase().replace(/[a-z]/g, (letter) => digits.get(letter) ?? letter);
  },
});

const slugify = defineFilter({
  name: 'slugify',
  doc:
    'Converts to ASCII and lowercase, spaces and repeated hyphens to single hyphens, and removes what is no ' +
    'letter, digit, underscore or hyphen. Hyphens and underscores at the ends go too.',
  example: { template: '{{ name|slugify }}', context: { name: 'Joël is a slug!' }, result: 'joel-is-a-slug' },
  ...text,
  output: 'same',
  apply(value, _argument, runtime) {
    const from = String(value);
    runtime.charge(from.length);
    return slugOf(from);
  },
});

const wordcount = defineFilter({
  name: 'wordcount',
  doc: 'Returns the number of words.',
  example: { template: '{{ note|wordcount }}', context: { note: 'Joel is a slug' }, result: '4' },
  ...text,
  result: 'number',
  output: 'text',
  apply(value, _argument, runtime) {
    const from = String(value);
    runtime.charge(from.length);
    return splitWords(from).length;
  },
});

/** Text, character by character. */
export const characters: readonly FilterDefinition[] = [
  addslashes,
  capfirst,
  cut,
  escapejs,
  iriencode,
  makeList,
  phone2numeric,
  slugify,
  wordcount,
];
