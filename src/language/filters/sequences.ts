import { asText } from '../../values/kinds.js';
import { toText } from '../../values/text.js';
import type { Value } from '../../values/value.js';
import { asciiDigits } from '../../values/whole-numbers.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { isNumber } from './calculate.js';
import { isNothing, lengthOf } from './iterate.js';
import { wantsSlice, wantsSuffixes } from './literal-arguments.js';
import { readSlice, slice } from './slice.js';
import { sortBy } from './sort-by.js';

const sliceFilter = defineFilter({
  name: 'slice',
  doc:
    'Returns a part of a list or text, by Python\'s list slicing: ":3" is the first three items, "2:" all but the ' +
    'first two, "-2:" the last two. Anything else, and a part that is none, leaves the value as it is.',
  example: [
    {
      template: '{{ names|slice:":2"|join:", " }}',
      context: { names: ['Ann', 'Bob', 'Cid'] },
      result: 'Ann, Bob',
    },
    { template: '{{ code|slice:"-4:" }}', context: { code: 'ORD-78523' }, result: '8523' },
  ],
  library: 'built-in',
  input: 'list',
  argument: { name: 'part', type: 'any', required: true, doubt: wantsSlice },
  result: 'any',
  paths: 'input',
  output: 'same',
  pure: true,
  apply(value, argument, runtime) {
    const text = toText(argument, { ...runtime, nullText: 'None' });
    const bits = readSlice(text);
    if (bits === undefined) return value;
    runtime.charge(Array.isArray(value) ? value.length : (asText(value)?.length ?? 0));
    return slice(value, bits) ?? value;
  },
});

const random = defineFilter({
  name: 'random',
  doc: 'Returns a random item of a list: the same one each time the message is made for the same receiver. Of an empty list it is nothing.',
  example: { template: '{{ names|random }}', context: { names: ['Ann'] }, result: 'Ann' },
  library: 'built-in',
  input: 'list',
  result: 'any',
  paths: 'elements',
  output: 'same',
  pure: false,
  apply(value, _argument, runtime, site) {
    const text = asText(value);
    const items = Array.isArray(value) ? value : text !== undefined ? Array.from(text) : undefined;
    if (items === undefined) {
      if (isNothing(value) && !site.django) return '';
      throw new FilterError('"random" wants a list or a text');
    }
    runtime.charge(text?.length ?? 1);
    if (items.length === 0) return '';
    return items[Math.min(items.length - 1, Math.floor(runtime.random() * items.length))];
  },
});

const people = [
  { name: 'zed', age: 19 },
  { name: 'amy', age: 22 },
  { name: 'joe', age: 31 },
];

const sortDoc =
  'by what the argument names of each: "age", "product.name", or a number for the position in lists of lists. ' +
  'Items without it come last. What cannot be ordered, and what is no list, gives nothing.';

const dictsort = defineFilter({
  name: 'dictsort',
  doc: `Sorts a list of objects ${sortDoc}`,
  example: {
    template: '{% for p in people|dictsort:"name" %}{{ p.name }} {% endfor %}',
    context: { people },
    result: 'amy joe zed ',
  },
  library: 'built-in',
  input: 'list',
  argument: { name: 'attribute', type: 'any', required: true },
  result: 'list',
  paths: 'key',
  output: 'text',
  pure: true,
  apply: (value, argument, runtime, site) => sortBy(value, argument, 1, runtime, site),
});

const dictsortreversed = defineFilter({
  name: 'dictsortreversed',
  doc: `Sorts a list of objects in reverse order ${sortDoc}`,
  example: {
    template: '{% for p in people|dictsortreversed:"age" %}{{ p.name }} {% endfor %}',
    context: { people },
    result: 'joe amy zed ',
  },
  library: 'built-in',
  input: 'list',
  argument: { name: 'attribute', type: 'any', required: true },
  result: 'list',
  paths: 'key',
  output: 'text',
  pure: true,
  apply: (value, argument, runtime, site) => sortBy(value, argument, -1, runtime, site),
});

/** What Python's `float()` reads: digits of any kind, an exponent, or one of the words. */
const floatText =
  /^[-+]?(?:(?:\p{Nd}+(?:_\p{Nd}+)*\.?(?:\p{Nd}+(?:_\p{Nd}+)*)?|\.\p{Nd}+(?:_\p{Nd}+)*)(?:[eE][-+]?\p{Nd}+(?:_\p{Nd}+)*)?|inf|infinity|nan)$/iu;

const pluralize = defineFilter({
  name: 'pluralize',
  doc:
    'Returns a plural suffix unless the value is 1, "1" or something of length 1. The suffix is "s", or the ' +
    'argument; an argument with a comma has the singular suffix before it and the plural one after it.',
  example: [
    { template: '{{ n }} message{{ n|pluralize }}', context: { n: 2 }, result: '2 messages' },
    { template: 'walrus{{ n|pluralize:"es" }}', context: { n: 1 }, result: 'walrus' },
    { template: 'cherr{{ n|pluralize:"y,ies" }}', context: { n: 0 }, result: 'cherries' },
  ],
  library: 'built-in',
  input: 'any',
  argument: { name: 'suffix', type: 'text', required: false, doubt: wantsSuffixes },
  result: 'text',
  paths: 'none',
  output: 'text',
  pure: true,
  apply(value, argument, runtime) {
    const suffix = argument === undefined ? 's' : String(argument);
    runtime.charge(suffix.length);
    const bits = suffix.includes(',') ? suffix.split(',', 3) : ['', suffix];
    const [singular = '', plural = ''] = bits;
    if (bits.length > 2) return '';
    const one = isOne(value);
    return one === undefined ? '' : one ? singular : plural;
  },
});

/** Whether a value is one, or of length one; undefined where it is no count. */
function isOne(value: Value): boolean | undefined {
  const text = asText(value);
  if (text !== undefined) {
    const number = text.trim();
    if (number.length > 4300 || !floatText.test(number)) return undefined;
    return Number(asciiDigits(number).replaceAll('_', '')) === 1;
  }
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return Number(value) === 1;
  const length = lengthOf(value);
  return length === undefined ? undefined : length === 1;
}

/** What is taken of a list, and how it is counted. */
export const sequences: readonly FilterDefinition[] = [
  sliceFilter,
  random,
  dictsort,
  dictsortreversed,
  pluralize,
];
