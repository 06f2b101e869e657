import { toInteger } from '../../values/numbers.js';
import { titleCase } from '../../values/title-case.js';
import { defineFilter, type FilterDefinition } from '../filter.js';
import { wantsWhole } from './literal-arguments.js';
import { truncateCharacters } from './truncate.js';
import { quoteUrl } from './url-quoting.js';

const upper = defineFilter({
  name: 'upper',
  doc: 'Converts a string into all uppercase.',
  example: { template: '{{ name|upper }}', context: { name: 'Joël' }, result: 'JOËL' },
  library: 'built-in',
  input: 'text',
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: true,
  apply(value, _argument, runtime) {
    const text = String(value);
    runtime.charge(text.length);
    return text.toUpperCase();
  },
});

const lower = defineFilter({
  name: 'lower',
  doc: 'Converts a string into all lowercase.',
  example: { template: '{{ name|lower }}', context: { name: 'JOËL' }, result: 'joël' },
  library: 'built-in',
  input: 'text',
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: true,
  apply(value, _argument, runtime) {
    const text = String(value);
    runtime.charge(text.length);
    return text.toLowerCase();
  },
});

const title = defineFilter({
  name: 'title',
  doc:
    'Converts a string into titlecase: every word starts with an uppercase character, the rest of it is ' +
    'lowercase. Small words are not kept lowercase.',
  example: [
    { template: '{{ name|title }}', context: { name: 'my FIRST post' }, result: 'My First Post' },
    { template: '{{ name|title }}', context: { name: '5th avenue' }, result: '5th Avenue' },
  ],
  library: 'built-in',
  input: 'text',
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: true,
  apply(value, _argument, runtime) {
    const text = String(value);
    runtime.charge(text.length);
    return titleCase(text)
      .replace(/[a-z]'[A-Z]/g, (match) => match.toLowerCase())
      .replace(/\p{Nd}[A-Z]/gu, (match) => match.toLowerCase());
  },
});

const truncatechars = defineFilter({
  name: 'truncatechars',
  doc:
    'Truncates a string if it is longer than the given number of characters. Truncated strings end with an ' +
    'ellipsis character ("…"), which counts as one of them.',
  example: [
    { template: '{{ note|truncatechars:7 }}', context: { note: 'Joel is a slug' }, result: 'Joel i…' },
    { template: '{{ note|truncatechars:7 }}', context: { note: 'Joel' }, result: 'Joel' },
  ],
  library: 'built-in',
  input: 'text',
  argument: { name: 'length', type: 'number', required: true, doubt: wantsWhole },
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: true,
  apply(value, argument, runtime) {
    const text = String(value);
    runtime.charge(text.length);
    const length = toInteger(argument);
    return length === undefined ? text : truncateCharacters(text, length);
  },
});

const urlencode = defineFilter({
  name: 'urlencode',
  doc:
    'Escapes a value for use in a URL. The optional argument holds the characters which should not be ' +
    'escaped; without it that is "/".',
  example: [
    {
      template: '{{ url|urlencode }}',
      context: { url: 'https://www.example.org/foo?a=b&c=d' },
      result: 'https%3A//www.example.org/foo%3Fa%3Db%26c%3Dd',
    },
    {
      template: '{{ url|urlencode:"" }}',
      context: { url: 'https://www.example.org/' },
      result: 'https%3A%2F%2Fwww.example.org%2F',
    },
  ],
  library: 'built-in',
  input: 'text',
  argument: { name: 'safe', type: 'text', required: false },
  result: 'text',
  paths: 'text',
  output: 'url',
  pure: true,
  apply(value, argument, runtime) {
    const text = String(value);
    runtime.charge(text.length * 3);
    return quoteUrl(text, argument === undefined || argument === null ? '/' : String(argument));
  },
});

/** Text in, text out. */
export const strings: readonly FilterDefinition[] = [upper, lower, title, truncatechars, urlencode];
