import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { CalendarDate } from '../../../src/values/calendar-date.js';
import { compareCodePoints, countCodePoints } from '../../../src/values/code-points.js';
import { contains, equals, is, order } from '../../../src/values/compare.js';
import { SafeText } from '../../../src/values/safe-text.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';
import { djangoSettings, settingsFor } from './settings.js';

const ours = settingsFor({ timeZone: 'Europe/Warsaw' });
const decimal = (text: string) => ScaledDecimal.parse(text);
const noon = DateTime.utc(2025, 6, 24, 12);

describe('equals', () => {
  test.each<[unknown, unknown]>([
    [1, true],
    [0n, false],
    [1, decimal('1.00')],
    [0.1, decimal('0.1')],
    [2n ** 60n, decimal('1152921504606846976')],
    [new Decimal('1.50'), decimal('1.5')],
    ['x', new SafeText('x')],
    [undefined, null],
    [noon, new Date(noon.toMillis())],
    [noon, noon.setZone('Asia/Tokyo')],
    [new CalendarDate(2025, 6, 24), new CalendarDate(2025, 6, 24)],
    [new CalendarDate(2025, 6, 24), DateTime.fromISO('2025-06-24T00:00', { zone: 'Europe/Warsaw' })],
    [
      [1, { a: [true] }],
      [1, { a: [1] }],
    ],
    [
      { a: 1, b: 2 },
      new Map([
        ['b', 2],
        ['a', 1],
      ]),
    ],
  ])('%o == %o', (a, b) => {
    expect([equals(a, b, ours), equals(b, a, ours)]).toEqual([true, true]);
  });

  test.each<[unknown, unknown]>([
    ['1', 1],
    ['', null],
    [null, false],
    [0, null],
    [Number.NaN, Number.NaN],
    [[1], [1, 2]],
    [{ a: undefined }, { b: undefined }],
    [{ a: 1 }, new Map([[1, 1]])],
    [[], {}],
    ['2025-06-24', new CalendarDate(2025, 6, 24)],
    [new CalendarDate(2025, 6, 24), noon],
  ])('%o != %o', (a, b) => {
    expect([equals(a, b, ours), equals(b, a, ours)]).toEqual([false, false]);
  });

  test('structures that hold themselves, deep ones, and ones that share parts', () => {
    const cycle = () => {
      const list: unknown[] = [];
      list.push(list);
      return list;
    };
    const deep = (depth: number) => {
      let list: unknown = [];
      for (let i = 0; i < depth; i++) list = [list];
      return list;
    };
    const shared = (last: number) => {
      let list: unknown = last;
      for (let i = 0; i < 60; i++) list = [list, list];
      return list;
    };
    expect(equals(cycle(), cycle())).toBe(true);
    expect(equals(deep(100_000), deep(100_000))).toBe(true);
    expect(equals(deep(100_000), deep(100_001))).toBe(false);
    expect(equals(shared(1), shared(1))).toBe(true);
    expect(equals(shared(1), shared(2))).toBe(false);
  });
});

describe('order', () => {
  const sign = (a: unknown, b: unknown, settings = ours) => {
    const order_ = order(a, b, settings);
    return order_ === undefined ? undefined : Math.sign(order_);
  };

  test.each<[unknown, unknown]>([
    [1, 2],
    [false, 1],
    [1, decimal('1.01')],
    [decimal('9.99'), 10n],
    ['10', '9'],
    ['\uff5e', '😀'],
    ['a', new SafeText('ab')],
    [
      [1, 2],
      [1, 3],
    ],
    [[1], [1, 0]],
    [noon, noon.plus(1)],
    [new CalendarDate(2025, 6, 24), noon],
    [noon, '2025-06-24T12:00:01Z'],
    ['9', 10],
    [-3, '-2.5'],
  ])('%o < %o', (a, b) => {
    expect([sign(a, b), sign(b, a)]).toEqual([-1, 1]);
  });

  test.each<[unknown, unknown]>([
    [null, 1],
    [undefined, 1],
    ['x', 1],
    [' 9', 10],
    ['1e1', 11],
    ['+1', 2],
    ['', 0],
    [Number.NaN, 1],
    [{}, { a: 1 }],
    [[1], 'a'],
    [[1], ['a']],
    [noon, 5],
    [noon, 'yesterday'],
  ])('%o and %o have no order', (a, b) => {
    expect([sign(a, b), sign(b, a)]).toEqual([undefined, undefined]);
  });

  test('in the dialect of Django text is neither a number nor a date', () => {
    expect(sign('9', 10, djangoSettings())).toBeUndefined();
    expect(sign(noon, '2025-06-24T12:00:01Z', djangoSettings())).toBeUndefined();
  });

  test('lists without an end have no order', () => {
    const cycle = () => {
      const list: unknown[] = [];
      list.push(list, Math.random());
      return list;
    };
    expect(sign(cycle(), cycle())).toBeUndefined();
  });
});

test.each<[item: unknown, container: unknown, found: boolean | undefined]>([
  ['b', 'abc', true],
  ['', 'abc', true],
  [1, '123', undefined],
  ['007', [7], false],
  [7, [7n], true],
  [decimal('7.0'), [7], true],
  [undefined, [null], true],
  [[1], [[1]], true],
  ['a', { a: 1 }, true],
  ['toString', { a: 1 }, false],
  ['__proto__', {}, false],
  [1, new Map([[1, 1]]), true],
  ['a', undefined, undefined],
  ['a', null, undefined],
  ['a', 5, undefined],
])('%o in %o is %s', (item, container, found) => {
  expect(contains(container, item)).toBe(found);
});

test('is', () => {
  const list: unknown[] = [];
  expect([is(undefined, null), is(list, list), is(true, true)]).toEqual([true, true, true]);
  expect([is([], []), is(1, true), is(null, false)]).toEqual([false, false, false]);
});

test('code points are compared as Python compares them', () => {
  const texts = ['', 'a', 'ab', 'b', '\ud800', '\ue000', '\uffff', '😀', '😀a', '😁', '\ud83d', '\ud83da'];
  const points = (text: string) => Array.from(text, (one) => one.codePointAt(0) ?? 0);
  for (const a of texts) {
    for (const b of texts) {
      const [left, right] = [points(a), points(b)];
      const at = left.findIndex((one, index) => one !== right[index]);
      const expected = at < 0 ? left.length - right.length : (left[at] ?? -1) - (right[at] ?? -1);
      expect([a, b, Math.sign(compareCodePoints(a, b))]).toEqual([a, b, Math.sign(expected)]);
    }
  }
  expect(countCodePoints('a😀\ud83d')).toBe(3);
});
