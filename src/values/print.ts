import { CalendarDate } from './calendar-date.js';
import { formatDate, formatTime } from './date-format.js';
import { toDateTime } from './dates.js';
import { asDateTime, asDecimal } from './kinds.js';
import { localiseDigits } from './number-format.js';
import { ScaledDecimal } from './scaled-decimal.js';
import type { RenderSettings } from './settings.js';
import { toText } from './text.js';
import { TimeOfDay } from './time-of-day.js';
import type { Value } from './value.js';

/**
 * A value as a template prints it, before any escaping: numbers with the decimal sign of the locale and no
 * groups, dates and times in the formats of the locale and the zone of the render. Everything else is its
 * plain text (`toText`), which is also what text filters get. Django's `localize`.
 *
 * @example toPrinted(ScaledDecimal.parse('149.90'), { ...settings, locale: 'de' }) // '149,90'
 */
export function toPrinted(value: Value, settings: RenderSettings): string {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? String(value + 0) : localised(toText(value, settings), settings);
  }
  if (typeof value !== 'object' || value === null) return toText(value, settings);
  if (value instanceof ScaledDecimal || asDecimal(value) !== undefined) {
    return localised(toText(value, settings), settings);
  }
  if (value instanceof CalendarDate) return formatDate(value, 'DATE_FORMAT', settings);
  if (value instanceof TimeOfDay) return formatTime(value, 'TIME_FORMAT', settings) ?? '';
  if (value instanceof Date || asDateTime(value) !== undefined) {
    const date = toDateTime(value, settings);
    return date === undefined ? '' : formatDate(date, 'DATETIME_FORMAT', settings);
  }
  return toText(value, settings);
}

const localised = (digits: string, { locale, localised }: RenderSettings): string =>
  localised === false || !digits.includes('.') ? digits : localiseDigits(digits, locale, false);
