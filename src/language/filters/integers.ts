import { asText } from '../../values/kinds.js';
import { toDecimal } from '../../values/numbers.js';
import { isHtml, SafeText, togetherAs } from '../../values/safe-text.js';
import type { Value } from '../../values/value.js';
import { fromWhole, toWhole } from '../../values/whole-numbers.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { calculate, isNumber } from './calculate.js';
import { isNothing, lengthOf } from './iterate.js';
import { wantsDivisor, wantsWhole } from './literal-arguments.js';

const add = defineFilter({
  name: 'add',
  doc:
    'Adds the argument to the value. Numbers are added exactly and keep their digits; two texts that are whole ' +
    'numbers are added too. Otherwise texts are joined, and so are lists. What cannot be added is nothing.',
  example: [
    { template: '{{ n|add:"2" }}', context: { n: 4 }, result: '6' },
    { template: '{{ price|add:0.1 }}', context: { price: '149.90' }, result: '150.00' },
    { template: '{{ first|add:last }}', context: { first: 'Ann', last: 'Lee' }, result: 'AnnLee' },
    { template: '{{ a|add:b|join:"," }}', context: { a: [1, 2], b: [3] }, result: '1,2,3' },
  ],
  library: 'built-in',
  input: 'any',
  argument: { name: 'addend', type: 'any', required: true },
  result: 'any',
  paths: 'input',
  output: 'text',
  pure: true,
  apply(value, argument, runtime, site) {
    const exact = site.django ? undefined : sum(value, argument);
    if (exact !== undefined) return exact;
    const [left, right] = [toWhole(value), toWhole(argument)];
    if (left !== undefined && right !== undefined) return fromWhole(left + right);
    if (site.django) refuseInfinite(value, argument, left, right);
    if (isFloat(value) && isFloat(argument)) return Number(value) + Number(argument);
    if (Array.isArray(value) && Array.isArray(argument)) {
      runtime.charge(value.length + argument.length);
      return [...value, ...argument];
    }
    const [head, tail] = site.django ? [value, argument] : [value ?? '', argument ?? ''];
    const [before, after] = [asText(head), asText(tail)];
    if (before === undefined || after === undefined) return '';
    runtime.charge(before.length + after.length);
    const joined = before + after;
    if (!(head instanceof SafeText && tail instanceof SafeText)) return joined;
    if (isHtml(head.encoding) && isHtml(tail.encoding)) {
      return new SafeText(joined, togetherAs(head.encoding, tail.encoding));
    }
    return head.encoding === tail.encoding ? new SafeText(joined, head.encoding) : joined;
  },
});

/** At least one of the two is a number and the other reads as one: their exact sum. */
function sum(value: Value, argument: Value): Value {
  if (!isNumber(value) && !isNumber(argument)) return undefined;
  if (toDecimal(value) === undefined || toDecimal(argument) === undefined) return undefined;
  return calculate('add', value, argument);
}

/** What Python adds to a NaN: a decimal it does not. */
const isFloat = (value: Value): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';

/** Python's int() of an infinite number raises OverflowError, which Django lets out. */
function refuseInfinite(
  value: Value,
  argument: Value,
  left: bigint | undefined,
  right: bigint | undefined,
): void {
  const infinite = (one: Value) => typeof one === 'number' && (one === Infinity || one === -Infinity);
  if (infinite(value) || (left !== undefined && infinite(argument) && right === undefined)) {
    throw new FilterError('"add" wants finite numbers');
  }
}

const divisibleby = defineFilter({
  name: 'divisibleby',
  doc: 'True if the value is divisible by the argument. Both are whole numbers; of a decimal the whole part counts.',
  example: [
    { template: '{{ n|divisibleby:"3" }}', context: { n: 21 }, result: 'True' },
    {
      template: '{% for n in list %}{{ n }}{% if forloop.counter|divisibleby:2 %};{% endif %}{% endfor %}',
      context: { list: [1, 2, 3] },
      result: '12;3',
    },
  ],
  library: 'built-in',
  input: 'number',
  argument: { name: 'divisor', type: 'number', required: true, doubt: wantsDivisor },
  result: 'any',
  paths: 'text',
  output: 'text',
  pure: true,
  apply(value, argument, _runtime, site) {
    if (!site.django && isNothing(value)) return false;
    const [number, divisor] = [toWhole(value), toWhole(argument)];
    if (number === undefined || divisor === undefined)
      throw new FilterError('"divisibleby" wants whole numbers');
    if (divisor === 0n) throw new FilterError('nothing can be divided by 0');
    return number % divisor === 0n;
  },
});

const getDigit = defineFilter({
  name: 'get_digit',
  doc:
    'Returns the requested digit of a whole number, counted from the right: 1 is the last one. A number that ' +
    'has no such digit gives 0. Returns the value unchanged where value or argument is no whole number, and the ' +
    'whole number where the argument is below 1.',
  example: [
    { template: '{{ n|get_digit:2 }}', context: { n: 123456789 }, result: '8' },
    { template: '{{ n|get_digit:2 }}', context: { n: 'abc' }, result: 'abc' },
  ],
  library: 'built-in',
  input: 'number',
  argument: { name: 'position', type: 'number', required: true, doubt: wantsWhole },
  result: 'any',
  paths: 'text',
  output: 'text',
  pure: true,
  apply(value, argument, runtime, site) {
    const position = toWhole(argument);
    const number = toWhole(value);
    if (position === undefined || number === undefined) {
      if (site.django) refuseUnreadable(value, argument);
      return value;
    }
    if (position < 1n) return fromWhole(number);
    const digits = String(number);
    runtime.charge(digits.length);
    if (position > BigInt(digits.length)) return 0;
    const digit = digits.charAt(digits.length - Number(position));
    if (digit !== '-') return Number(digit);
    if (site.django) throw new FilterError('"get_digit" finds the sign where a digit was wanted');
    return 0;
  },
});

/** Python's int() raises ValueError for text and NaN, which Django expects, and TypeError for the rest. */
function refuseUnreadable(value: Value, argument: Value): void {
  const silent = (one: Value) => toWhole(one) !== undefined || asText(one) !== undefined || Number.isNaN(one);
  if (silent(argument) && (toWhole(argument) === undefined || silent(value))) return;
  throw new FilterError('"get_digit" wants a whole number');
}

const lengthIs = defineFilter({
  name: 'length_is',
  doc: 'True if the length of the value is the argument. Nothing where the value has no length or the argument is no number. Django has removed it: "length" and == say the same.',
  example: {
    template: '{% if names|length_is:"2" %}two{% endif %}',
    context: { names: ['Ann', 'Bob'] },
    result: 'two',
  },
  library: 'built-in',
  input: 'any',
  argument: { name: 'length', type: 'number', required: true, doubt: wantsWhole },
  result: 'any',
  paths: 'none',
  output: 'text',
  pure: true,
  apply(value, argument, runtime) {
    const length = lengthOf(value);
    const wanted = toWhole(argument);
    if (length === undefined || wanted === undefined) return '';
    runtime.charge(length);
    return BigInt(length) === wanted;
  },
});

/** What is done with whole numbers. */
export const integers: readonly FilterDefinition[] = [add, divisibleby, getDigit, lengthIs];
