import { CalendarDate } from './calendar-date.js';
import { formatDate, formatTime } from './date-format.js';
import { toDateTime } from './dates.js';
import { asDateTime, asDecimal } from './kinds.js';
import { hasMembers, type Members } from './members.js';
import { nameOf, pythonRepr } from './python-repr.js';
import { SafeText } from './safe-text.js';
import { ExactDecimal, ScaledDecimal } from './scaled-decimal.js';
import type { RenderSettings } from './settings.js';
import { TimeOfDay } from './time-of-day.js';
import type { Value } from './value.js';

/**
 * A value as a template prints it, before any escaping.
 *
 * Missing, pending and functions print nothing; null prints `nullText`; booleans `True` and `False`;
 * decimals every digit; dates Django's default formats in the render's zone; lists and objects as Python's
 * list and dict; a record its name.
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
  if (value instanceof CalendarDate) return formatDate(value, 'DATE_FORMAT', settings);
  if (value instanceof TimeOfDay) return formatTime(value, 'TIME_FORMAT', settings) ?? '';
  if (hasMembers(value)) return ownText(value) ?? nameOf(value) ?? pythonRepr(value);
  if (value instanceof Date || asDateTime(value) !== undefined) {
    const date = toDateTime(value, settings);
    return date === undefined ? '' : formatDate(date, 'DATETIME_FORMAT', settings);
  }
  return asDecimal(value)?.toFixed() ?? pythonRepr(value);
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
