import { order } from '../../values/compare.js';
import { asText, isRecordLike } from '../../values/kinds.js';
import { toDecimal } from '../../values/numbers.js';
import type { FilterRuntime } from '../../values/settings.js';
import { PENDING, type Value } from '../../values/value.js';
import { FilterError, type FilterSite } from '../filter.js';
import { isNumber } from './calculate.js';
import { iterate } from './iterate.js';

/**
 * Django's `dictsort`: a sorted copy of a list; '' where that cannot be. Equal items keep their places.
 * Properties are read by the render's one accessor; nothing is called, and names with an underscore first
 * are refused.
 *
 * An item without the property, or with null, spoils everything in Django; in ours such items come last.
 */
export function sortBy(
  value: Value,
  argument: Value,
  sign: 1 | -1,
  runtime: FilterRuntime,
  site: FilterSite,
): Value {
  const read = reader(argument, runtime, site);
  const items = iterate(value);
  if (items === undefined || read === undefined) return '';
  runtime.charge(items.length * (1 + Math.ceil(Math.log2(items.length + 1))));
  const keyed: { readonly item: Value; readonly key: Value }[] = [];
  for (const item of items) {
    const key = read(item);
    if (key === undefined && site.django) return '';
    keyed.push({ item, key });
  }
  if (keyed.some(({ key }) => key === PENDING)) return PENDING;
  const isWithout = (key: Value) => key === undefined || (key === null && !site.django);
  const without = keyed.filter(({ key }) => isWithout(key));
  const unknown = keyed.length > 0 && keyed.every(({ key }) => key === undefined);
  if (unknown) return '';
  const sorted = keyed.filter(({ key }) => !isWithout(key));
  try {
    sorted.sort((a, b) => sign * ordered(a.key, b.key, runtime));
  } catch (error) {
    if (error === incomparable) return '';
    throw error;
  }
  return [...sorted, ...without].map(({ item }) => item);
}

const incomparable = new Error('values have no order');

function ordered(a: Value, b: Value, runtime: FilterRuntime): number {
  const found = order(a, b, runtime);
  if (found === undefined) throw incomparable;
  return found;
}

type Reader = (item: Value) => Value;

/** How the property is read of an item; undefined where Django refuses the argument. */
function reader(argument: Value, runtime: FilterRuntime, site: FilterSite): Reader | undefined {
  const name = asText(argument);
  if (name === undefined)
    return isNumber(argument) || typeof argument === 'boolean'
      ? itemReader(argument, runtime, site)
      : undefined;
  if (name === '') throw new FilterError('"dictsort" wants the name of an attribute');
  if (isFloat(name)) return keyReader(name, runtime, site);
  if (name.startsWith('_') || name.includes('._')) return undefined;
  const parts = name.split('.');
  return (item) => {
    let value = item;
    for (const part of parts) {
      if (site.django && isIndexed(value)) return undefined;
      value = runtime.lookup(value, part);
    }
    return value;
  };
}

const isIndexed = (value: Value): boolean => Array.isArray(value) || asText(value) !== undefined;

const isFloat = (text: string): boolean =>
  toDecimal(text) !== undefined || /^\s*[-+]?(?:nan|inf|infinity)\s*$/i.test(text);

/** `item[name]` alone: to Django a name that reads as a number is a key as it stands, and must be there. */
function keyReader(name: string, runtime: FilterRuntime, site: FilterSite): Reader {
  return (item) => {
    if (isIndexed(item) && site.django) return undefined;
    const found = runtime.lookup(item, name);
    if (found === undefined) refuseMissingKey(item, site);
    return found;
  };
}

function refuseMissingKey(item: Value, site: FilterSite): void {
  if (site.django && (item instanceof Map || isRecordLike(item))) {
    throw new FilterError('"dictsort" finds an item without that key');
  }
}

/** `item[n]`: a position, from the end where it is negative. */
function itemReader(argument: Value, runtime: FilterRuntime, site: FilterSite): Reader {
  const index = Number(argument);
  return (item) => {
    if (!isIndexed(item)) {
      const found = runtime.lookup(item, String(index));
      if (found === undefined) refuseMissingKey(item, site);
      return found;
    }
    if (!Number.isInteger(index) || (isNumber(argument) && typeof argument === 'object')) return undefined;
    const items = Array.isArray(item) ? item : Array.from(asText(item) ?? '');
    const found: Value = items[index < 0 ? items.length + index : index];
    if (found === undefined && site.django)
      throw new FilterError('"dictsort" finds an item that is too short');
    return found;
  };
}
