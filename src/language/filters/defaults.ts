import { truthy } from '../../values/truth.js';
import { defineFilter, type FilterDefinition } from '../filter.js';
import { wantsMapping } from './literal-arguments.js';

const defaultFilter = defineFilter({
  name: 'default',
  doc: 'If the value evaluates to false (missing, null, empty, zero), uses the given default. Otherwise, uses the value.',
  example: [
    { template: '{{ name|default:"friend" }}', context: { name: '' }, result: 'friend' },
    { template: '{{ name|default:"friend" }}', context: { name: 'Ann' }, result: 'Ann' },
  ],
  library: 'built-in',
  input: 'any',
  argument: { name: 'default', type: 'any', required: true },
  result: 'any',
  paths: 'input',
  output: 'text',
  pure: true,
  handlesMissing: true,
  apply: (value, argument) => (truthy(value) ? value : argument),
});

const defaultIfNone = defineFilter({
  name: 'default_if_none',
  doc: 'If (and only if) the value is null, uses the given default. Otherwise, uses the value; an empty string stays one.',
  example: [
    { template: '{{ name|default_if_none:"friend" }}', context: { name: null }, result: 'friend' },
    { template: '{{ name|default_if_none:"friend" }}', context: { name: '' }, result: '' },
  ],
  library: 'built-in',
  input: 'any',
  argument: { name: 'default', type: 'any', required: true },
  result: 'any',
  paths: 'input',
  output: 'text',
  pure: true,
  handlesMissing: true,
  apply: (value, argument) => (value === null ? argument : value),
});

const yesno = defineFilter({
  name: 'yesno',
  doc:
    'Maps values for true, false and (optionally) null to the strings of a comma-separated list: ' +
    '"yeah,no,maybe". With two strings null is mapped as false is; without an argument the list is "yes,no,maybe".',
  example: [
    { template: '{{ active|yesno:"on,off" }}', context: { active: true }, result: 'on' },
    { template: '{{ active|yesno }}', context: { active: null }, result: 'maybe' },
  ],
  library: 'built-in',
  input: 'any',
  argument: { name: 'mapping', type: 'text', required: false, doubt: wantsMapping },
  result: 'text',
  paths: 'none',
  output: 'text',
  pure: true,
  apply(value, argument, runtime) {
    const mapping = argument === undefined || argument === null ? 'yes,no,maybe' : String(argument);
    runtime.charge(mapping.length);
    const words = mapping.split(',');
    const [yes, no] = words;
    if (yes === undefined || no === undefined) return value;
    if (value === null) return words.length === 3 ? words[2] : no;
    return truthy(value) ? yes : no;
  },
});

/** What stands in for a value that is empty or not text. */
export const defaults: readonly FilterDefinition[] = [defaultFilter, defaultIfNone, yesno];
