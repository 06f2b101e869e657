import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { CalendarDate } from './calendar-date.js';
import { hasMembers } from './members.js';
import { SafeText } from './safe-text.js';
import { ExactDecimal, ScaledDecimal } from './scaled-decimal.js';
import { TimeOfDay } from './time-of-day.js';
import type { Value } from './value.js';

/** Made by `{}`, by JSON, or without a prototype. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A value that is one thing, not a container: nothing of it is read but what `lookup` lists. */
export function isAtom(value: object): boolean {
  return (
    value instanceof SafeText ||
    value instanceof ScaledDecimal ||
    value instanceof CalendarDate ||
    value instanceof TimeOfDay ||
    value instanceof Date ||
    asDateTime(value) !== undefined ||
    asDecimal(value) !== undefined
  );
}

/** Read by its own properties: a plain object, or an instance of an embedder's class. */
export function isRecordLike(value: Value): value is Readonly<Record<string, Value>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (hasMembers(value)) return false;
  return isPlainObject(value) || !(value instanceof Map || isAtom(value));
}

/**
 * A luxon DateTime, of any copy of luxon that the embedder has loaded. Customers' data are plain objects,
 * so that none of them can pass for one.
 */
export function asDateTime(value: object): DateTime | undefined {
  if (value instanceof DateTime) return value;
  if (isPlainObject(value) || !('isLuxonDateTime' in value) || Object.hasOwn(value, 'isLuxonDateTime')) {
    return undefined;
  }
  const foreign = value as object as DateTime;
  return DateTime.fromMillis(foreign.toMillis(), { zone: foreign.zoneName ?? 'UTC' });
}

/** A decimal.js Decimal, of any copy of decimal.js. */
export function asDecimal(value: object): Decimal | undefined {
  if (value instanceof Decimal) return value;
  if (isPlainObject(value) || !('toStringTag' in value) || Object.hasOwn(value, 'toStringTag'))
    return undefined;
  return Decimal.isDecimal(value) ? new ExactDecimal(String(value)) : undefined;
}

/** Text: a string, or the text of a safe one. */
export function asText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof SafeText ? value.text : undefined;
}
