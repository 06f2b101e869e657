import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { FilterError } from '../../../../src/language/filter.js';
import { CalendarDate } from '../../../../src/values/calendar-date.js';
import { member } from '../../../../src/values/members.js';
import { SafeText } from '../../../../src/values/safe-text.js';
import { TimeOfDay } from '../../../../src/values/time-of-day.js';
import { PENDING } from '../../../../src/values/value.js';
import { cpuTime } from '../../../support/cpu-time.js';
import { apply } from './apply.js';

const django = { django: true };
const now = DateTime.fromISO('2025-06-25T12:00:00Z', { zone: 'UTC' });
const at = (text: string) => DateTime.fromISO(text, { setZone: true });

test('json_script writes a time of day', () => {
  const script = '<script type="application/json">"07:05:03"</script>';
  expect(String(apply('json_script', new TimeOfDay(7, 5, 3)))).toBe(script);
});

test('first and last take whatever can be walked over', () => {
  const range = {
    [member]: () => undefined,
    memberNames: () => [],
    memberElements: () => [4, 5],
  };
  expect([apply('first', range), apply('last', range)]).toEqual([4, 5]);
});

describe('what is blank does no harm in our dialect', () => {
  test.each([
    ['divisibleby', 2, false],
    ['get_digit', 1, null],
    ['random', undefined, ''],
    ['dictsort', 'age', ''],
    ['slice', ':2', null],
    ['length_is', 0, ''],
    ['time', undefined, ''],
    ['timesince', undefined, ''],
    ['intcomma', undefined, ''],
    ['naturaltime', undefined, null],
    ['filesizeformat', undefined, '0\u00a0bytes'],
    ['pluralize', undefined, ''],
    ['localize', undefined, ''],
    ['utc', undefined, ''],
  ])('%s of null', (filter, argument, result) => {
    expect(apply(filter, null, argument)).toBe(result);
  });

  test('where Django fails', () => {
    expect(() => apply('divisibleby', null, 2, {}, django)).toThrow(FilterError);
    expect(() => apply('random', null, undefined, {}, django)).toThrow(FilterError);
    expect(() => apply('get_digit', -12, 3, {}, django)).toThrow(FilterError);
    expect(apply('get_digit', -12, 3)).toBe(0);
  });
});

describe('dictsort', () => {
  const people = [{ name: 'b', age: 2 }, { name: 'c' }, { name: 'a', age: 1 }, { name: 'd', age: null }];
  const names = (list: unknown) => (Array.isArray(list) ? list.map(({ name }) => name).join('') : list);

  test('puts those without the attribute last, both ways', () => {
    expect(names(apply('dictsort', people, 'age'))).toBe('abcd');
    expect(names(apply('dictsortreversed', people, 'age'))).toBe('bacd');
    expect(people.map(({ name }) => name).join('')).toBe('bcad');
  });

  test('which spoils it in Django', () => {
    expect(apply('dictsort', people, 'age', {}, django)).toBe('');
  });

  test('keeps the order of equals', () => {
    const list = [1, 2, 3].map((id) => ({ id, key: 'x' }));
    expect(apply('dictsort', list, 'key')).toEqual(list);
    expect(apply('dictsortreversed', list, 'key')).toEqual(list);
  });

  test('reads nothing inherited, nothing private, and calls nothing', () => {
    const called: string[] = [];
    const list = [{ f: () => called.push('f') }, { f: () => called.push('f') }];
    for (const key of ['f', '__proto__', 'constructor', 'constructor.name', '_x', 'a._b', 'f.name']) {
      expect(apply('dictsort', list, key)).toBe('');
    }
    expect(called).toEqual([]);
  });

  test('waits for data', () => {
    expect(apply('dictsort', [{ a: PENDING }, { a: 1 }], 'a')).toBe(PENDING);
  });
});

test('random takes from the sequence of the render', () => {
  for (const [drawn, item] of [
    [0, 'a'],
    [0.5, 'b'],
    [0.999999, 'c'],
  ] as const) {
    expect(apply('random', ['a', 'b', 'c'], undefined, { random: () => drawn })).toBe(item);
  }
  expect(apply('random', 'x€😀', undefined, { random: () => 0.9 })).toBe('😀');
  expect(apply('random', [])).toBe('');
});

describe('spans by the calendar', () => {
  test.each([
    ['2024-02-29T12:00:00Z', '2025-02-28T12:00:00Z', '11\u00a0months, 4\u00a0weeks'],
    ['2024-02-29T12:00:00Z', '2025-03-01T12:00:00Z', '1\u00a0year'],
    ['2013-02-10T00:00:00Z', '2014-03-10T00:00:00Z', '1\u00a0year, 1\u00a0month'],
    ['2025-01-31T00:00:00Z', '2025-03-01T00:00:00Z', '1\u00a0month'],
    ['2025-06-25T11:59:01Z', '2025-06-25T12:00:00Z', '0\u00a0minutes'],
    ['2025-06-25T12:00:00Z', '2025-06-25T11:00:00Z', '0\u00a0minutes'],
    ['2025-06-18T12:00:00Z', '2025-06-25T12:59:00Z', '1\u00a0week'],
    ['0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '9998\u00a0years, 11\u00a0months'],
  ])('from %s to %s', (from, to, span) => {
    expect(apply('timesince', at(from), at(to))).toBe(span);
    expect(apply('timeuntil', at(to), at(from))).toBe(span);
  });

  test('in the words of the language', () => {
    const changes = { now, locale: 'de' };
    expect(apply('timesince', at('2025-06-21T06:00:00Z'), undefined, changes)).toBe(
      '4\u00a0Tage, 6\u00a0Stunden',
    );
    expect(apply('timesince', at('2025-06-20T12:00:00Z'), undefined, { now, locale: 'pl' })).toBe(
      '5\u00a0dni',
    );
    expect(apply('naturaltime', at('2025-06-25T10:00:00Z'), undefined, changes)).toBe('vor 2 Stunden');
    expect(apply('naturaltime', at('2025-06-28T12:00:00Z'), undefined, changes)).toBe('in 3 Tagen');
    expect(apply('naturalday', new CalendarDate(2025, 6, 26), undefined, changes)).toBe('morgen');
    expect(apply('naturalday', new CalendarDate(2025, 7, 1), undefined, changes)).toBe('1. Juli 2025');
  });

  test('ISO strings count in our dialect alone', () => {
    expect(apply('timesince', '2025-06-24T12:00:00Z', undefined, { now })).toBe('1\u00a0day');
    expect(apply('timesince', 'soon', undefined, { now })).toBe('');
    expect(apply('naturaltime', 'soon', undefined, { now })).toBe('soon');
  });
});

test('times of the day', () => {
  expect(apply('time', new TimeOfDay(13, 5), 'g:i A')).toBe('1:05 PM');
  expect(apply('time', '13:05', 'H.i')).toBe('13.05');
  expect(apply('time', '13:05', undefined, { locale: 'de' })).toBe('13:05');
  expect(apply('time', '25:05', 'H')).toBe('');
  expect(apply('time', '2025-06-24T22:30:00Z', 'H:i', { timeZone: 'Europe/Warsaw' })).toBe('00:30');
  expect(apply('time', new CalendarDate(2025, 1, 1), 'H:i')).toBe('');
});

test('an instant keeps the zone that a filter gave it', () => {
  const changes = { timeZone: 'Europe/Warsaw' };
  const tokyo = apply('timezone', at('2025-06-24T12:00:00Z'), 'Asia/Tokyo', changes);
  expect(apply('date', tokyo, 'H:i', changes)).toBe('21:00');
  expect(apply('date', apply('localtime', tokyo, undefined, changes), 'H:i', changes)).toBe('14:00');
  expect(apply('timezone', at('2025-06-24T12:00:00Z'), 'Mars/Base')).toBe('');
  expect(apply('utc', new CalendarDate(2025, 1, 1))).toBe('');
});

describe('numbers in other languages', () => {
  test.each([
    ['intcomma', 1234567.5, 'de', '1.234.567,5'],
    ['intcomma', '1234567.50', 'pl', '1\u00a0234\u00a0567,50'],
    ['intcomma', 1234567, 'ja', '1,234,567'],
    ['localize', 1234.5, 'de', '1234,5'],
    ['unlocalize', 1234.5, 'de', '1234.5'],
    ['apnumber', 3, 'pl', 'trzy'],
    ['apnumber', 3, 'ja', 3],
    ['ordinal', 3, 'de', new SafeText('3.')],
    ['ordinal', 1, 'fr', new SafeText('1er')],
    ['ordinal', 22, 'sv', new SafeText('22:a')],
    ['ordinal', 12, 'sv', new SafeText('12:e')],
    ['intword', 1200000, 'de', '1,2 Millionen'],
    ['filesizeformat', 2048, 'fr', '2,0\u00a0Kio'],
    ['filesizeformat', 5, 'pl', '5\u00a0bajtów'],
  ])('%s of %s in %s', (filter, value, locale, shown) => {
    expect(apply(filter, value, undefined, { locale })).toEqual(shown);
  });
});

describe('work grows with the input, no faster', () => {
  const cases: readonly [name: string, make: (size: number) => unknown, argument?: unknown][] = [
    ['intcomma', (size) => '1'.repeat(size)],
    ['intcomma', (size) => `${'1'.repeat(size)}.${'1'.repeat(size)}`],
    ['intcomma', (size) => '٣'.repeat(size)],
    ['slice', (size) => '😀'.repeat(size), '::-1'],
    ['slice', (size) => 'x'.repeat(size), `${'1_'.repeat(2000)}1:`],
    ['pluralize', (size) => '1_'.repeat(size)],
    ['pluralize', (size) => `1e${'1'.repeat(size)}`],
    ['add', (size) => '1'.repeat(size), '1'],
    ['ordinal', (size) => ' '.repeat(size)],
    ['floatformat', (size) => '1'.repeat(size)],
    ['sum', (size) => Array.from({ length: size }, () => '1.1')],
    [
      'dictsort',
      (size) => Array.from({ length: size / 10 }, (_, index) => ({ a: (index * 7919) % size })),
      'a',
    ],
  ];

  test.each(cases)('%s', (name, make, argument) => {
    const time = (size: number) => {
      const input = make(size);
      const start = cpuTime();
      apply(name, input, argument);
      return cpuTime() - start;
    };
    time(1000);
    const [once, twice] = [time(200_000), time(400_000)];
    expect(twice).toBeLessThan(Math.max(60, once * 6));
  });

  test('what builds text pays for it', () => {
    let paid = 0;
    apply('intcomma', '1'.repeat(4000), undefined, {
      charge: (units) => {
        paid += units;
      },
    });
    expect(paid).toBeGreaterThanOrEqual(4000);
  });
});
