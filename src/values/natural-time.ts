import type { DateTime } from 'luxon';
import { intlLocale, isEnglish } from './locale.js';
import { spanText, type TimePart, timeBetween } from './time-between.js';

/**
 * How long ago or ahead an instant is, in words: `3 hours ago`, `a minute from now`, `1 day, 2 hours ago`.
 * In other languages than English Intl's words, of the greatest unit alone.
 *
 * @example naturalTime(now.minus({ minutes: 3 }), now, 'en') // '3 minutes ago'
 */
export function naturalTime(date: DateTime, now: DateTime, locale: string): string {
  const past = date.toMillis() < now.toMillis();
  const seconds = Math.floor(Math.abs(date.toMillis() - now.toMillis()) / 1000);
  if (seconds < 1) return isEnglish(locale) ? 'now' : relative(0, 'second', locale);
  if (seconds >= 24 * 3600) {
    // Django reckons from the value to the clock in the value's zone, both ways.
    const parts = past ? timeBetween(date, now) : timeBetween(now.setZone(date.zone), date);
    if (!isEnglish(locale)) return greatest(parts, past, locale);
    return `${spanText(parts, locale)} ${past ? 'ago' : 'from now'}`;
  }
  const [count, unit] =
    seconds < 60
      ? ([seconds, 'second'] as const)
      : seconds < 3600
        ? ([Math.floor(seconds / 60), 'minute'] as const)
        : ([Math.floor(seconds / 3600), 'hour'] as const);
  if (!isEnglish(locale)) return relative(past ? -count : count, unit, locale);
  const span = count === 1 ? `${unit === 'hour' ? 'an' : 'a'} ${unit}` : `${count}\u00a0${unit}s`;
  return `${span} ${past ? 'ago' : 'from now'}`;
}

function greatest([part]: readonly TimePart[], past: boolean, locale: string): string {
  const { count, unit } = part ?? { count: 0, unit: 'minute' };
  return relative(past ? -count : count, unit, locale);
}

function relative(count: number, unit: Intl.RelativeTimeFormatUnit, locale: string): string {
  const numeric = count === 0 ? 'auto' : 'always';
  return new Intl.RelativeTimeFormat(intlLocale(locale), { numeric }).format(count, unit);
}

/** `yesterday`, `today`, `tomorrow` in the words of a locale. */
export const nearDay = (days: -1 | 0 | 1, locale: string): string =>
  new Intl.RelativeTimeFormat(intlLocale(locale), { numeric: 'auto' }).format(days, 'day');
