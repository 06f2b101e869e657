import { describe, expect, test } from 'vitest';
import { FilterError } from '../../../../src/language/filter.js';
import { CalendarDate } from '../../../../src/values/calendar-date.js';
import { ScaledDecimal } from '../../../../src/values/scaled-decimal.js';
import { PENDING } from '../../../../src/values/value.js';
import { apply } from './apply.js';

const money = (digits: string, currency = 'EUR') => ScaledDecimal.parse(digits)?.withCurrency(currency);
const shown = (value: unknown) =>
  value instanceof ScaledDecimal ? `${value}${value.currency ? ` ${value.currency}` : ''}` : String(value);

describe('arithmetic is exact', () => {
  test.each([
    ['sub', '0.3', '0.1', '0.2'],
    ['sub', 5, 7, '-2'],
    ['sub', '149.90', 20, '129.90'],
    ['mul', '19.99', 3, '59.97'],
    ['mul', '1.50', '1.50', '2.25'],
    ['mul', '9007199254740993', 3, '27021597764222979'],
    ['div', 7, 2, '3.5'],
    ['div', 1, 3, '0.3333333333'],
    ['div', 2, 3, '0.6666666667'],
    ['div', 6, 3, '2'],
    ['intdiv', 135, 60, '2'],
    ['intdiv', -7, 2, '-4'],
    ['intdiv', '7.50', '2.50', '3'],
    ['mod', 135, 60, '15'],
    ['mod', -7, 2, '1'],
    ['mod', 7, -2, '-1'],
    ['mod', '5.5', 2, '1.5'],
    ['add', '149.90', 0.1, '150.00'],
    ['add', 1.5, 1, '2.5'],
    ['add', '1.5', '1', '1.51'],
    ['add', '1', '2', '3'],
    ['add', 2 ** 53 - 1, 1, '9007199254740992'],
  ])('%s of %s and %s', (filter, value, argument, result) => {
    expect(shown(apply(filter, value, argument))).toBe(result);
  });

  test('of whole numbers it is a plain number', () => {
    expect(apply('sub', 5, 7)).toBe(-2);
    expect(apply('div', 6, 3)).toBe(2);
    expect(apply('add', 4, '2')).toBe(6);
  });

  test('abs', () => {
    expect(apply('abs', -3)).toBe(3);
    expect(shown(apply('abs', '-12.50'))).toBe('12.50');
    expect(shown(apply('abs', money('-12.5')))).toBe('12.50 EUR');
  });
});

describe('money stays money', () => {
  test.each([
    ['sub', money('149.90'), 20, '129.90 EUR'],
    ['add', money('149.9'), money('0.1'), '150.00 EUR'],
    ['mul', money('149.90'), '0.075', '11.2425 EUR'],
    ['mul', 3, money('19.99'), '59.97 EUR'],
    ['div', money('100'), 3, '33.33 EUR'],
    ['div', money('149.90'), 4, '37.475 EUR'],
    ['div', money('1000', 'JPY'), 3, '333 JPY'],
    ['div', money('100'), money('8'), '12.5'],
    ['mod', money('10.00'), 3, '1.00 EUR'],
  ])('%s of %s and %s', (filter, value, argument, result) => {
    expect(shown(apply(filter, value, argument))).toBe(result);
  });

  test.each([
    ['add', money('1'), money('1', 'USD'), /two currencies, EUR and USD/],
    ['sub', money('1'), money('1', 'USD'), /two currencies/],
    ['mul', money('1'), money('1'), /cannot be multiplied/],
  ] as const)('%s refuses what has no meaning', (filter, value, argument, reason) => {
    expect(() => apply(filter, value, argument)).toThrow(reason);
    expect(() => apply(filter, value, argument)).toThrow(FilterError);
  });
});

test('division by zero fails the message, clearly', () => {
  for (const filter of ['div', 'intdiv', 'mod', 'divisibleby']) {
    expect(() => apply(filter, 5, 0)).toThrow('nothing can be divided by 0');
  }
});

test('blank operands give a blank result, what is no number is refused', () => {
  for (const filter of ['sub', 'mul', 'div', 'intdiv', 'mod', 'abs', 'convert', 'add']) {
    expect(apply(filter, null, filter === 'convert' ? 'USD' : 1)).toBe('');
    expect(apply(filter, '', filter === 'convert' ? 'USD' : 1)).toBe(filter === 'add' ? '' : '');
  }
  expect(apply('sub', 5, null)).toBe('');
  expect(() => apply('sub', 'abc', 1)).toThrow('"sub" wants numbers');
  expect(() => apply('abs', [1])).toThrow('"abs" wants a number');
});

describe('add of what is no number', () => {
  test.each([
    ['ab', 'cd', 'abcd'],
    ['ab', null, 'ab'],
    [null, 'cd', 'cd'],
    ['ab', 5, ''],
    [{ a: 1 }, 'x', ''],
  ])('%o and %o', (value, argument, result) => {
    expect(apply('add', value, argument)).toBe(result);
  });

  test('lists are joined into a new one', () => {
    const list = [1];
    expect(apply('add', list, [2])).toEqual([1, 2]);
    expect(list).toEqual([1]);
  });

  test("Django's way cuts decimals", () => {
    expect(apply('add', 1.9, 1, {}, { django: true })).toBe(2);
  });
});

describe('convert', () => {
  const rates = { base: 'USD', rates: { EUR: '0.80', JPY: 150, PLN: '4', BAD: '-1' } };

  test.each([
    [money('100'), 'USD', '125.00 USD'],
    [money('100', 'USD'), 'eur', '80.00 EUR'],
    [money('100'), 'PLN', '500.00 PLN'],
    [money('10.01', 'USD'), 'JPY', '1502 JPY'],
    [money('149.9'), 'EUR', '149.90 EUR'],
  ])('%s to %s', (value, to, result) => {
    expect(shown(apply('convert', value, to, { rates }))).toBe(result);
  });

  test.each([
    [money('1'), 'GBP', 'there is no exchange rate for GBP'],
    [money('1', 'GBP'), 'USD', 'there is no exchange rate for GBP'],
    [money('1', 'BAD'), 'USD', 'there is no exchange rate for BAD'],
    [money('1', 'constructor'), 'USD', 'there is no exchange rate for its currency'],
    [5, 'USD', 'the amount has no currency beside it to convert from'],
    [money('1'), 'dollars', '"convert" wants the code of a currency, such as "USD"'],
    ['abc', 'USD', '"convert" wants an amount of money'],
  ])('%s to %s is refused', (value, to, reason) => {
    expect(() => apply('convert', value, to, { rates })).toThrow(reason);
  });

  test('without rates', () => {
    expect(() => apply('convert', money('1'), 'USD')).toThrow('the engine was given no exchange rates');
  });
});

describe('aggregates', () => {
  const lines = [
    { value: '149.90', quantity: 2, product: { price: money('10') } },
    { value: null, quantity: 3, product: null },
    { value: 50, quantity: 5, product: { price: money('20.5') } },
  ];

  test.each([
    ['sum', 'value', '199.90'],
    ['sum', 'quantity', '10'],
    ['sum', 'product.price', '30.50 EUR'],
    ['avg', 'value', '99.95'],
    ['avg', 'quantity', '3.3333333333'],
    ['avg', 'product.price', '15.25 EUR'],
    ['min', 'value', '50'],
    ['max', 'value', '149.90'],
    ['max', 'quantity', '5'],
    ['max', 'product.price', '20.5 EUR'],
  ])('%s of %s', (filter, path, result) => {
    expect(shown(apply(filter, lines, path))).toBe(result);
  });

  test('of the items themselves, of dates and of texts', () => {
    expect(apply('sum', [1, 2, 3])).toBe(6);
    const days = [new CalendarDate(2025, 6, 3), new CalendarDate(2024, 1, 1)];
    expect(apply('min', days)).toBe(days[1]);
    expect(apply('max', ['b', 'a'])).toBe('b');
    expect(apply('max', ['9', '10'])).toBe('10');
  });

  test('of nothing', () => {
    for (const nothing of [null, undefined, '', [], [{}], [null]]) {
      expect(apply('sum', nothing, 'value')).toBe(0);
      for (const filter of ['avg', 'min', 'max']) expect(apply(filter, nothing, 'value')).toBe('');
    }
  });

  test('money is averaged to the digits of its currency', () => {
    expect(shown(apply('avg', [money('10'), money('10'), money('5')]))).toBe('8.33 EUR');
  });

  test('mixed currencies are refused, also of plain data', () => {
    const mixed = [money('1'), money('2', 'USD')];
    for (const filter of ['sum', 'avg', 'min', 'max']) {
      expect(() => apply(filter, mixed)).toThrow('mixed currencies, EUR and USD: convert them first');
    }
    const plain = [
      { value: '1', currency: 'EUR', quantity: 1 },
      { value: '2', currency: 'USD', quantity: 2 },
    ];
    expect(() => apply('sum', plain, 'value')).toThrow('mixed currencies');
    expect(apply('sum', plain, 'quantity')).toBe(3);
    expect(shown(apply('sum', plain.slice(0, 1), 'value'))).toBe('1.00 EUR');
  });

  test('what cannot be added or compared is refused', () => {
    expect(() => apply('sum', [1, 'x'])).toThrow('"sum" found a value that is no number');
    expect(() => apply('max', [1, 'x'])).toThrow('"max" found values that cannot be compared');
    expect(() => apply('sum', 5)).toThrow('"sum" wants a list');
  });

  test('wait for data', () => {
    expect(apply('sum', [{ value: 1 }, { value: PENDING }], 'value')).toBe(PENDING);
  });

  test('nothing inherited is read', () => {
    expect(apply('sum', [{}], '__proto__.length')).toBe(0);
    expect(apply('max', [[1, 2]], 'constructor')).toBe('');
  });
});
