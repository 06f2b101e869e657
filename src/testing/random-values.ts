import { ScaledDecimal } from '../values/scaled-decimal.js';
import type { Arbitrary, FastCheck } from './fast-check.js';

/** The values that records and conditions are made of: few enough that they meet. */
export interface RandomValues {
  readonly texts: Arbitrary<string>;
  readonly plainTexts: Arbitrary<string>;
  readonly numbers: Arbitrary<unknown>;
  readonly smallNumbers: Arbitrary<number>;
  readonly moments: Arbitrary<unknown>;
  readonly instants: Arbitrary<string>;
  readonly dates: Arbitrary<string>;
  readonly lists: Arbitrary<readonly unknown[]>;
  readonly maps: Arbitrary<unknown>;
  readonly anything: Arbitrary<unknown>;
}

/** Names of custom attributes, some of which mean something to a database or to JavaScript. */
export const customNames = [
  'ca_string',
  'custom_int',
  '__proto__',
  'constructor',
  'toString',
  'a"b',
  "d'; drop table deals;--",
  'rid',
  'attributes',
  'ключ 😀',
] as const;

const awkwardTexts = [
  '',
  'a',
  'A',
  'abc',
  'Abc',
  'STRASSE',
  'straße',
  'ﬁn',
  'FIN',
  'İ',
  '～',
  '😀',
  '😀😀',
  '\u0000x',
  '\ud800',
  '2025-06-24',
  '10',
  '9',
  '007',
  '2.50',
  'true',
  "'; drop table deals; --",
  '%',
  '_',
  '"',
  '\\',
  'null',
  '__proto__',
];

const decimals = [
  '2.50',
  '2.5',
  '-0.01',
  '149.90',
  '9007199254740993',
  '9007199254740992',
  '0.1234567890123456789',
  '3.0',
].map((text) => ScaledDecimal.parse(text));

const awkwardMoments: readonly unknown[] = [
  '2025-06-24T12:00:00Z',
  '2025-06-24T14:00:00+02:00',
  '2025-06-24T12:00:00.001Z',
  '2025-06-24T12:00:00.000001Z',
  '2025-06-24 12:00:00',
  '2025-06-24',
  '2025-06-23',
  '2025-06-25T00:00:00-05:00',
  '2025-03-30T02:30:00',
  1750766400,
];

export function randomValues(fc: FastCheck): RandomValues {
  // fast-check's own strings of any code point take most of a second to be set up.
  const codePoint = fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0x10ffff }));
  const texts = fc.oneof(
    fc.constantFrom(...awkwardTexts),
    fc.array(codePoint, { maxLength: 4 }).map((points) => String.fromCodePoint(...points)),
  );
  const smallNumbers = fc.integer({ min: -5, max: 12 });
  const numbers: Arbitrary<unknown> = fc.oneof(
    smallNumbers,
    fc.constantFrom(...decimals),
    fc.constantFrom(1e14, 2 ** 53 - 1),
  );
  const moments = fc.constantFrom(...awkwardMoments);
  const lists = fc.array(fc.oneof(texts, numbers), { maxLength: 3 });
  return {
    texts,
    plainTexts: fc.constantFrom('a', 'B', 'b', 'abc', '～', '😀'),
    numbers,
    smallNumbers,
    moments,
    instants: fc.constantFrom(
      '2025-06-24T12:00:00Z',
      '2025-06-24T14:00:00+02:00',
      '2025-06-25T01:00:00Z',
      '2024-01-01T00:00:00.5Z',
    ),
    dates: fc.constantFrom('2025-06-23', '2025-06-24', '2025-06-25'),
    lists,
    maps: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.oneof(texts, numbers, lists), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    anything: fc.oneof(texts, numbers, moments, fc.boolean(), fc.constant(null)),
  };
}
