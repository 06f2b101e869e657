import { order } from '../../values/compare.js';
import { asText } from '../../values/kinds.js';
import { minorUnitDigits } from '../../values/money.js';
import { toDecimal } from '../../values/numbers.js';
import { ExactDecimal, ScaledDecimal } from '../../values/scaled-decimal.js';
import type { FilterRuntime } from '../../values/settings.js';
import { PENDING, type Value } from '../../values/value.js';
import { defineFilter, type Example, type FilterDefinition, FilterError } from '../filter.js';
import { divide, plainNumber } from './calculate.js';
import { isNothing } from './iterate.js';

/** The attributes that hold money, whose currency stands beside them. */
export const amountNames: ReadonlySet<string> = new Set(['value', 'price', 'special_price']);

/**
 * The values that the argument names of each item, blank ones left out; the items themselves without an
 * argument. PENDING where one of them is still on its way.
 */
function valuesOf(
  list: Value,
  path: Value,
  filter: string,
  runtime: FilterRuntime,
): readonly Value[] | typeof PENDING {
  if (isNothing(list)) return [];
  if (!Array.isArray(list)) throw new FilterError(`"${filter}" wants a list`);
  const names = asText(path)?.split('.') ?? [];
  runtime.charge(list.length * (names.length + 1));
  const values: Value[] = [];
  let pending = false;
  for (const item of list) {
    let holder: Value;
    let value: Value = item;
    for (const name of names) {
      holder = value;
      value = runtime.lookup(value, name);
    }
    if (value === PENDING) pending = true;
    else if (!isNothing(value)) values.push(withCurrency(value, holder, names.at(-1) ?? '', runtime));
  }
  return pending ? PENDING : values;
}

/** Plain data has the currency of an amount beside it, where a record has it with the amount. */
function withCurrency(value: Value, holder: Value, name: string, runtime: FilterRuntime): Value {
  if (!amountNames.has(name)) return value;
  const amount = toDecimal(value);
  const currency =
    amount && amount.currency === undefined ? asText(runtime.lookup(holder, 'currency')) : undefined;
  return amount && currency ? amount.withCurrency(currency) : value;
}

function toAmounts(values: readonly Value[], filter: string): readonly ScaledDecimal[] {
  return values.map((value) => {
    const number = toDecimal(value);
    if (number === undefined) throw new FilterError(`"${filter}" found a value that is no number`);
    return number;
  });
}

/** The one currency of all amounts; undefined where none has one. */
function currencyOf(amounts: readonly ScaledDecimal[]): string | undefined {
  const found = new Set(amounts.map(({ currency }) => currency).filter((one) => one !== undefined));
  if (found.size > 1) {
    throw new FilterError(`mixed currencies, ${[...found].sort().join(' and ')}: convert them first`);
  }
  const [currency] = found;
  return currency;
}

function total(amounts: readonly ScaledDecimal[]): ScaledDecimal {
  let value = new ExactDecimal(0);
  let scale = 0;
  for (const amount of amounts) {
    value = value.plus(amount.value);
    scale = Math.max(scale, amount.scale);
  }
  const currency = currencyOf(amounts);
  return new ScaledDecimal(value, Math.max(scale, currency ? minorUnitDigits(currency) : 0), currency);
}

function aggregate(
  name: string,
  doc: string,
  example: Example | Example[],
  fold: (values: readonly Value[], runtime: FilterRuntime) => Value,
): FilterDefinition {
  return defineFilter({
    name,
    doc,
    example,
    library: 'snippetry',
    input: 'list',
    argument: { name: 'attribute', type: 'text', required: false },
    result: 'any',
    paths: 'key',
    output: 'text',
    pure: true,
    apply(value, argument, runtime) {
      const values = valuesOf(value, argument, name, runtime);
      return values === PENDING ? PENDING : fold(values, runtime);
    },
  });
}

const lines = [{ value: '149.90' }, { value: '50.10' }, { value: null }];

const sum = aggregate(
  'sum',
  'Adds up what the argument names of each item, such as "value" or "product.price"; without an argument the ' +
    'items themselves. Exact; blank ones are left out; of nothing it is 0. Amounts in different currencies are refused.',
  [
    { template: '{{ lines|sum:"value" }}', context: { lines }, result: '200.00' },
    { template: '{{ numbers|sum }}', context: { numbers: [1, 2, 3] }, result: '6' },
  ],
  (values) => plainNumber(total(toAmounts(values, 'sum'))),
);

const avg = aggregate(
  'avg',
  'The average of what the argument names of each item, blank ones left out, rounded as "div" does. Of nothing ' +
    'it is nothing. Amounts in different currencies are refused.',
  { template: '{{ lines|avg:"value" }}', context: { lines }, result: '100.00' },
  (values) => {
    if (values.length === 0) return '';
    const { value, scale, currency } = total(toAmounts(values, 'avg'));
    const mean = divide(value, new ExactDecimal(values.length), currency);
    return plainNumber(new ScaledDecimal(mean, Math.max(scale, mean.decimalPlaces()), currency));
  },
);

/** The least or greatest; dates and texts have an order too. Text that reads as a number counts as one. */
function extreme(name: string, sign: 1 | -1) {
  return (values: readonly Value[], runtime: FilterRuntime): Value => {
    const numbers = values.map(toDecimal);
    const amounts = numbers.filter((one) => one !== undefined);
    if (amounts.length === values.length) currencyOf(amounts);
    const ranked: readonly Value[] = amounts.length === values.length ? amounts : values;
    let best = 0;
    for (let i = 1; i < ranked.length; i++) {
      const ordered = order(ranked[i], ranked[best], runtime);
      if (ordered === undefined) throw new FilterError(`"${name}" found values that cannot be compared`);
      if (ordered * sign < 0) best = i;
    }
    return values[best] ?? '';
  };
}

const min = aggregate(
  'min',
  'The smallest of what the argument names of each item: a number, a date or a text. Blank ones are left out; ' +
    'of nothing it is nothing. Amounts in different currencies are refused.',
  { template: '{{ lines|min:"value" }}', context: { lines }, result: '50.10' },
  extreme('min', 1),
);

const max = aggregate(
  'max',
  'The greatest of what the argument names of each item: a number, a date or a text. Blank ones are left out; ' +
    'of nothing it is nothing. Amounts in different currencies are refused.',
  { template: '{{ lines|max:"value" }}', context: { lines }, result: '149.90' },
  extreme('max', -1),
);

/** One value of a whole list. */
export const aggregates: readonly FilterDefinition[] = [sum, avg, min, max];
