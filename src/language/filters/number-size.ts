import type { ScaledDecimal } from '../../values/scaled-decimal.js';

/** Django shows a number of more digits than this as it came. */
export const mostDigits = 200;

/** The digits of the coefficient and the exponent's size together. */
export function digitsOf({ value, scale }: ScaledDecimal): number {
  return value.isZero() ? 1 + scale : Math.max(1, value.e + 1 + scale) + scale;
}
