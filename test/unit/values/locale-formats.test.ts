import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { CalendarDate } from '../../../src/values/calendar-date.js';
import { formatDate } from '../../../src/values/date-format.js';
import { dateNames } from '../../../src/values/date-names.js';
import { localeFormats } from '../../../src/values/locale-formats.js';
import { localiseDigits } from '../../../src/values/number-format.js';
import { toPrinted } from '../../../src/values/print.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';
import { toText } from '../../../src/values/text.js';
import { TimeOfDay } from '../../../src/values/time-of-day.js';
import { settingsFor } from './settings.js';

const day = new CalendarDate(2025, 6, 3);
const instant = DateTime.utc(2025, 6, 3, 14, 5);

test.each([
  ['en', 'June 3, 2025', 'June 3, 2025, 2:05 p.m.'],
  ['en-GB', '3 Jun 2025', '3 Jun 2025, 2:05 p.m.'],
  ['de', '3. Juni 2025', '3. Juni 2025 14:05'],
  ['pl', '3 czerwca 2025', '3 czerwca 2025 14:05'],
  ['fr', '3 juin 2025', '3 juin 2025 14:05'],
  ['es-419', '3 de junio de 2025', '3 de junio de 2025 a las 14:05'],
  ['ru', '3 июня 2025 г.', '3 июня 2025 г. 14:05'],
  ['uk', '03 червня 2025 р.', '03 червня 2025 р. 14:05'],
  ['ja', '2025年6月3日', '2025年6月3日14:05'],
  ['zh_CN', '2025年6月3日', '2025年6月3日 14:05'],
])('dates print as %s writes them', (locale, date, time) => {
  const settings = settingsFor({ locale });
  expect(toPrinted(day, settings)).toBe(date);
  expect(toPrinted(instant, settings)).toBe(time);
});

test('a language that Django has no formats for has those of Intl', () => {
  expect(localeFormats('af').named.get('DATE_FORMAT')).toBe('j E Y');
  expect(localeFormats('af').decimal).toBe(',');
  expect(localeFormats('no locale at all').named.get('DATE_FORMAT')).toBe('N j, Y');
});

describe('numbers print with the decimal sign of the locale and no groups', () => {
  test.each([
    [1234.5, '1234,5'],
    [1234567, '1234567'],
    [-0.5, '-0,5'],
    [ScaledDecimal.parse('149.90'), '149,90'],
    ['149.90', '149.90'],
    [true, 'True'],
    [1e-7, '0,0000001'],
    [1e300, '1e+300'],
    [[1.5], '[1.5]'],
  ])('%o', (value, printed) => {
    expect(toPrinted(value, settingsFor({ locale: 'pl' }))).toBe(printed);
  });

  test('unless that is switched off', () => {
    const off = settingsFor({ locale: 'pl', localised: false });
    expect(toPrinted(1234.5, off)).toBe('1234.5');
    expect(toPrinted(day, off)).toBe('cze 3, 2025');
  });
});

test('text filters get plain text', () => {
  const settings = settingsFor({ locale: 'de', timeZone: 'Europe/Berlin' });
  expect(toText(1234.5, settings)).toBe('1234.5');
  expect(toText(day, settings)).toBe('2025-06-03');
  expect(toText(instant, settings)).toBe('2025-06-03 14:05:00+00:00');
  expect(toText(new Date('2025-06-03T12:00:00.250Z'), settings)).toBe('2025-06-03 14:00:00.250000+02:00');
  expect(toText(new TimeOfDay(8, 30), settings)).toBe('08:30:00');
});

test.each([
  ['1234567.891', 'de', true, '1.234.567,891'],
  ['-1234567', 'pl', true, '-1\u00a0234\u00a0567'],
  ['-123456', 'en', true, '-123,456'],
  ['1234567', 'ja', true, '1,234,567'],
  ['1234567', 'ja', 'django', '1234567'],
  ['1234567', 'zh-Hans', true, '1,234,567'],
  ['1234.5', 'fr', false, '1234,5'],
] as const)('%s in %s, grouped %s, is %s', (digits, locale, grouped, text) => {
  expect(localiseDigits(digits, locale, grouped)).toBe(text);
});

test('months have names in every language', () => {
  expect(dateNames('ja').months[0]).toBe('1月');
  expect(dateNames('cs').monthsPress[0]).toBe('led');
  for (const locale of ['cs', 'ja', 'zh', 'ko', 'ar', 'hu']) {
    const { months, monthsInDate, monthsShort, monthsPress } = dateNames(locale);
    for (const name of [months, monthsInDate, monthsShort, monthsPress].flat())
      expect(name).not.toMatch(/^\d*$/);
  }
  expect(formatDate(day, 'F', settingsFor({ locale: 'ja' }))).toBe('6月');
});
