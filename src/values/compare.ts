import type { DateTime } from 'luxon';
import { CalendarDate } from './calendar-date.js';
import { compareCodePoints } from './code-points.js';
import { hasZone, toDateTime } from './dates.js';
import { asDateTime, asDecimal, asText, isRecordLike } from './kinds.js';
import { hasMembers } from './members.js';
import { ExactDecimal, ScaledDecimal } from './scaled-decimal.js';
import type { RenderSettings } from './settings.js';
import { TimeOfDay } from './time-of-day.js';
import type { Value } from './value.js';

/** Lists inside lists are ordered to this depth; below it nothing is before anything. */
const deepestOrder = 100;

/**
 * Python's `==`: numbers by value (`1 == 1.0 == True`), text by its characters, lists and objects part by
 * part, dates as instants, records by their kind and id, as Django's. A missing value is null. Text is never a
 * number. Structures that hold themselves are compared once and no further.
 *
 * @param settings the zone in which a day without a time begins; without it a day equals no instant
 */
export function equals(a: Value, b: Value, settings?: RenderSettings): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  const waiting: [Value, Value][] = [[a, b]];
  const compared = new Map<object, Set<object>>();
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [left, right] = pair;
    if (left === right) continue;
    if (!isContainer(left) || !isContainer(right)) {
      if (!equalAtoms(left, right, settings)) return false;
      continue;
    }
    const partners = compared.get(left) ?? new Set();
    if (partners.has(right)) continue;
    compared.set(left, partners.add(right));
    if (!pairUp(left, right, waiting)) return false;
  }
  return true;
}

type Container = readonly Value[] | ReadonlyMap<Value, Value> | Readonly<Record<string, Value>>;

const isContainer = (value: Value): value is Container =>
  Array.isArray(value) || value instanceof Map || isRecordLike(value);

/** Adds what has to be equal in both; false where their shapes already differ. */
function pairUp(left: Container, right: Container, waiting: [Value, Value][]): boolean {
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    for (let i = 0; i < left.length; i++) waiting.push([left[i], right[i]]);
    return true;
  }
  const ours = left instanceof Map ? left : new Map<Value, Value>(Object.entries(left));
  const theirs = right instanceof Map ? right : new Map<Value, Value>(Object.entries(right));
  if (ours.size !== theirs.size) return false;
  for (const [key, value] of ours) {
    if (!theirs.has(key)) return false;
    waiting.push([value, theirs.get(key)]);
  }
  return true;
}

function equalAtoms(a: Value, b: Value, settings: RenderSettings | undefined): boolean {
  if (a === undefined || a === null) return b === undefined || b === null;
  if (b === undefined || b === null) return false;
  const text = asText(a);
  if (text !== undefined) return text === asText(b);
  const numbers = orderNumbers(a, b);
  if (numbers !== undefined) return numbers === 0;
  if (a instanceof CalendarDate && b instanceof CalendarDate) return a.toString() === b.toString();
  if (a instanceof TimeOfDay && b instanceof TimeOfDay) return a.toString() === b.toString();
  if (isDate(a) && isDate(b)) return sameZoning(a, b) && instant(a, settings) === instant(b, settings);
  if (!hasMembers(a) || !hasMembers(b)) return false;
  const identity = a.memberIdentity?.();
  return identity !== undefined && identity === b.memberIdentity?.();
}

/**
 * Where `a` stands against `b`: below 0, 0, above 0; undefined where they have no order, as where Python
 * raises TypeError, so that every comparison of them is false.
 *
 * Text is ordered by code point, dates as instants, lists by their first difference. A number against a
 * numeric string is compared by value where `settings.numericStrings` is on, a date against an ISO 8601
 * string where `settings.isoDates` is.
 */
export function order(a: Value, b: Value, settings: RenderSettings): number | undefined {
  return orderTo(a, b, settings, deepestOrder);
}

function orderTo(a: Value, b: Value, settings: RenderSettings, depth: number): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return sign(a, b);
  const [left, right] = [asText(a), asText(b)];
  if (left !== undefined && right !== undefined) return compareCodePoints(left, right);
  const numbers = orderNumbers(a, b) ?? (settings.numericStrings ? orderMixed(a, b, left, right) : undefined);
  if (numbers !== undefined) return numbers;
  if (a instanceof TimeOfDay && b instanceof TimeOfDay) return compareCodePoints(a.toString(), b.toString());
  if (isDate(a) || isDate(b)) return orderDates(a, b, settings);
  if (!Array.isArray(a) || !Array.isArray(b) || depth === 0) return undefined;
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    if (!equals(a[i], b[i], settings)) return orderTo(a[i], b[i], settings, depth - 1);
  }
  return a.length - b.length;
}

/**
 * Python's `in`: part of a text, an item of a list, a key of an object or Map.
 *
 * @returns undefined where Python raises TypeError: nothing can be in the container, or not this item
 */
export function contains(container: Value, item: Value, settings?: RenderSettings): boolean | undefined {
  const text = asText(container);
  if (text !== undefined) {
    const part = asText(item);
    return part === undefined ? undefined : text.includes(part);
  }
  if (Array.isArray(container)) return container.some((one) => equals(one, item, settings));
  if (hasMembers(container)) return container.memberElements?.().some((one) => equals(one, item, settings));
  if (!(container instanceof Map || isRecordLike(container)) || isContainer(item)) return undefined;
  const key = asText(item) ?? item;
  if (container instanceof Map) return container.has(key);
  return typeof key === 'string' && Object.hasOwn(container, key);
}

/** Python's `is`: the same object, or the same of None, True and False. A missing value is None. */
export function is(a: Value, b: Value): boolean {
  return a === b || ((a === null || a === undefined) && (b === null || b === undefined));
}

// ------------------------------------------------------------------- numbers

const numericString = /^-?\d+(?:\.\d+)?$/;

function orderMixed(
  a: Value,
  b: Value,
  left: string | undefined,
  right: string | undefined,
): number | undefined {
  if (left !== undefined && numericString.test(left)) return orderNumbers(new ExactDecimal(left), b);
  if (right !== undefined && numericString.test(right)) return orderNumbers(a, new ExactDecimal(right));
  return undefined;
}

type Numeric = number | bigint | InstanceType<typeof ExactDecimal>;

function orderNumbers(a: Value, b: Value): number | undefined {
  const left = asNumeric(a);
  if (left === undefined) return undefined;
  const right = asNumeric(b);
  if (right === undefined) return undefined;
  if (typeof left !== 'object' && typeof right !== 'object') return sign(left, right);
  const order = new ExactDecimal(exact(left)).comparedTo(exact(right));
  return Number.isNaN(order) ? undefined : order;
}

function asNumeric(value: Value): Numeric | undefined {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'object':
      if (value === null) return undefined;
      return value instanceof ScaledDecimal ? value.value : asDecimal(value);
    default:
      return undefined;
  }
}

const exact = (value: Numeric) => (typeof value === 'bigint' ? String(value) : value);

function sign(a: number | bigint, b: number | bigint): number | undefined {
  if (a < b) return -1;
  if (a > b) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint equals a number of the same value.
  return a == b ? 0 : undefined;
}

// --------------------------------------------------------------------- dates

const isDate = (value: Value): value is object =>
  typeof value === 'object' &&
  value !== null &&
  (value instanceof Date || value instanceof CalendarDate || asDateTime(value) !== undefined);

function orderDates(a: Value, b: Value, settings: RenderSettings): number | undefined {
  const left: DateTime | undefined = toDateTime(a, settings);
  const right = toDateTime(b, settings);
  if (left === undefined || right === undefined || hasZone(left) !== hasZone(right)) return undefined;
  if (!settings.isoDates && a instanceof CalendarDate !== b instanceof CalendarDate) return undefined;
  return left.toMillis() - right.toMillis();
}

/** A time without a zone equals none that has one. */
function sameZoning(a: object, b: object): boolean {
  const [left, right] = [asDateTime(a), asDateTime(b)];
  return left === undefined || right === undefined || hasZone(left) === hasZone(right);
}

/** Milliseconds since 1970; NaN, which equals nothing, where it cannot be told. */
function instant(value: object, settings: RenderSettings | undefined): number {
  if (value instanceof Date) return value.getTime();
  if (settings === undefined) return asDateTime(value)?.toMillis() ?? Number.NaN;
  return toDateTime(value, settings)?.toMillis() ?? Number.NaN;
}
