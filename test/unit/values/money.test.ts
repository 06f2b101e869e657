import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import { formatMoney, minorUnitDigits, padMoney } from '../../../src/values/money.js';
import { localiseDigits } from '../../../src/values/number-format.js';
import { numberLiteral, toDecimal, toInteger } from '../../../src/values/numbers.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';

/** Intl separates with no-break spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test.each([
  ['EUR', 2],
  ['HUF', 2],
  ['IDR', 2],
  ['IQD', 3],
  ['JPY', 0],
  ['jpy', 0],
  ['KWD', 3],
  ['CLF', 4],
  ['LBP', 2],
  ['XXX', 2],
  ['', 2],
  [undefined, 2],
])('%s has %i digits by ISO 4217', (currency, digits) => {
  expect(minorUnitDigits(currency)).toBe(digits);
});

test('money is padded, never rounded, and keeps its currency', () => {
  expect(padMoney('149.9', 'PLN')?.toString()).toBe('149.90');
  expect(padMoney(150)?.toString()).toBe('150.00');
  expect(padMoney('1.23456', 'EUR')?.toString()).toBe('1.23456');
  expect(padMoney(1500, 'JPY')?.toString()).toBe('1500');
  expect(padMoney('1.5', 'KWD')?.toString()).toBe('1.500');
  expect(padMoney(padMoney('1.5', 'KWD'))).toMatchObject({ scale: 3, currency: 'KWD' });
  expect(padMoney('12,50')).toBeUndefined();
  expect(padMoney(null)).toBeUndefined();
});

test.each([
  ['1234.5', 'EUR', 'en', '€1,234.50'],
  ['1234.5', 'EUR', 'de', '1.234,50 €'],
  ['1234567.5', 'PLN', 'pl', '1 234 567,50 zł'],
  ['1500', 'JPY', 'en', '¥1,500'],
  ['-0.005', 'USD', 'en', '-$0.005'],
  ['90071992547409931234.123456789012', 'USD', 'en', '$90,071,992,547,409,931,234.123456789012'],
  ['5', 'usd', 'en', '$5.00'],
  ['5', 'XQZ', 'en', 'XQZ 5.00'],
  ['5', 'points', 'en', '5.00 points'],
  ['5', undefined, 'en', '5.00'],
  ['1234.5', 'EUR', 'not a locale', '€1,234.50'],
])('%s %s in %s is %s', (amount, currency, locale, expected) => {
  const padded = padMoney(amount, currency);
  if (padded === undefined) throw new Error('no amount');
  expect(plain(formatMoney(padded, currency, locale))).toBe(expected);
});

test('digits in the signs of a locale, thousands in threes', () => {
  expect(localiseDigits('-6666.50', 'de', true)).toBe('-6.666,50');
  expect(localiseDigits('6666.50', 'de', false)).toBe('6666,50');
  expect(localiseDigits('-123456', 'en', true)).toBe('-123,456');
  expect(localiseDigits('12', 'en', true)).toBe('12');
});

test('what Django takes for a number', () => {
  const digits = (value: unknown) => toDecimal(value)?.toString();
  expect([5, 0.1, true, 2n ** 70n, new Decimal('1.50')].map(digits)).toEqual([
    '5',
    '0.1',
    '1',
    String(2n ** 70n),
    '1.5',
  ]);
  expect([' 1_250.50 ', '.5', '5.', '-1e3', '+2'].map(digits)).toEqual(['1250.50', '0.5', '5', '-1000', '2']);
  for (const none of [
    '',
    'x',
    '1,5',
    '1 2',
    'nan',
    '1e5000',
    null,
    undefined,
    [],
    {},
    Number.NaN,
    new Date(),
  ]) {
    expect(digits(none)).toBeUndefined();
  }
});

test("Python's int", () => {
  expect([5.9, -5.9, ' 7 ', '1_0', true, '-3', ScaledDecimal.parse('2.5')].map(toInteger)).toEqual([
    5, -5, 7, 10, 1, -3, 2,
  ]);
  expect(['5.0', '', 'x', '1__0', '_1', null, undefined, Number.NaN].map(toInteger)).toEqual(
    Array(8).fill(undefined),
  );
});

test('number literals lose nothing', () => {
  expect(numberLiteral('12')).toBe(12);
  expect(numberLiteral('-12')).toBe(-12);
  expect(numberLiteral('90071992547409931')).toBe(90071992547409931n);
  expect(String(numberLiteral('1.50'))).toBe('1.50');
  expect(String(numberLiteral('1e3'))).toBe('1000');
});
