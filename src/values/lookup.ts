import { DateTime } from 'luxon';
import { CalendarDate } from './calendar-date.js';
import { isCallable } from './callable.js';
import { codePointAtIndex } from './code-points.js';
import { asDateTime, isAtom } from './kinds.js';
import { type Asker, BoundList, hasMembers, member, NamedTuple } from './members.js';
import { SafeText } from './safe-text.js';
import { TimeOfDay } from './time-of-day.js';
import { PENDING, type Value } from './value.js';

/**
 * The one way in which templates and filters read `value.name`.
 *
 * Own properties and Map keys, then list and string indexes, then a closed list of names (`items keys
 * values`, the parts of a date, `count first last` of a bound list). Nothing inherited is ever found, and
 * no function is called but one that the embedder marked. In a pending value everything is pending.
 *
 * @param asker answers what a record has to fetch first
 * @returns undefined where there is no such name
 * @example lookup({ a: [1, 2] }, 'a', asker) // [1, 2]
 * @example lookup('text', 'length', asker) // undefined
 */
export function lookup(value: Value, name: string, asker: Asker): Value {
  if (typeof value === 'object') {
    if (value === null) return undefined;
    // Nearly everything is a plain object, and asking for the prototype takes longer than the rest. Data
    // with a `constructor` of its own only goes the long way to the same end.
    if (value.constructor === Object && Object.hasOwn(value, name)) {
      const found = (value as Readonly<Record<string, Value>>)[name];
      return typeof found === 'function' ? called(found, value) : found;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if ((prototype === Object.prototype || prototype === null) && !(member in value)) {
      return ownProperty(value, name);
    }
    if (prototype === Array.prototype) return element(value as readonly Value[], name);
    return lookupSpecial(value, name, asker);
  }
  if (typeof value === 'string') {
    const index = indexOf(name);
    return index < 0 ? undefined : codePointAtIndex(value, index);
  }
  if (typeof value === 'function') return lookup(called(value, undefined), name, asker);
  return value === PENDING ? PENDING : undefined;
}

function lookupSpecial(value: object, name: string, asker: Asker): Value {
  if (hasMembers(value)) return value[member](name, asker);
  if (Array.isArray(value)) {
    const found = element(value, name);
    if (found !== undefined || !(value instanceof BoundList)) return found;
    return value instanceof NamedTuple ? value[value.names.indexOf(name)] : bound(value, name);
  }
  if (value instanceof Map) return entry(value, name);
  if (value instanceof SafeText) return lookup(value.text, name, asker);
  if (isAtom(value)) return datePart(value, name, asker);
  return ownProperty(value, name);
}

function ownProperty(value: object, name: string): Value {
  if (Object.hasOwn(value, name)) {
    const found = (value as Readonly<Record<string, Value>>)[name];
    return typeof found === 'function' ? called(found, value) : found;
  }
  switch (name) {
    case 'items':
      return Object.entries(value);
    case 'keys':
      return Object.keys(value);
    case 'values':
      return Object.values(value);
    default:
      return undefined;
  }
}

function entry(map: ReadonlyMap<Value, Value>, name: string): Value {
  if (map.has(name)) return own(map.get(name), map);
  const index = indexOf(name);
  if (index >= 0) return own(map.get(index), map);
  switch (name) {
    case 'items':
      return Array.from(map);
    case 'keys':
      return Array.from(map.keys());
    case 'values':
      return Array.from(map.values());
    default:
      return undefined;
  }
}

function element(list: readonly Value[], name: string): Value {
  const index = indexOf(name);
  return index >= 0 && index < list.length ? own(list[index], list) : undefined;
}

function bound(list: BoundList, name: string): Value {
  switch (name) {
    case 'count':
      return list.length;
    case 'first':
      return list[0];
    case 'last':
      return list[list.length - 1];
    default:
      return undefined;
  }
}

function datePart(value: object, name: string, asker: Asker): Value {
  switch (name) {
    case 'year':
    case 'month':
    case 'day':
      if (value instanceof CalendarDate) return value[name];
      break;
    case 'hour':
    case 'minute':
    case 'second':
      if (value instanceof TimeOfDay) return value[name];
      break;
    default:
      return undefined;
  }
  const date = value instanceof Date ? fromDate(value, asker) : asDateTime(value);
  return date?.isValid ? date[name] : undefined;
}

const fromDate = (value: Date, asker: Asker): DateTime =>
  DateTime.fromMillis(value.getTime(), { zone: asker.timeZone ?? 'UTC' });

const own = (found: Value, holder: object): Value =>
  typeof found === 'function' ? called(found, holder) : found;

/** What a function answers that the embedder marked; undefined for any other. */
export const called = (fn: Value, holder: object | undefined): Value =>
  isCallable(fn) ? fn.call(holder) : undefined;

/** The index that `name` writes, in decimal digits alone; -1 where it writes none. */
function indexOf(name: string): number {
  if (name.length === 0 || name.length > 15) return -1;
  let index = 0;
  for (let i = 0; i < name.length; i++) {
    const digit = name.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    index = index * 10 + digit;
  }
  return index;
}
