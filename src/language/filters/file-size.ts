import { Decimal } from 'decimal.js';
import { bytesText, sizeText } from '../../values/number-words.js';
import { ExactDecimal } from '../../values/scaled-decimal.js';
import { toWhole } from '../../values/whole-numbers.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';

const filesizeformat = defineFilter({
  name: 'filesizeformat',
  doc: 'A count of bytes as people read a file size, in units of 1024: "13.0 KB", "4.1 MB", "102 bytes". What is no number is "0 bytes".',
  example: [
    { template: '{{ bytes|filesizeformat }}', context: { bytes: 123456789 }, result: '117.7\u00a0MB' },
    { template: '{{ bytes|filesizeformat }}', context: { bytes: 1 }, result: '1\u00a0byte' },
  ],
  library: 'built-in',
  input: 'number',
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: false,
  apply(value, _argument, runtime) {
    if (value === Infinity || value === -Infinity)
      throw new FilterError('"filesizeformat" wants a finite number');
    const bytes = toWhole(value) ?? 0n;
    const size = bytes < 0n ? -bytes : bytes;
    const sign = bytes < 0n ? '-' : '';
    if (size < 1024n) return sign + bytesText(Number(size), runtime.locale);
    const number = Number(size);
    if (!Number.isFinite(number)) throw new FilterError('"filesizeformat" wants a smaller number');
    const power =
      size < 1n << 20n ? 1 : size < 1n << 30n ? 2 : size < 1n << 40n ? 3 : size < 1n << 50n ? 4 : 5;
    return sign + sizeText(oneDecimal(number, power), power, runtime.locale);
  },
});

/**
 * A float divided by a power of 1024, which is exact, rounded half to even as Python rounds, and printed by
 * the shortest digits of the float that this is.
 */
function oneDecimal(number: number, power: number): string {
  const exact = new ExactDecimal(BigInt(number).toString()).div(new ExactDecimal(1024).pow(power));
  const rounded = exact.toDecimalPlaces(1, Decimal.ROUND_HALF_EVEN).toNumber();
  return new ExactDecimal(rounded).toFixed(1);
}

export const fileSizes: readonly FilterDefinition[] = [filesizeformat];
