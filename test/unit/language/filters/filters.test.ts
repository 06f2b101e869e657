import { describe, expect, test } from 'vitest';
import { FilterError } from '../../../../src/language/filter.js';
import { builtinFilters } from '../../../../src/language/filters/index.js';
import { CalendarDate } from '../../../../src/values/calendar-date.js';
import { BoundList, type Members, member } from '../../../../src/values/members.js';
import { padMoney } from '../../../../src/values/money.js';
import { SafeText } from '../../../../src/values/safe-text.js';
import { ScaledDecimal } from '../../../../src/values/scaled-decimal.js';
import { cpuTime } from '../../../support/cpu-time.js';
import { apply, filterNamed } from './apply.js';

const html = (text: string) => new SafeText(text);

describe('every definition', () => {
  test.each(builtinFilters.map((filter) => [filter.name, filter] as const))('%s is whole', (_, filter) => {
    expect(filter.doc).toMatch(/^[A-Z].*\.$/s);
    expect([filter.example].flat()).not.toHaveLength(0);
    for (const { template } of [filter.example].flat()) expect(template).toContain(`|${filter.name}`);
  });

  test('has a name of its own', () => {
    const names = builtinFilters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('nothing in, nothing out', () => {
  test.each([
    'upper',
    'lower',
    'title',
    'first',
    'last',
    'date',
    'floatformat',
    'money',
    'urlencode',
    'default_if_none',
  ])('%s of null and of a missing value', (name) => {
    for (const nothing of [null, undefined]) {
      expect(apply(name, nothing, name === 'default_if_none' ? '' : undefined) ?? '').toBe('');
    }
  });

  test('join leaves null out of its text, and a missing list alone', () => {
    expect(apply('join', ['a', null, 'b'], '-')).toEqual(html('a--b'));
    expect(apply('join', undefined, '-')).toBeUndefined();
    expect(apply('join', null, '-')).toBeNull();
  });
});

test('the golden rows of default and default_if_none', () => {
  for (const empty of [undefined, null, '', 0, [], ScaledDecimal.parse('0.00')]) {
    expect(apply('default', empty, 'F')).toBe('F');
  }
  expect(apply('default_if_none', undefined, 'F')).toBeUndefined();
  expect(apply('default_if_none', null, 'F')).toBe('F');
  expect(apply('default_if_none', 0, 'F')).toBe(0);
});

test('floatformat', () => {
  expect(apply('floatformat', '1250.00', 2)).toBe('1250.00');
  expect(apply('floatformat', ScaledDecimal.parse('1.005'), 2)).toBe('1.01');
  expect(apply('floatformat', 1e15 + 0.5, '2g')).toBe('1,000,000,000,000,000.50');
  expect(apply('floatformat', '1234567.891', '2g', { locale: 'de' })).toBe('1.234.567,89');
  expect(apply('floatformat', '1234567.891', '2u', { locale: 'de' })).toBe('1234567.89');
  expect(apply('floatformat', 5, 1000)).toHaveLength(1002);
  expect(() => apply('floatformat', 5, 1001)).toThrow(FilterError);
  expect(() => apply('floatformat', 5, 1e9)).toThrow(FilterError);
  expect(() => apply('floatformat', 5, '')).toThrow(FilterError);
  expect(apply('floatformat', {}, 2)).toBe('');
});

describe('date', () => {
  const zone = { timeZone: 'Europe/Warsaw' };

  test('takes ISO strings, shown in the zone of the render', () => {
    expect(apply('date', '2025-06-24T22:30:00Z', 'Y-m-d H:i', zone)).toBe('2025-06-25 00:30');
    expect(apply('date', '2025-06-24', undefined, zone)).toBe('June 24, 2025');
    expect(apply('date', '2025-06-24', '', zone)).toBe('June 24, 2025');
    expect(apply('date', '2025-06-24', 'l j E Y', { locale: 'pl' })).toBe('wtorek 24 czerwca 2025');
  });

  test('prints nothing of what is no date', () => {
    for (const none of ['soon', 5, true, [], {}]) expect(apply('date', none, 'Y')).toBe('');
    expect(apply('date', '2025-06-24', 'Y', { isoDates: false })).toBe('');
  });

  test("a day's time of day is midnight for us, an error for Django", () => {
    const day = new CalendarDate(2025, 6, 24);
    expect(apply('date', day, 'Y-m-d H:i')).toBe('2025-06-24 00:00');
    expect(() => apply('date', day, 'Y-m-d H:i', {}, { django: true })).toThrow(FilterError);
    expect(() => apply('date', day, 'TIME_FORMAT', {}, { django: true })).toThrow(FilterError);
    expect(apply('date', day, 'Y \\H', {}, { django: true })).toBe('2025 H');
  });
});

describe('lists', () => {
  const bound = BoundList.from(['a', 'b']);
  const record: Members = {
    [member]: (name) => (name === 'name' ? '<Ann>' : undefined),
    memberNames: () => ['name'],
  };

  test('bound lists and records', () => {
    expect([apply('first', bound), apply('last', bound), apply('length', bound)]).toEqual(['a', 'b', 2]);
    expect(apply('join', [record, 1], ', ')).toEqual(html('&lt;Ann&gt;, 1'));
    expect(apply('length', record)).toBe(0);
  });

  test('what is no list', () => {
    expect(() => apply('first', 5)).toThrow(FilterError);
    expect(() => apply('last', { a: 1 })).toThrow(FilterError);
    expect(() => apply('first', null, undefined, {}, { django: true })).toThrow(FilterError);
    expect(apply('length', 5)).toBe(0);
  });

  test('join where nothing is escaped is plain text, so that a channel still escapes it', () => {
    expect(apply('join', ['<', 1], '&', {}, { autoescape: false })).toBe('<&1');
    expect(apply('join', ['<', 1], '&', {}, { autoescape: false, django: true })).toEqual(['<', 1]);
    expect(apply('join', [html('<i>'), new SafeText('a&b', 'url')], html('<br>'))).toEqual(
      html('<i><br>a&amp;b'),
    );
  });
});

test('escape and linebreaksbr trust safe HTML alone', () => {
  expect(apply('escape', html('<b>'))).toEqual(html('<b>'));
  expect(apply('escape', new SafeText('a&b', 'url'))).toEqual(html('a&amp;b'));
  expect(apply('escape', ['<'])).toEqual(html('[&#x27;&lt;&#x27;]'));
  expect(apply('linebreaksbr', 'a\r\n<b>\rc')).toEqual(html('a<br>&lt;b&gt;<br>c'));
  expect(apply('linebreaksbr', html('<b>\n'))).toEqual(html('<b><br>'));
  expect(apply('linebreaksbr', null)).toEqual(html(''));
});

test('truncatechars: a length below one leaves nothing, as since Django 5', () => {
  expect(apply('truncatechars', 'abc', 0)).toBe('');
  expect(apply('truncatechars', 'abc', -1)).toBe('');
  expect(apply('truncatechars', 'abc', 1)).toBe('…');
  expect(apply('truncatechars', 'e\u0301'.repeat(3), 3)).toBe('ééé');
  expect(apply('truncatechars', 'x\u0316\u0316yz', 2)).toBe('x\u0316\u0316…');
  expect(apply('truncatechars', '😀😀😀', 2)).toBe('😀…');
});

test('urlencode: half a surrogate pair is U+FFFD', () => {
  expect(apply('urlencode', 'a\ud83d/ü')).toBe('a%EF%BF%BD/%C3%BC');
});

describe('money', () => {
  test('the currency beside the value, or the one given', () => {
    expect(apply('money', padMoney('149.9', 'EUR'))).toBe('€149.90');
    expect(apply('money', padMoney('149.9', 'EUR'), 'USD')).toBe('$149.90');
    expect(apply('money', padMoney('149.9', 'EUR'), null)).toBe('€149.90');
    expect(apply('money', '1234.5', 'PLN', { locale: 'pl' })).toBe('1234,50\u00a0zł');
    expect(apply('money', 12, undefined)).toBe('12.00');
  });

  test('what is no number is an error, what is empty prints nothing', () => {
    expect(() => apply('money', 'twelve', 'EUR')).toThrow(FilterError);
    expect(() => apply('money', ['x'], 'EUR')).toThrow(FilterError);
    expect(apply('money', ' ', 'EUR')).toBe('');
  });
});

describe('cost', () => {
  test('what is built is paid for', () => {
    for (const [name, value, argument] of [
      ['upper', 'x'.repeat(100), undefined],
      ['join', Array(50).fill('ab'), '--'],
      ['urlencode', 'ü'.repeat(100), undefined],
      ['escape', '<'.repeat(100), undefined],
      ['linebreaksbr', '\n'.repeat(100), undefined],
      ['floatformat', 1, 500],
    ] as const) {
      let paid = 0;
      apply(name, value, argument, { charge: (units) => (paid += units) });
      expect([name, paid >= 100]).toEqual([name, true]);
    }
  });

  test('the budget stops a filter', () => {
    const charge = () => {
      throw new Error('spent');
    };
    for (const name of ['upper', 'lower', 'title', 'truncatechars', 'urlencode', 'join', 'escape']) {
      expect(() => apply(name, 'text', '5', { charge })).toThrow('spent');
    }
  });

  /** Ten times the text may take ten times as long, not a hundred; generous, for busy machines. */
  test.each([
    ...[
      'upper',
      'lower',
      'title',
      'urlencode',
      'escape',
      'linebreaksbr',
      'length',
      'last',
      'first',
      'money',
      'date',
    ],
    ...['floatformat', 'truncatechars', 'join', 'yesno'],
  ])('%s is linear', (name) => {
    const argument =
      name === 'truncatechars' ? 1_000_000 : name === 'yesno' ? ','.repeat(100_000) : undefined;
    for (const unit of [
      "a'B",
      ' ',
      '1',
      '\u0301',
      'Σ',
      '<',
      '\r',
      '-',
      '1_',
      '😀',
      '\ud83d',
      '\u0301\u0316',
    ]) {
      const text = unit.repeat(300_000);
      const started = cpuTime();
      try {
        filterNamed(name);
        apply(name, text, name === 'join' ? text.slice(0, 5) : argument);
      } catch (error) {
        expect(error).toBeInstanceOf(FilterError);
      }
      expect(cpuTime() - started).toBeLessThan(3000);
    }
  });
});
