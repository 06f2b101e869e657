import { toText } from '../../values/text.js';
import { defineFilter, type FilterDefinition } from '../filter.js';
import { wantsConversion } from './literal-arguments.js';
import { formatPercent } from './percent-format.js';
import { prettyPrint, Unprintable } from './pretty-print.js';

const stringformat = defineFilter({
  name: 'stringformat',
  doc:
    'Formats the variable by a Python format specifier without its leading %: flags, width, precision and one of ' +
    'diouxXeEfFgGcrsa. What does not fit the value gives an empty text. Widths and precisions go to 10,000.',
  example: [
    { template: '{{ total|stringformat:"08.2f" }}', context: { total: Math.PI }, result: '00003.14' },
    { template: '{{ size|stringformat:"E" }}', context: { size: 10 }, result: '1.000000E+01' },
    { template: '[{{ name|stringformat:"-6s" }}]', context: { name: 'Ann' }, result: '[Ann   ]' },
  ],
  library: 'built-in',
  input: 'any',
  argument: { name: 'format', type: 'text', required: true, doubt: wantsConversion },
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: true,
  apply(value, argument, runtime, site) {
    const format = toText(argument, runtime);
    runtime.charge(format.length);
    const text = formatPercent(`%${format}`, value ?? (value === null ? null : ''), runtime, !site.django);
    runtime.charge(text.length);
    return text;
  },
});

const pprint = defineFilter({
  name: 'pprint',
  doc: "Shows a value as Python's pprint.pprint does: for debugging, really.",
  example: {
    template: '{{ order|pprint|safe }}',
    context: { order: { lines: [1, 2], code: 'A' } },
    result: "{'code': 'A', 'lines': [1, 2]}",
  },
  library: 'built-in',
  input: 'any',
  result: 'text',
  paths: 'all',
  output: 'same',
  pure: true,
  apply(value, _argument, runtime) {
    try {
      const text = prettyPrint(value ?? (value === null ? null : ''));
      runtime.charge(text.length);
      return text;
    } catch (error) {
      if (!(error instanceof Unprintable)) throw error;
      return `Error in formatting: ${error.message}`;
    }
  },
});

/** Values in a form of one's own. */
export const formatting: readonly FilterDefinition[] = [stringformat, pprint];
