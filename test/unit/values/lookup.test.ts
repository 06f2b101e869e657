import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { describe, expect, test, vi } from 'vitest';
import { CalendarDate } from '../../../src/values/calendar-date.js';
import { markCallable } from '../../../src/values/callable.js';
import { lookup } from '../../../src/values/lookup.js';
import { type Asker, BoundList, type Members, member } from '../../../src/values/members.js';
import { SafeText } from '../../../src/values/safe-text.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';
import { PENDING } from '../../../src/values/value.js';

const asker: Asker = { ask: () => PENDING, timeZone: 'Europe/Warsaw' };
const get = (value: unknown, name: string) => lookup(value, name, asker);

describe('plain data', () => {
  test('own properties, of plain objects, bare objects and instances', () => {
    class Order {
      total = 5;
      get secret() {
        return 'inherited';
      }
      method() {
        return 'called';
      }
    }
    expect(get({ a: 1 }, 'a')).toBe(1);
    expect(get(Object.assign(Object.create(null), { a: 1 }), 'a')).toBe(1);
    expect(get(new Order(), 'total')).toBe(5);
    expect(get(new Order(), 'secret')).toBeUndefined();
    expect(get(new Order(), 'method')).toBeUndefined();
  });

  test('Map keys: the text, then the number that it writes', () => {
    const map = new Map<unknown, unknown>([
      ['a', 1],
      [7, 'seven'],
      ['8', 'text'],
      [8, 'number'],
    ]);
    expect(get(map, 'a')).toBe(1);
    expect(get(map, '7')).toBe('seven');
    expect(get(map, '8')).toBe('text');
    expect(get(map, 'size')).toBeUndefined();
  });

  test('indexes of lists and, by code point, of text', () => {
    expect(get(['a', 'b'], '1')).toBe('b');
    expect(get(['a', 'b'], '2')).toBeUndefined();
    expect(get(['a', 'b'], '-1')).toBeUndefined();
    expect(get(['a', 'b'], '1.0')).toBeUndefined();
    expect(get(['a', 'b'], '')).toBeUndefined();
    expect(get('x😀y', '1')).toBe('😀');
    expect(get('x😀y', '2')).toBe('y');
    expect(get('x😀y', '3')).toBeUndefined();
  });

  test('in pending data everything is pending', () => {
    expect(get(PENDING, 'anything')).toBe(PENDING);
  });

  test.each([undefined, null, 1, 1n, true, Symbol('x')])('%s has no members', (value) => {
    expect(get(value, 'a')).toBeUndefined();
    expect(get(value, 'toString')).toBeUndefined();
  });
});

describe('nothing inherited', () => {
  const values: [string, unknown][] = [
    ['object', { a: 1 }],
    ['list', [1]],
    ['text', 'abc'],
    ['Map', new Map()],
    ['Date', new Date()],
    ['DateTime', DateTime.utc()],
    ['Decimal', new Decimal(1)],
    ['ScaledDecimal', ScaledDecimal.parse('1.50')],
    ['SafeText', new SafeText('x')],
    ['CalendarDate', new CalendarDate(2025, 1, 2)],
    ['function', () => 1],
    ['marked function', markCallable(() => 1)],
  ];
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'length',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'text',
  ];
  const inner = [
    'value',
    'scale',
    'd',
    'e',
    's',
    '_zone',
    'ts',
    'c',
    'size',
    'get',
    'encoding',
    'name',
    'ts',
    'loc',
  ];

  test.each(values)('%s', (_, value) => {
    for (const name of [...names, ...inner]) expect([name, get(value, name)]).toEqual([name, undefined]);
  });

  test('an own property of such a name is data', () => {
    expect(get(JSON.parse('{"__proto__": "data", "constructor": 1}'), '__proto__')).toBe('data');
    expect(get(JSON.parse('{"__proto__": "data", "constructor": 1}'), 'constructor')).toBe(1);
  });

  test('data cannot pass for a date or a decimal', () => {
    expect(get({ isLuxonDateTime: true, year: 'mine' }, 'year')).toBe('mine');
    expect(get({ toStringTag: '[object Decimal]', d: 1 }, 'd')).toBe(1);
  });
});

describe('the closed list', () => {
  test('items, keys, values; an own property of that name wins', () => {
    expect(get({ a: 1, b: 2 }, 'items')).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(get({ a: 1 }, 'keys')).toEqual(['a']);
    expect(get({ a: 1 }, 'values')).toEqual([1]);
    expect(get({ items: 'own' }, 'items')).toBe('own');
    expect(get(new Map([['a', 1]]), 'items')).toEqual([['a', 1]]);
    expect(get(new Map([['keys', 1]]), 'keys')).toBe(1);
  });

  test('the parts of a date', () => {
    const names = ['year', 'month', 'day', 'hour', 'minute', 'second'];
    const parts = (date: unknown) => names.map((name) => get(date, name));
    expect(parts(DateTime.utc(2025, 6, 24, 12, 30, 5))).toEqual([2025, 6, 24, 12, 30, 5]);
    expect(parts(new Date('2025-06-24T22:30:05Z'))).toEqual([2025, 6, 25, 0, 30, 5]);
    expect(parts(new CalendarDate(2025, 6, 24))).toEqual([2025, 6, 24, undefined, undefined, undefined]);
    expect(get(new Date(Number.NaN), 'year')).toBeUndefined();
  });

  test('count, first and last of a bound list, not of another', () => {
    const list = BoundList.from(['a', 'b', 'c']);
    expect(['count', 'first', 'last', '1'].map((name) => get(list, name))).toEqual([3, 'a', 'c', 'b']);
    expect(['count', 'first', 'last'].map((name) => get(['a'], name))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('functions', () => {
  test('are absent unless marked, and then called without arguments on their object', () => {
    const greeting = vi.fn(function (this: unknown, ...args: never[]) {
      return [this, args.length];
    });
    const holder = { plain: () => 'secret', greeting: markCallable(greeting) };
    expect(get(holder, 'plain')).toBeUndefined();
    expect(get(holder, 'greeting')).toEqual([holder, 0]);
    expect(get([() => 1], '0')).toBeUndefined();
    expect(get(new Map([['f', markCallable(() => 'x')]]), 'f')).toBe('x');
  });
});

test('records answer themselves', () => {
  const record: Members = {
    [member]: (name, { ask }) => (name === 'company' ? ask({}) : name === 'name' ? 'Ann' : undefined),
    memberNames: () => ['name'],
  };
  expect(get(record, 'name')).toBe('Ann');
  expect(get(record, 'company')).toBe(PENDING);
  expect(get(record, 'memberNames')).toBeUndefined();
});
