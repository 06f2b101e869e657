import { asText } from './kinds.js';
import { toDecimal } from './numbers.js';
import type { Value } from './value.js';

const digits = /^[-+]?\p{Nd}+(?:_\p{Nd}+)*$/u;

/** Python reads no longer text as an int; reading one takes more than the time of its length. */
const longest = 4300;

/**
 * Python's `int()`, exact at any size: of a number its whole part, of text the digits that it holds.
 *
 * @returns undefined where Python raises: no number, text with a fraction, NaN and the infinities
 * @example toWhole(' 12 ') // 12n
 * @example toWhole(-1.9) // -1n
 */
export function toWhole(value: Value): bigint | undefined {
  const text = asText(value);
  if (text !== undefined) {
    const trimmed = text.length > longest ? '' : text.trim();
    return digits.test(trimmed) ? BigInt(asciiDigits(trimmed).replace(/[+_]/g, '')) : undefined;
  }
  if (typeof value === 'bigint') return value;
  const decimal = toDecimal(value);
  return decimal === undefined ? undefined : BigInt(decimal.value.trunc().toFixed());
}

/** As a template holds it: a number where one is exact, else a bigint. */
export const fromWhole = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

const mathematicalDigits = 0x1d7ce;

/** Decimal digits of any script as ASCII's, as Python reads them: Unicode has them in runs from 0 to 9. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= mathematicalDigits && code < mathematicalDigits + 50) {
      return String((code - mathematicalDigits) % 10);
    }
    let digit = 0;
    while (digit < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - digit - 1))) digit++;
    return String(digit);
  });
}
