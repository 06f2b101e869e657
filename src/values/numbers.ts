import { asDecimal, asText } from './kinds.js';
import { ExactDecimal, ScaledDecimal } from './scaled-decimal.js';
import type { Value } from './value.js';

/**
 * The number that `value` is, as Django's filters take one: numbers, decimals, booleans (1 and 0) and text
 * that Python's `Decimal` would read (white space around it and underscores allowed).
 *
 * @returns undefined for everything else, NaN and the infinities too, and exponents past 999
 * @example toDecimal(' 1_250.50 ')?.toString() // '1250.50'
 */
export function toDecimal(value: Value): ScaledDecimal | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? new ScaledDecimal(new ExactDecimal(value)) : undefined;
    case 'bigint':
      return new ScaledDecimal(new ExactDecimal(String(value)));
    case 'boolean':
      return new ScaledDecimal(new ExactDecimal(value ? 1 : 0));
    case 'object': {
      if (value === null) return undefined;
      if (value instanceof ScaledDecimal) return value.value.isFinite() ? value : undefined;
      const decimal = asDecimal(value);
      if (decimal !== undefined) return decimal.isFinite() ? new ScaledDecimal(decimal) : undefined;
      break;
    }
  }
  const text = asText(value);
  return text === undefined
    ? undefined
    : ScaledDecimal.parse(text.includes('_') ? text.replaceAll('_', '') : text);
}

/** What a number literal of a template stands for: nothing of it is lost. `text` is as the grammar reads it. */
export function numberLiteral(text: string): number | bigint | ScaledDecimal {
  if (/^[-+]?\d+$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt(text.startsWith('+') ? text.slice(1) : text);
  }
  return ScaledDecimal.parse(text) ?? Number(text);
}

/** As `numberLiteral`, but a number with a point or an exponent is Python's float: 2.50 is 2.5, 1e3 is 1000.0. */
export function pythonLiteral(text: string): number | bigint | ScaledDecimal {
  const value = numberLiteral(text);
  return value instanceof ScaledDecimal ? pythonFloat(Number(text)) : value;
}

/** Python's float: one without a fraction prints `.0`, unless it is so large that it prints an exponent. */
export function pythonFloat(value: number): number | ScaledDecimal {
  if (!Number.isInteger(value)) return value;
  return new ScaledDecimal(new ExactDecimal(value), Math.abs(value) < 1e16 ? 1 : 0);
}

const wholeNumber = /^[-+]?\d+(?:_\d+)*$/;

/**
 * Python's `int()`: of a number, its whole part; of text, the digits it holds.
 *
 * @returns undefined where Python raises ValueError or TypeError
 */
export function toInteger(value: Value): number | undefined {
  const text = asText(value)?.trim();
  if (text !== undefined) return wholeNumber.test(text) ? Number(text.replaceAll('_', '')) : undefined;
  const decimal = toDecimal(value);
  return decimal === undefined ? undefined : decimal.value.trunc().toNumber() + 0;
}
