import { describe, expect, test } from 'vitest';
import { FilterError } from '../../../../src/language/filter.js';
import { ScaledDecimal } from '../../../../src/values/scaled-decimal.js';
import { apply } from './apply.js';

test('widths past reason are refused', () => {
  for (const name of ['center', 'ljust', 'rjust']) {
    expect(() => apply(name, 'x', 99_999_999)).toThrow(FilterError);
    expect(() => apply(name, 'x', 'wide')).toThrow(FilterError);
  }
  expect(() => apply('stringformat', 1, '99999999d')).toThrow(FilterError);
  expect(() => apply('stringformat', 1, '.99999999f')).toThrow(FilterError);
});

describe('stringformat', () => {
  test('decimals are rounded exactly, floats to Django', () => {
    const amount = ScaledDecimal.parse('2.675');
    expect(apply('stringformat', amount, '.2f')).toBe('2.68');
    expect(apply('stringformat', amount, '.2f', {}, { django: true })).toBe('2.67');
  });
  test('only own members answer to a name', () => {
    expect(apply('stringformat', { a: 1 }, '(a)s')).toBe('1');
    expect(() => apply('stringformat', { a: 1 }, '(constructor)s')).toThrow(FilterError);
  });
});

test('urlize loses no punctuation but in the dialect of Django', () => {
  const link = '<a href="http://a.com" rel="nofollow">http://a.com</a>';
  expect(String(apply('urlize', '(http://a.com).'))).toBe(`(${link}).`);
  expect(String(apply('urlize', 'http://a.com).', undefined, {}, { django: true }))).toBe(`${link})`);
});

test('nothing that holds itself is printed without end', () => {
  const list: unknown[] = ['a'];
  list.push(list);
  expect(() => apply('unordered_list', list)).toThrow(FilterError);
  expect(() => apply('json_script', list)).toThrow(FilterError);
  expect(apply('pprint', list)).toBe("['a', [...]]");
});

test('tags in tags in tags are refused', () => {
  expect(() => apply('striptags', '<'.repeat(200) + 'a>'.repeat(200))).toThrow(FilterError);
});
