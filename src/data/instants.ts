import { DateTime } from 'luxon';
import { CalendarDate } from '../values/calendar-date.js';

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?)?$/;

/** What an ISO 8601 text says: a date alone, an instant, or a wall-clock time whose zone it does not name. */
export type IsoReading =
  | { readonly kind: 'date'; readonly year: number; readonly month: number; readonly day: number }
  | { readonly kind: 'instant'; readonly milliseconds: number }
  | { readonly kind: 'local'; readonly wallClock: number };

/**
 * Reads `2025-06-24`, `2025-06-24T12:00:00Z`, `2025-06-24 12:00:00.5+02:00`; undefined for anything else, for
 * days that no month has and for hours past 23. Fractions are cut to milliseconds, which is what instants
 * compare by.
 *
 * It reads what `parseIsoDate` of values/dates reads (a property test holds that), but builds no DateTime: a
 * selection reads a date of every row.
 */
export function readIso(text: string): IsoReading | undefined {
  if (text.length < 10 || text.length > 35) return undefined;
  const match = iso.exec(text);
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s, fraction, zulu, sign, offsetHours, offsetMinutes] = match;
  const [year, month, day] = [Number(y), Number(mo), Number(d)];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (h === undefined) return { kind: 'date', year, month, day };
  const [hour, minute, second] = [Number(h), Number(mi), Number(s ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const wallClock =
    utc(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 + thousandths(fraction);
  if (zulu !== undefined) return { kind: 'instant', milliseconds: wallClock };
  if (sign === undefined) return { kind: 'local', wallClock };
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes ?? 0));
  if (Number(offsetHours) > 23 || Number(offsetMinutes ?? 0) > 59) return undefined;
  return { kind: 'instant', milliseconds: wallClock - offset * 60_000 };
}

/**
 * The instant of a stored value in milliseconds since 1970 UTC; undefined where it is no date.
 *
 * @param seconds whether a number counts UNIX seconds, as it does in a standard datetime field
 * @param zone IANA: where a date without a time is its midnight, and a time without an offset is meant
 */
export function instantOf(value: unknown, zone: string, seconds: boolean): number | undefined {
  if (typeof value === 'string') {
    const read = readIso(value);
    if (!read) return undefined;
    if (read.kind === 'instant') return read.milliseconds;
    return inZone(read.kind === 'date' ? utc(read.year, read.month, read.day) : read.wallClock, zone);
  }
  if (typeof value === 'number')
    return seconds && Number.isFinite(value) ? Math.round(value * 1000) : undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.getTime();
  if (DateTime.isDateTime(value)) return value.isValid ? value.toMillis() : undefined;
  if (value instanceof CalendarDate) return inZone(utc(value.year, value.month, value.day), zone);
  return undefined;
}

/** The instant at which a zone's clocks show this wall-clock time (given as if it were UTC). */
function inZone(wallClock: number, zone: string): number {
  if (zone === 'UTC') return wallClock;
  return DateTime.fromMillis(wallClock, { zone: 'UTC' }).setZone(zone, { keepLocalTime: true }).toMillis();
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function utc(year: number, month: number, day: number): number {
  return year > 99 ? Date.UTC(year, month - 1, day) : new Date(0).setUTCFullYear(year, month - 1, day);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const thousandths = (fraction: string | undefined): number =>
  fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
