import { convertAmount, hasRate } from '../../values/exchange.js';
import { asText } from '../../values/kinds.js';
import { minorUnitDigits, padMoney } from '../../values/money.js';
import { toDecimal } from '../../values/numbers.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';
import type { Value } from '../../values/value.js';
import { defineFilter, type Example, type FilterDefinition, FilterError } from '../filter.js';
import { calculate, type Operation, plainNumber } from './calculate.js';
import { isNothing } from './iterate.js';
import { wantsCurrency, wantsNumber } from './literal-arguments.js';

/** A blank operand gives a blank result: a message has no use for a number made of nothing. */
function arithmetic(
  operation: Operation,
  argument: string,
  doc: string,
  example: Example | Example[],
): FilterDefinition {
  return defineFilter({
    name: operation,
    doc,
    example,
    library: 'snippetry',
    input: 'number',
    argument: { name: argument, type: 'number', required: true, doubt: wantsNumber },
    result: 'number',
    paths: 'text',
    output: 'text',
    pure: true,
    apply: (value, given) => (isNothing(value) || isNothing(given) ? '' : calculate(operation, value, given)),
  });
}

const sub = arithmetic(
  'sub',
  'subtrahend',
  'Subtracts the argument from the value, exactly. Money keeps its currency and its digits.',
  { template: '{{ total|sub:"20.05" }}', context: { total: '149.90' }, result: '129.85' },
);

const mul = arithmetic(
  'mul',
  'factor',
  'Multiplies the value by the argument, exactly. Money times a number is money; money times money is refused.',
  { template: '{{ price|mul:3 }}', context: { price: '19.99' }, result: '59.97' },
);

const div = arithmetic(
  'div',
  'divisor',
  'Divides the value by the argument. A division that does not end within 10 places is rounded half up: money ' +
    'to the digits of its currency, other numbers to 10 places. Money divided by money of the same currency is ' +
    'a plain number. Division by 0 fails the message: ask with "if" first.',
  [
    { template: '{{ total|div:4 }}', context: { total: '149.90' }, result: '37.475' },
    { template: '{{ total|div:3|floatformat:2 }}', context: { total: 100 }, result: '33.33' },
  ],
);

const intdiv = arithmetic(
  'intdiv',
  'divisor',
  'Divides the value by the argument and rounds down to a whole number: how many times it fits. Division by 0 fails the message.',
  { template: '{{ minutes|intdiv:60 }} h', context: { minutes: 135 }, result: '2 h' },
);

const mod = arithmetic(
  'mod',
  'divisor',
  'What is left of the value after "intdiv" by the argument; it has the sign of the argument. Division by 0 fails the message.',
  { template: '{{ minutes|mod:60 }} min', context: { minutes: 135 }, result: '15 min' },
);

const abs = defineFilter({
  name: 'abs',
  doc: 'The value without its minus sign. Money keeps its currency and its digits.',
  example: { template: '{{ change|abs }}', context: { change: '-12.50' }, result: '12.50' },
  library: 'snippetry',
  input: 'number',
  result: 'number',
  paths: 'text',
  output: 'text',
  pure: true,
  apply(value) {
    if (isNothing(value)) return '';
    const number = toDecimal(value);
    if (number === undefined) throw new FilterError('"abs" wants a number');
    const positive = new ScaledDecimal(number.value.abs(), number.scale, number.currency);
    return number.currency === undefined
      ? plainNumber(positive)
      : positive.padTo(minorUnitDigits(number.currency));
  },
});

const currencyCode = /^[A-Za-z]{3}$/;

const convert = defineFilter({
  name: 'convert',
  doc:
    "Converts an amount of money to the currency of the argument by the engine's exchange rates, rounded half " +
    'up to the digits of that currency. The amount must have a currency beside it. A missing rate fails the message.',
  example: { template: '{{ nothing|convert:"USD" }}', context: { nothing: '' }, result: '' },
  library: 'snippetry',
  input: 'number',
  argument: { name: 'currency', type: 'text', required: true, doubt: wantsCurrency },
  result: 'number',
  paths: 'text',
  output: 'text',
  pure: false,
  apply(value, argument, runtime) {
    if (isNothing(value)) return '';
    const to = (asText(argument) ?? '').trim();
    if (!currencyCode.test(to))
      throw new FilterError('"convert" wants the code of a currency, such as "USD"');
    const amount = padMoney(value);
    if (amount === undefined) throw new FilterError('"convert" wants an amount of money');
    const from = amount.currency;
    if (from === undefined || from === '') {
      throw new FilterError('the amount has no currency beside it to convert from');
    }
    if (from.toUpperCase() === to.toUpperCase()) return amount;
    const { rates } = runtime;
    if (rates === undefined) throw new FilterError('the engine was given no exchange rates');
    const converted = convertAmount(amount, from, to, rates);
    if (converted !== undefined) return converted;
    const missing = hasRate(from, rates) ? to : from;
    throw new FilterError(`there is no exchange rate for ${codeOf(missing)}`);
  },
});

/** A currency is data: what is no code is not shown. */
const codeOf = (currency: Value): string =>
  typeof currency === 'string' && currencyCode.test(currency) ? currency.toUpperCase() : 'its currency';

/** Sums of money, exact. */
export const arithmeticFilters: readonly FilterDefinition[] = [sub, mul, div, intdiv, mod, abs, convert];
