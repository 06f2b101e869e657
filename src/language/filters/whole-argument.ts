import { toInteger } from '../../values/numbers.js';
import type { Value } from '../../values/value.js';
import { FilterError } from '../filter.js';

/** No message has a wider column; Django would fill memory with spaces. */
const widest = 10_000;

/** Python's `int(argument)`, where Django lets its error through. */
export function wholeArgument(argument: Value, filter: string): number {
  const number = toInteger(argument);
  if (number === undefined) throw new FilterError(`"${filter}" wants a whole number as argument`);
  return number;
}

/** A number of characters to fill. */
export function widthArgument(argument: Value, filter: string): number {
  const width = wholeArgument(argument, filter);
  if (width > widest) throw new FilterError(`"${filter}" fills at most ${widest} characters`);
  return width;
}
