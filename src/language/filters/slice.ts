import { asText } from '../../values/kinds.js';
import type { Value } from '../../values/value.js';
import { toWhole } from '../../values/whole-numbers.js';

/** Python's `slice(*bits)` from `start:stop:step`; undefined where Python raises. */
export function readSlice(argument: string): readonly (bigint | undefined)[] | undefined {
  const bits = argument.split(':', 4);
  if (bits.length > 3) return undefined;
  const numbers: (bigint | undefined)[] = [];
  for (const bit of bits) {
    const number = bit === '' ? undefined : toWhole(bit);
    if (bit !== '' && number === undefined) return undefined;
    numbers.push(number);
  }
  const [first, second, step] = numbers;
  if (step === 0n) return undefined;
  return bits.length === 1 ? [undefined, first, undefined] : [first, second, step];
}

/** The indexes that Python's slice takes of a sequence of `length`. */
export function sliceIndexes(
  [start, stop, step = 1n]: readonly (bigint | undefined)[],
  length: number,
): readonly number[] {
  const size = BigInt(length);
  const forward = step > 0n;
  const clamp = (index: bigint): bigint => {
    const from = index < 0n ? index + size : index;
    const [low, high] = forward ? [0n, size] : [-1n, size - 1n];
    return from < low ? low : from > high ? high : from;
  };
  const from = Number(start === undefined ? (forward ? 0n : size - 1n) : clamp(start));
  const to = Number(stop === undefined ? (forward ? size : -1n) : clamp(stop));
  const by = Number(step > size ? size + 1n : step < -size ? -size - 1n : step);
  const indexes: number[] = [];
  for (let i = from; forward ? i < to : i > to; i += by) indexes.push(i);
  return indexes;
}

/** `value[start:stop:step]` of a list or, by code points, of a text; undefined of anything else. */
export function slice(value: Value, bits: readonly (bigint | undefined)[]): Value {
  const text = asText(value);
  if (text !== undefined) {
    const characters = Array.from(text);
    return sliceIndexes(bits, characters.length)
      .map((index) => characters[index])
      .join('');
  }
  return Array.isArray(value) ? sliceIndexes(bits, value.length).map((index) => value[index]) : undefined;
}
