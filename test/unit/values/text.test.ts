import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { CalendarDate } from '../../../src/values/calendar-date.js';
import { type Members, member } from '../../../src/values/members.js';
import { toPrinted } from '../../../src/values/print.js';
import { SafeText } from '../../../src/values/safe-text.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';
import { toText } from '../../../src/values/text.js';
import { truthy } from '../../../src/values/truth.js';
import { PENDING } from '../../../src/values/value.js';
import { djangoSettings, settingsFor } from './settings.js';

const print = (value: unknown) => toPrinted(value, settingsFor({ timeZone: 'Europe/Warsaw' }));

class Coupon {
  code = 'X1';
}
const record = (members: Record<string, unknown>): Members => ({
  [member]: (name) => members[name],
  memberNames: () => Object.keys(members),
});

test.each<[value: unknown, printed: string]>([
  ['text', 'text'],
  [new SafeText('<b>'), '<b>'],
  [true, 'True'],
  [false, 'False'],
  [null, ''],
  [undefined, ''],
  [PENDING, ''],
  [() => 1, ''],
  [5, '5'],
  [-0, '0'],
  [0.1, '0.1'],
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [1e300, '1e+300'],
  [Number.NaN, 'nan'],
  [Number.NEGATIVE_INFINITY, '-inf'],
  [2n ** 64n, '18446744073709551616'],
  [ScaledDecimal.parse('149.90'), '149.90'],
  [ScaledDecimal.parse('1e3'), '1000'],
  [new Decimal('1e-9'), '0.000000001'],
  [new Date('2025-06-24T10:00:00Z'), 'June 24, 2025, noon'],
  [DateTime.utc(2025, 9, 1, 22, 5), 'Sept. 2, 2025, 12:05 a.m.'],
  [DateTime.invalid('x'), ''],
  [new CalendarDate(2025, 6, 30), 'June 30, 2025'],
  [['a', 1, null, true, 1.5, "it's"], `['a', 1, None, True, 1.5, "it's"]`],
  [{ a: [], b: { c: '\n' } }, "{'a': [], 'b': {'c': '\\n'}}"],
  [new Map<unknown, unknown>([[1, 'x']]), "{1: 'x'}"],
  [[ScaledDecimal.parse('1.50'), new CalendarDate(2025, 6, 30)], '[1.50, datetime.date(2025, 6, 30)]'],
  [
    [DateTime.utc(2025, 6, 30, 1, 2, 3)],
    '[datetime.datetime(2025, 6, 30, 1, 2, 3, tzinfo=datetime.timezone.utc)]',
  ],
  [new Coupon(), "{'code': 'X1'}"],
  [record({ id: 5, name: 'Ann' }), 'Ann'],
  [record({ id: 5, name: '' }), '5'],
  [record({ email: 'a@b' }), "{'email': 'a@b'}"],
  [[record({ name: 'Ann' }), record({})], "['Ann', {}]"],
])('%o prints as %s', (value, printed) => {
  expect(print(value)).toBe(printed);
});

test('null prints None in the dialect of Django', () => {
  expect(toText(null, djangoSettings())).toBe('None');
});

describe('structures of any shape come to an end', () => {
  test('one that holds itself', () => {
    const list: unknown[] = [1];
    list.push(list, { list });
    expect(print(list)).toBe("[1, [...], {'list': [...]}]");
    const map = new Map<string, unknown>();
    map.set('me', map);
    expect(print(map)).toBe("{'me': {...}}");
  });

  test('one that is 200,000 deep', () => {
    let deep: unknown = [];
    for (let i = 1; i < 200_000; i++) deep = [deep];
    expect(print(deep)).toBe('['.repeat(200_000) + ']'.repeat(200_000));
  });

  test('one that would print 2^60 items is cut', () => {
    let wide: unknown = 'x';
    for (let i = 0; i < 60; i++) wide = [wide, wide];
    expect(print(wide)).toMatch(/^.{1000000,1000100}…$/);
  });
});

test.each<[value: unknown, truth: boolean]>(
  [
    ...[undefined, null, false, 0, -0, 0n, '', [], {}, new Map(), new SafeText('')].map(
      (one) => [one, false] as const,
    ),
    ...[ScaledDecimal.parse('0.00'), new Decimal(0), Object.create(null)].map((one) => [one, false] as const),
    ...[true, 1, -1n, '0', ' ', [0], { a: 0 }, new Map([[0, 0]]), Number.NaN].map(
      (one) => [one, true] as const,
    ),
    ...[ScaledDecimal.parse('0.01'), new Date(0), new CalendarDate(1, 1, 1), record({})].map(
      (one) => [one, true] as const,
    ),
  ].map(([value, truth]) => [value, truth]),
)('%o is %s', (value, truth) => {
  expect(truthy(value)).toBe(truth);
});
