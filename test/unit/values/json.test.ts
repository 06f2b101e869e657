import { expect, test } from 'vitest';
import { SourceText } from '../../../src/diagnostics/source-text.js';
import { caseFold } from '../../../src/values/case-fold.js';
import { escapeHtml } from '../../../src/values/escape-html.js';
import { parseJson } from '../../../src/values/json.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';

function read(text: string): unknown {
  const result = parseJson(new SourceText('data.json', text));
  if ('value' in result) return result.value;
  throw new Error(result.diagnostics.map((one) => one.message).join('\n'));
}

/** Each diagnostic as `code line:column "text under it"`. */
function faults(text: string): string[] {
  const result = parseJson(new SourceText('data.json', text));
  if ('value' in result) return [];
  return result.diagnostics.map(({ code, source, range }) => {
    const { line, column } = source.position(range.start);
    return `${code} ${line}:${column} ${JSON.stringify(text.slice(range.start, range.end))}`;
  });
}

test('numbers keep every digit', () => {
  const value = read(
    '[149.90, 5, -0, 1e2, 9007199254740991, 9007199254740993, 0.1000000000000000000001]',
  ) as unknown[];
  expect(value.map(String)).toEqual([
    '149.90',
    '5',
    '0',
    '100',
    '9007199254740991',
    '9007199254740993',
    '0.1000000000000000000001',
  ]);
  expect(value.map((one) => (one instanceof ScaledDecimal ? 'decimal' : typeof one))).toEqual([
    'decimal',
    'number',
    'number',
    'decimal',
    'number',
    'bigint',
    'decimal',
  ]);
});

test('the rest is JSON', () => {
  expect(read('\ufeff {"a": [true, false, null, "\\u00e9\\n"], "b": {}}')).toEqual({
    a: [true, false, null, 'é\n'],
    b: {},
  });
});

test('no key reaches a prototype', () => {
  const value = read('{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}}') as Record<
    string,
    unknown
  >;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.hasOwn(value, '__proto__')).toBe(true);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(value.polluted).toBeUndefined();
});

test.each([
  ['{"a": 1,\n "b": }', 'malformed-json 2:7 "}"'],
  ['{"a": 1', 'malformed-json 1:8 ""'],
  ['', 'malformed-json 1:1 ""'],
  ['{a: 1}', 'malformed-json 1:2 "a"'],
  ["{'a': 1}", 'malformed-json 1:2 "\'"'],
  ['[1, 2,]', 'malformed-json 1:7 "]"'],
  ['[1] x', 'malformed-json 1:5 "x"'],
  ['[01]', 'malformed-json 1:3 "1"'],
  ['["a\nb"]', 'malformed-json 1:4 "\\n"'],
  ['[1e99999]', 'malformed-json 1:2 "1e99999"'],
  ['{"a": 1,\n  "a": 2}', 'duplicate-key 2:3 "\\"a\\""'],
])('%o is refused where it is wrong', (text, fault) => {
  expect(faults(text)).toEqual([fault]);
});

test('a number of more than 1,000 digits is refused', () => {
  expect(faults('1'.repeat(1000))).toEqual([]);
  expect(faults('1'.repeat(1001))).toHaveLength(1);
});

test('every repeated key is reported', () => {
  expect(faults('{"a": 1, "a": 2, "b": {"c": 1.0, "c": 1.00}}')).toHaveLength(2);
});

test.each([1_000, 100_000, 1_000_000])('nesting of %i is refused, not crashed on', (depth) => {
  expect(faults('['.repeat(depth))).toEqual(['malformed-json 1:501 "["']);
  expect(faults('{"a":'.repeat(depth))).toHaveLength(1);
});

test('nesting of 500 is read, and brackets in strings are no nesting', () => {
  expect(faults('['.repeat(500) + ']'.repeat(500))).toEqual([]);
  expect(faults(`["\\"${'['.repeat(1000)}"]`)).toEqual([]);
});

test('escaping', () => {
  expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#x27;&amp;&#x27;&lt;/a&gt;');
  expect(['', 'plain', 'x&', '&x'].map(escapeHtml)).toEqual(['', 'plain', 'x&amp;', '&amp;x']);
});

test('case folding', () => {
  expect(caseFold('Straße')).toBe(caseFold('STRASSE'));
  expect(caseFold('ΣΊΣΥΦΟΣ')).toBe(caseFold('σίσυφος'));
  expect(caseFold('ı ẞ İ')).toBe('ı ss i̇');
  expect(caseFold('Ꭰꭰ\u13f8')).toBe('ᎠᎠ\u13f0');
});
