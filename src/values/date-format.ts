import { DateTime } from 'luxon';
import { CalendarDate } from './calendar-date.js';
import { type DateNames, dateNames } from './date-names.js';
import { hasZone, midnight } from './dates.js';
import { remembered } from './locale.js';
import { localeFormats } from './locale-formats.js';
import type { RenderSettings } from './settings.js';
import type { TimeOfDay } from './time-of-day.js';
import { clock, zoneAbbreviation } from './time-zone-names.js';

/**
 * The format that a name such as `SHORT_DATE_FORMAT` stands for in the render's language; any other text is
 * a format already.
 */
export function formatOf(format: string, { locale, localised }: RenderSettings): string {
  return localeFormats(localised === false ? 'en' : locale).named.get(format) ?? format;
}

type Letter = (date: DateTime, names: DateNames, dateOnly: boolean) => string;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const hour12 = (date: DateTime): number => date.hour % 12 || 12;
const name = (words: readonly string[], index: number): string => words[index] ?? '';
const shortTime = (date: DateTime): string =>
  date.minute === 0 ? String(hour12(date)) : `${hour12(date)}:${two(date.minute)}`;
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Django prints nothing of the zone where a clock shows the same time twice. */
const zoned =
  (print: (date: DateTime) => string): Letter =>
  (date) =>
    date.getPossibleOffsets().length > 1 ? '' : print(date);

const daylight = zoned((date) => (date.isInDST ? '1' : '0'));

const timeOfDay: Letter = (date, names) => {
  if (names.time !== undefined) return names.time(date.hour, date.minute);
  if (date.minute === 0 && date.hour === 0) return names.midnight;
  if (date.minute === 0 && date.hour === 12) return names.noon;
  return `${shortTime(date)} ${date.hour > 11 ? names.pm : names.am}`;
};

const timeLetters: Readonly<Record<string, Letter>> = {
  a: (date, names) => (date.hour > 11 ? names.pm : names.am),
  A: (date, names) => (date.hour > 11 ? names.PM : names.AM),
  e: zoned((date) => (hasZone(date) ? zoneAbbreviation(date) : '')),
  f: shortTime,
  g: (date) => String(hour12(date)),
  G: (date) => String(date.hour),
  h: (date) => two(hour12(date)),
  H: (date) => two(date.hour),
  i: (date) => two(date.minute),
  O: zoned((date) => clock(date.offset, '')),
  P: timeOfDay,
  s: (date) => two(date.second),
  T: zoned(zoneAbbreviation),
  u: (date) => `${String(date.millisecond).padStart(3, '0')}000`,
  Z: zoned((date) => String(date.offset * 60)),
};

const dateLetters: Readonly<Record<string, Letter>> = {
  b: (date, names) => name(names.monthsLower, date.month - 1),
  c: isoFormat,
  d: (date) => two(date.day),
  D: (date, names) => name(names.weekdaysShort, date.weekday % 7),
  E: (date, names) => name(names.monthsInDate, date.month - 1),
  F: (date, names) => name(names.months, date.month - 1),
  I: (date, names, dateOnly) => (dateOnly ? '' : daylight(date, names, dateOnly)),
  j: (date) => String(date.day),
  l: (date, names) => name(names.weekdays, date.weekday % 7),
  L: (date) => (isLeap(date.year) ? 'True' : 'False'),
  m: (date) => two(date.month),
  M: (date, names) => capitalised(name(names.monthsShort, date.month - 1)),
  n: (date) => String(date.month),
  N: (date, names) => name(names.monthsPress, date.month - 1),
  o: (date) => String(date.weekYear),
  r: (date) =>
    `${weekdayAndDay(date)} ${date.setLocale('en').toFormat('HH:mm:ss')} ${clock(date.offset, '')}`,
  S: (date) => ordinalSuffix(date.day),
  t: (date) => String(date.daysInMonth),
  U: (date) => String(Math.floor(date.toSeconds())),
  w: (date) => String(date.weekday % 7),
  W: (date) => String(date.weekNumber),
  y: (date) => two(date.year % 100),
  Y: (date) => String(date.year).padStart(4, '0'),
  z: (date) => String(date.ordinal),
};

const lettersOf = (names: string) => new Set([...names].map((letter) => timeLetters[letter]));
const ofTime = lettersOf(Object.keys(timeLetters).join(''));
const ofZone = lettersOf('eOTZ');

const letters: ReadonlyMap<string, Letter> = new Map([
  ...Object.entries(timeLetters),
  ...Object.entries(dateLetters),
]);

/** The first letter of a format that asks for a time of day, which Django refuses for a date without one. */
export function timeLetterOf(format: string): string | undefined {
  for (let i = 0; i < format.length; i++) {
    const letter = format.charAt(i);
    if (Object.hasOwn(timeLetters, letter) && format.charAt(i - 1) !== '\\') return letter;
  }
  return undefined;
}

/** The first letter of a format that asks for a date, which Django refuses where only a time is wanted. */
export function dateLetterOf(format: string): string | undefined {
  for (let i = 0; i < format.length; i++) {
    const letter = format.charAt(i);
    if (Object.hasOwn(dateLetters, letter) && format.charAt(i - 1) !== '\\') return letter;
  }
  return undefined;
}

/**
 * A date by Django's format letters.
 *
 * @param date an instant in the zone it is to be shown in; a `CalendarDate` is its midnight
 * @param format letters as in Django's `date` filter, `\` before one that stands for itself; or the name of
 *   one of Django's formats, `SHORT_DATE_FORMAT`
 * @example formatDate(new CalendarDate(2025, 6, 30), 'l jS F Y', settings) // 'Monday 30th June 2025'
 */
export function formatDate(date: DateTime | CalendarDate, format: string, settings: RenderSettings): string {
  const dateOnly = date instanceof CalendarDate;
  const at = dateOnly ? midnight(date, settings) : date;
  const names = dateNames(settings.locale, settings.django);
  let text = '';
  for (const part of compile(formatOf(format, settings))) {
    text += typeof part === 'string' ? part : part(at, names, dateOnly);
  }
  return text;
}

/**
 * A time without a day by Django's format letters. Letters of a zone print nothing.
 *
 * @returns undefined where `format` asks for a date, which Django answers with nothing at all
 * @example formatTime(new TimeOfDay(13, 5), 'g:i a', settings) // '1:05 p.m.'
 */
export function formatTime(time: TimeOfDay, format: string, settings: RenderSettings): string | undefined {
  const { hour, minute, second, microsecond } = time;
  const parts = { hour, minute, second, millisecond: Math.trunc(microsecond / 1000) };
  const at = DateTime.fromObject({ year: 1970, ...parts }, { zone: 'UTC' });
  const names = dateNames(settings.locale, settings.django);
  let text = '';
  for (const part of compile(formatOf(format, settings))) {
    if (typeof part === 'string') text += part;
    else if (part === isoFormat) text += time.toString();
    else if (!ofTime.has(part)) return undefined;
    else if (part === timeLetters.u) text += String(microsecond).padStart(6, '0');
    else if (!ofZone.has(part)) text += part(at, names, false);
  }
  return text;
}

const compile = remembered((format) => {
  const parts: (string | Letter)[] = [];
  let from = 0;
  for (let i = 0; i < format.length; i++) {
    const letter = letters.get(format.charAt(i));
    if (letter === undefined || format.charAt(i - 1) === '\\') continue;
    if (from < i) parts.push(unescaped(format.slice(from, i)));
    parts.push(letter);
    from = i + 1;
  }
  if (from < format.length) parts.push(unescaped(format.slice(from)));
  return parts;
});

const unescaped = (text: string): string => text.replace(/\\([^\n])/gu, '$1');

function isoFormat(date: DateTime, _names: DateNames, dateOnly: boolean): string {
  const day = `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
  if (dateOnly) return day;
  const fraction = date.millisecond === 0 ? '' : `.${String(date.millisecond).padStart(3, '0')}000`;
  return `${day}T${two(date.hour)}:${two(date.minute)}:${two(date.second)}${fraction}${hasZone(date) ? clock(date.offset, ':') : ''}`;
}

const weekdayAndDay = (date: DateTime): string => date.setLocale('en').toFormat('ccc, dd LLL yyyy');

function ordinalSuffix(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether a value that `toDate` gave has a time of day. */
export const hasTime = (date: DateTime | CalendarDate): date is DateTime => date instanceof DateTime;
