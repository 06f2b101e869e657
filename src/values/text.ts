import type { DateTime } from 'luxon';
import { CalendarDate } from './calendar-date.js';
import { hasZone, toDateTime } from './dates.js';
import { asDateTime, asDecimal } from './kinds.js';
import { hasMembers, type Members } from './members.js';
import { nameOf, pythonRepr } from './python-repr.js';
import { SafeText } from './safe-text.js';
import { ExactDecimal, ScaledDecimal } from './scaled-decimal.js';
import type { RenderSettings } from './settings.js';
import { TimeOfDay } from './time-of-day.js';
import type { Value } from './value.js';

/**
 * A value as plain text, as text filters get it: Python's `str`. What is printed is `toPrinted`'s, which
 * knows the locale.
 *
 * Missing, pending and functions are nothing; null is `nullText`; booleans `True` and `False`; decimals
 * every digit; dates ISO 8601 with a space; lists and objects as Python's list and dict; a record its name.
 *
 * @example toText(ScaledDecimal.parse('149.90'), settings) // '149.90'
 */
export function toText(value: Value, settings: RenderSettings): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? settings.nullText : objectText(value, settings);
    default:
      return '';
  }
}

function objectText(value: object, settings: RenderSettings): string {
  if (value instanceof SafeText) return value.text;
  if (value instanceof ScaledDecimal) return value.toString();
  if (Array.isArray(value)) return pythonRepr(value);
  if (value instanceof CalendarDate || value instanceof TimeOfDay) return value.toString();
  if (hasMembers(value)) return ownText(value) ?? nameOf(value) ?? pythonRepr(value);
  if (value instanceof Date) return isoText(toDateTime(value, settings));
  const date = asDateTime(value);
  if (date !== undefined) return isoText(date);
  return asDecimal(value)?.toFixed() ?? pythonRepr(value);
}

/** Python's `str` of a datetime: `2025-06-24 12:00:00+00:00`. */
function isoText(date: DateTime | undefined): string {
  if (!date?.isValid) return '';
  const text = date.toFormat('yyyy-MM-dd HH:mm:ss');
  const fraction = date.millisecond === 0 ? '' : `.${String(date.millisecond).padStart(3, '0')}000`;
  return `${text}${fraction}${hasZone(date) ? date.toFormat('ZZ') : ''}`;
}

function ownText(value: Members): string | undefined {
  const text = value.memberText?.();
  return text instanceof SafeText ? text.text : text;
}

/**
 * The value that is printed: an object that says itself that its text is safe is that text, so that whoever
 * escapes sees the mark.
 */
export function printable(value: Value): Value {
  const text = hasMembers(value) ? value.memberText?.() : undefined;
  return text instanceof SafeText ? text : value;
}

/** The shortest digits that give the number back, and an exponent only past 200 digits, as Django has it. */
function numberText(value: number): string {
  const text = String(value);
  if (Number.isSafeInteger(value)) return text;
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const e = text.indexOf('e');
  if (e < 0) return text;
  const digits = text.slice(0, e).replace(/[-.]/g, '').length;
  const exponent = Number(text.slice(e + 1)) - (digits - 1);
  return digits + Math.abs(exponent) > 200 ? text : new ExactDecimal(value).toFixed();
}
