import { DateTime, FixedOffsetZone, type Zone } from 'luxon';
import { CalendarDate } from './calendar-date.js';
import { asDateTime, asText } from './kinds.js';
import type { RenderSettings } from './settings.js';
import type { Value } from './value.js';

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** The longest text that `iso` matches: nothing longer is looked at. */
const longestIso = 35;

/**
 * Reads an ISO 8601 date, or date and time: `2025-06-24`, `2025-06-24T12:00:00Z`,
 * `2025-06-24 12:00:00.123456+02:00`. Strict: a day that no calendar has is none. Digits beyond the
 * millisecond are dropped.
 *
 * @param zone where a time without an offset is meant
 * @returns a `CalendarDate` for a date alone, a DateTime with the offset that was written otherwise;
 *   undefined where `text` is neither
 */
export function parseIsoDate(text: string, zone: string | Zone): DateTime | CalendarDate | undefined {
  if (text.length > longestIso) return undefined;
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '0', offset] = match;
  if (year === '0000') return undefined;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (hour === undefined) {
    return isDay(date) ? new CalendarDate(date.year, date.month, date.day) : undefined;
  }
  if (hour === '24') return undefined;
  const time = {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
  };
  const at = offset === undefined ? zone : offsetZone(offset);
  if (at === undefined) return undefined;
  const parsed = DateTime.fromObject({ ...date, ...time }, { zone: at });
  return parsed.isValid ? parsed : undefined;
}

/** Seconds since 1970 UTC, as events carry them; undefined where that is no date. */
export function fromUnixSeconds(seconds: number, zone: string | Zone): DateTime | undefined {
  const date = DateTime.fromMillis(Math.round(seconds * 1000), { zone });
  return date.isValid ? date : undefined;
}

/**
 * Whatever counts as a date, in the render's time zone: Date, DateTime, `CalendarDate` (its midnight) and,
 * where `isoDates` is on, an ISO 8601 string. Numbers do not.
 */
export function toDateTime(value: Value, settings: RenderSettings): DateTime | undefined {
  const date = toDate(value, settings);
  return date instanceof CalendarDate ? midnight(date, settings) : date;
}

/** As `toDateTime`, but a day without a time stays one. */
export function toDate(value: Value, settings: RenderSettings): DateTime | CalendarDate | undefined {
  if (value instanceof CalendarDate) return value;
  if (typeof value === 'object' && value !== null) {
    const date = value instanceof Date ? DateTime.fromJSDate(value, { zone: 'UTC' }) : asDateTime(value);
    if (date !== undefined) return inZone(date, settings);
  }
  const text = settings.isoDates ? asText(value) : undefined;
  if (text === undefined) return undefined;
  const parsed = parseIsoDate(text.trim(), zoneOf(settings));
  return parsed instanceof DateTime ? inZone(parsed, settings) : parsed;
}

const kept = new WeakSet<DateTime>();

/**
 * The instant as its own zone shows it, in whatever zone the render is: what Django's `localtime`, `utc` and
 * `timezone` return.
 */
export function keepZone(date: DateTime): DateTime {
  kept.add(date);
  return date;
}

const zoneless = new WeakSet<DateTime>();

/**
 * A time that was given without a zone, shown as it stands: Python's naive datetime. It has no offset to
 * print, and no order against a time that has one.
 */
export function withoutZone(date: DateTime): DateTime {
  zoneless.add(date);
  return keepZone(date);
}

export const hasZone = (date: DateTime): boolean => !zoneless.has(date);

function inZone(date: DateTime, settings: RenderSettings): DateTime | undefined {
  if (settings.localTime === false || kept.has(date)) return date;
  const moved = date.setZone(zoneOf(settings));
  return moved.isValid ? moved : undefined;
}

/** The instant at which `date` begins in the render's zone; in UTC where there is no such zone. */
export function midnight(date: CalendarDate, settings: RenderSettings): DateTime {
  const { year, month, day } = date;
  const local = DateTime.fromObject({ year, month, day }, { zone: zoneOf(settings) });
  return local.isValid ? local : DateTime.utc(year, month, day);
}

/** The clock already holds the zone as an object, which spares luxon from looking it up by name. */
const zoneOf = ({ now, timeZone }: RenderSettings): string | Zone =>
  now.zoneName === timeZone ? now.zone : timeZone;

function offsetZone(offset: string): FixedOffsetZone | undefined {
  if (offset === 'Z') return FixedOffsetZone.utcInstance;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || '0');
  if (hours > 23 || minutes > 59) return undefined;
  return FixedOffsetZone.instance((offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes));
}

function isDay({ year, month, day }: { year: number; month: number; day: number }): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day <= days;
}
