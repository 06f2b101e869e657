import { Decimal } from 'decimal.js';
import { asDecimal } from '../../values/kinds.js';
import { minorUnitDigits } from '../../values/money.js';
import { toDecimal } from '../../values/numbers.js';
import { ExactDecimal, ScaledDecimal } from '../../values/scaled-decimal.js';
import type { Value } from '../../values/value.js';
import { FilterError } from '../filter.js';
import { digitsOf, mostDigits } from './number-size.js';

export type Operation = 'add' | 'sub' | 'mul' | 'div' | 'intdiv' | 'mod';

/** The most places that a division without end is carried to. */
const divisionPlaces = 10;

/** A number itself, not text that reads as one. */
export const isNumber = (value: Value): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (typeof value === 'object' &&
    value !== null &&
    (value instanceof ScaledDecimal || asDecimal(value) !== undefined));

/**
 * The exact result of two numbers, or of texts that read as numbers.
 *
 * Sums, differences and products keep every digit. `div` is exact where it ends within 10 places, else
 * rounded half up: to the currency's digits where money is divided, else to 10 places. `intdiv` and `mod`
 * go together as in Python: the quotient is rounded down, the rest has the sign of the divisor.
 *
 * Money stays money of its currency and has at least its digits; money divided by money is a plain number.
 *
 * @throws {FilterError} for what is no number or an endless one, two currencies, money times money, division by 0
 */
export function calculate(operation: Operation, a: Value, b: Value): number | ScaledDecimal {
  const [left, right] = [toDecimal(a), toDecimal(b)];
  if (left === undefined || right === undefined) throw new FilterError(`"${operation}" wants numbers`);
  if (digitsOf(left) > mostDigits || digitsOf(right) > mostDigits) {
    throw new FilterError(`"${operation}" takes numbers of at most ${mostDigits} digits`);
  }
  if (left.currency && right.currency && left.currency !== right.currency) {
    throw new FilterError(
      `two currencies, ${left.currency} and ${right.currency}: convert one of them first`,
    );
  }
  if (operation === 'mul' && left.currency && right.currency) {
    throw new FilterError('an amount of money cannot be multiplied by an amount of money');
  }
  const divides = operation === 'div' || operation === 'intdiv' || operation === 'mod';
  if (divides && right.value.isZero()) throw new FilterError('nothing can be divided by 0');
  const ratio = operation === 'div' || operation === 'intdiv';
  const currency = ratio && left.currency && right.currency ? undefined : (left.currency ?? right.currency);
  const value = result(operation, left, right, currency);
  const places = operation === 'intdiv' ? 0 : Math.max(left.scale, right.scale, value.decimalPlaces());
  if (currency === undefined) return plainNumber(new ScaledDecimal(value, places));
  return new ScaledDecimal(value, Math.max(places, minorUnitDigits(currency)), currency);
}

function result(
  operation: Operation,
  a: ScaledDecimal,
  b: ScaledDecimal,
  currency: string | undefined,
): Decimal {
  const [x, y] = [new ExactDecimal(a.value), new ExactDecimal(b.value)];
  switch (operation) {
    case 'add':
      return x.plus(y);
    case 'sub':
      return x.minus(y);
    case 'mul':
      return x.times(y);
    case 'div':
      return divide(x, y, currency);
    case 'intdiv':
      return x.div(y).floor();
    case 'mod': {
      const rest = x.mod(y);
      return rest.isZero() || rest.isNegative() === y.isNegative() ? rest : rest.plus(y);
    }
  }
}

/** See `calculate`: exact, or rounded half up. */
export function divide(x: Decimal, y: Decimal, currency: string | undefined): Decimal {
  const quotient = x.div(y);
  const rounded = quotient.toDecimalPlaces(divisionPlaces, Decimal.ROUND_HALF_UP);
  if (currency === undefined || rounded.times(y).equals(x)) return rounded;
  return quotient.toDecimalPlaces(minorUnitDigits(currency), Decimal.ROUND_HALF_UP);
}

/** A whole number without places is a plain one, as the language's own numbers are. */
export function plainNumber(value: ScaledDecimal): number | ScaledDecimal {
  if (value.scale > 0 || value.currency !== undefined) return value;
  const number = value.value.toNumber();
  return Number.isSafeInteger(number) ? number + 0 : value;
}
