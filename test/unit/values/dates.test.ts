import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { CalendarDate } from '../../../src/values/calendar-date.js';
import { formatDate } from '../../../src/values/date-format.js';
import { fromUnixSeconds, parseIsoDate, toDate, toDateTime } from '../../../src/values/dates.js';
import { SafeText } from '../../../src/values/safe-text.js';
import { djangoSettings, settingsFor } from './settings.js';

const iso = (text: string, zone = 'Europe/Warsaw') => {
  const date = parseIsoDate(text, zone);
  return date instanceof DateTime ? date.toISO() : date?.toString();
};

test.each([
  ['2025-06-24', '2025-06-24'],
  ['2024-02-29', '2024-02-29'],
  ['2025-06-24T12:00:00Z', '2025-06-24T12:00:00.000Z'],
  ['2025-06-24 12:00:00.123456+02:00', '2025-06-24T12:00:00.123+02:00'],
  ['2025-06-24T12:00:00,5-0330', '2025-06-24T12:00:00.500-03:30'],
  ['2025-06-24T12:00+05', '2025-06-24T12:00:00.000+05:00'],
  ['2025-06-24T12:00', '2025-06-24T12:00:00.000+02:00'],
  ['2025-12-24 12:00:01', '2025-12-24T12:00:01.000+01:00'],
])('%s is a date', (text, expected) => {
  expect(iso(text)).toBe(expected);
});

test.each([
  ...['', '2025', '2025-06', '2025-6-4', '20250624', '2025-13-01', '2025-02-29', '1900-02-29', '0000-01-01'],
  ...['2025-06-24T', '2025-06-24T12', '2025-06-24T24:00:00', '2025-06-24T12:60', '2025-06-24T12:00:60Z'],
  ...['2025-06-24T12:00:00+25:00', '2025-06-24T12:00:00+02:60', '2025-06-24Z', 'x2025-06-24', '2025-06-24x'],
  ...[
    '2025-W26-2',
    '2025-175',
    '12:00',
    '+002025-06-24',
    '2025-04-31T12:00:00Z',
    `2025-06-24T12:00:00.${'1'.repeat(50)}Z`,
  ],
])('"%s" is none', (text) => {
  expect(iso(text)).toBeUndefined();
});

test('what counts as a date, and in which zone', () => {
  const settings = settingsFor({ timeZone: 'America/New_York' });
  const at = (value: unknown) => toDateTime(value, settings)?.toISO();
  expect(at(new Date('2025-06-24T12:00:00Z'))).toBe('2025-06-24T08:00:00.000-04:00');
  expect(at(DateTime.utc(2025, 6, 24, 12))).toBe('2025-06-24T08:00:00.000-04:00');
  expect(at(new CalendarDate(2025, 6, 24))).toBe('2025-06-24T00:00:00.000-04:00');
  expect(at('2025-06-24T12:00:00Z')).toBe('2025-06-24T08:00:00.000-04:00');
  expect(at(new SafeText(' 2025-06-24 '))).toBe('2025-06-24T00:00:00.000-04:00');
  for (const none of ['x', 5, null, undefined, {}, [], new Date(Number.NaN), DateTime.invalid('x')]) {
    expect(at(none)).toBeUndefined();
  }
  expect(toDate('2025-06-24', settings)).toEqual(new CalendarDate(2025, 6, 24));
  expect(toDateTime('2025-06-24', djangoSettings())).toBeUndefined();
  expect(fromUnixSeconds(1750766400, 'UTC')?.toISO()).toBe('2025-06-24T12:00:00.000Z');
  expect(fromUnixSeconds(Number.NaN, 'UTC')).toBeUndefined();
  expect(fromUnixSeconds(1e300, 'UTC')).toBeUndefined();
});

test('in a zone that does not exist there are no dates', () => {
  const settings = { ...settingsFor(), timeZone: 'Nowhere/Land' };
  expect(toDateTime(new Date(0), settings)).toBeUndefined();
  expect(toDateTime('2025-06-24T12:00:00Z', settings)).toBeUndefined();
  expect(toDateTime('2025-06-24T12:00:00', settings)).toBeUndefined();
});

describe('format letters', () => {
  const settings = settingsFor({ timeZone: 'Europe/Warsaw' });
  const date = DateTime.fromISO('2025-09-03T13:05:09.250', { zone: 'Europe/Warsaw' });
  const format = (letters: string, locale = 'en', at: DateTime | CalendarDate = date) =>
    formatDate(at, letters, { ...settings, locale });

  test.each([
    ['a A', 'p.m. PM'],
    ['b c', 'sep 2025-09-03T13:05:09.250000+02:00'],
    ['d D e E', '03 Wed CEST September'],
    ['f F g G', '1:05 September 1 13'],
    ['h H i I', '01 13 05 1'],
    ['j l L', '3 Wednesday False'],
    ['m M n N', '09 Sep 9 Sept.'],
    ['o O P', '2025 +0200 1:05 p.m.'],
    ['r', 'Wed, 03 Sep 2025 13:05:09 +0200'],
    ['s S t T', '09 rd 30 CEST'],
    ['u U w W', '250000 1756897509 3 36'],
    ['y Y z Z', '25 2025 246 7200'],
    ['jS \\o\\f F', '3rd of September'],
    ['\\\\Y Y\\', '\\Y 2025\\'],
    ['SHORT_DATE_FORMAT', '09/03/2025'],
    ['', ''],
  ])('%s', (letters, expected) => {
    expect(format(letters)).toBe(expected);
  });

  test('P says noon and midnight, and leaves zero minutes out', () => {
    const at = (hour: number, minute: number) => format('P', 'en', date.set({ hour, minute }));
    expect([at(0, 0), at(12, 0), at(1, 0), at(0, 30), at(12, 1)]).toEqual([
      'midnight',
      'noon',
      '1 a.m.',
      '12:30 a.m.',
      '12:01 p.m.',
    ]);
  });

  test('nothing of the zone where a clock shows the same time twice', () => {
    const twice = DateTime.fromISO('2025-10-26T02:30:00', { zone: 'Europe/Warsaw' });
    expect(format('H:i|e|O|T|Z|I', 'en', twice)).toBe('02:30|||||');
  });

  test('a day without a time is its midnight', () => {
    expect(format('c|Y-m-d H:i O|I', 'en', new CalendarDate(2025, 6, 30))).toBe(
      '2025-06-30|2025-06-30 00:00 +0200|',
    );
  });

  test('names in the language of the locale', () => {
    expect(format('l j E Y, P', 'pl')).toBe('środa 3 września 2025, 13:05');
    expect(format('F', 'pl')).toBe('wrzesień');
    expect(format('D j. M', 'de-CH')).toMatch(/^Mi\.? 3\. Sept?\.?$/);
    expect(format('l', 'pt_BR')).toBe('quarta-feira');
    expect(format('l', 'no such locale!')).toBe('Wednesday');
  });
});
