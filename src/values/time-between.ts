import { DateTime } from 'luxon';
import { intlLocale, isEnglish } from './locale.js';

/** The units that a span is told in, greatest first. */
export const timeUnits = ['year', 'month', 'week', 'day', 'hour', 'minute'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** A count of one unit. */
export interface TimePart {
  readonly unit: TimeUnit;
  readonly count: number;
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const chunks = [7 * 24 * 3600, 24 * 3600, 3600, 60];

/** What the clock on the wall shows, as if it were UTC: spans are told between wall clocks of one zone. */
const wall = ({ year, month, day, hour, minute, second, millisecond }: DateTime): number =>
  DateTime.utc(year, month, day, hour, minute, second, millisecond).toMillis();

/**
 * The time from `start` to `end` by the calendar, as Django ≥ 4.2 counts it: years and months first, from the
 * same day of the month on, then weeks to minutes of what is left. At most `depth` adjacent units, none after
 * one that is 0; nothing where `end` is not a minute after `start`.
 *
 * @param end is moved to the zone of `start`
 */
export function timeBetween(start: DateTime, end: DateTime, depth = 2): readonly TimePart[] {
  const later = end.setZone(start.zone);
  const [from, to] = [wall(start), wall(later)];
  if (Math.floor((to - from) / 1000) <= 0) return [];
  let months = (later.year - start.year) * 12 + (later.month - start.month);
  if (isLaterInMonth(start, later)) months -= 1;
  const pivot = months === 0 ? from : pivotAfter(start, months);
  let left = (to - pivot) / 1000;
  const counts = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  for (const chunk of chunks) {
    const count = Math.floor(left / chunk);
    counts.push(count);
    left -= count * chunk;
  }
  const first = counts.findIndex((count) => count !== 0);
  if (first < 0) return [];
  const parts: TimePart[] = [];
  for (let i = first; i < first + depth; i++) {
    const [unit, count] = [timeUnits[i], counts[i]];
    if (unit === undefined || count === undefined || count === 0) break;
    parts.push({ unit, count });
  }
  return parts;
}

function isLaterInMonth(start: DateTime, end: DateTime): boolean {
  if (start.day !== end.day) return start.day > end.day;
  const timeOf = ({ hour, minute, second, millisecond }: DateTime) =>
    ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  return timeOf(start) > timeOf(end);
}

/** `start` moved on by whole months, on 28 February at the latest, without its fraction of a second. */
function pivotAfter(start: DateTime, months: number): number {
  const index = start.month - 1 + months;
  const month = ((index % 12) + 12) % 12;
  const { hour, minute, second } = start;
  const day = Math.min(monthDays[month] ?? 31, start.day);
  return wall(DateTime.utc(start.year + Math.floor(index / 12), month + 1, day, hour, minute, second));
}

/**
 * A span in words: English as Django writes it, with a space that does not break between count and unit;
 * other languages in Intl's words.
 *
 * @example spanText([{ unit: 'day', count: 4 }, { unit: 'hour', count: 6 }], 'en') // '4 days, 6 hours'
 */
export function spanText(parts: readonly TimePart[], locale: string): string {
  const shown = parts.length === 0 ? [{ unit: 'minute', count: 0 } as const] : parts;
  return shown.map(({ unit, count }) => unitText(unit, count, locale)).join(', ');
}

function unitText(unit: TimeUnit, count: number, locale: string): string {
  if (isEnglish(locale)) return `${count}\u00a0${unit}${count === 1 ? '' : 's'}`;
  const options = { style: 'unit', unit, unitDisplay: 'long', useGrouping: false } as const;
  return new Intl.NumberFormat(intlLocale(locale), options).format(count).replaceAll(' ', '\u00a0');
}
