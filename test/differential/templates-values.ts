import fc from 'fast-check';
import type { Encoded } from '../conformance/case.js';

/** A value of some kind, as a case file writes it. */
export type ValueArbitrary = fc.Arbitrary<Encoded>;

const words = [
  ...[
    '',
    'a',
    'Ann',
    'BOB',
    "o'Neill",
    'say "hi"',
    '<b>bold</b>',
    'a & b',
    '&amp;',
    '<p>one <i>two</i> three</p>',
  ],
  ...[
    'żółć',
    'é',
    '中文 字',
    '😀 ok',
    'İstanbul',
    'Σας',
    'ß',
    '\u00a0x',
    'ﬁne',
    'tab\there',
    'line\nbreak\n\nnext',
  ],
  ...[
    'a\r\nb',
    '5',
    '-3',
    '2.50',
    '007',
    '1e3',
    'nan',
    '0',
    ' 12 ',
    '1,234',
    'x_y-z',
    'back\\slash',
    '{{ x }}',
  ],
  ...[
    'http://example.com/a?b=1&c=<d>',
    'www.example.org.',
    'mail me@example.com now',
    'https://x.pl/(a)',
    'a.com b.net',
  ],
  ...[
    'one two  three four',
    'The quick brown fox jumps',
    "it's 5TH avenue",
    '<script>alert("x")</script>',
    '%s %d 100%',
  ],
];

export const text: ValueArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 3 }).map((some) => some.join(' ')),
  fc.string({ unit: fc.constantFrom(...'aB9 <>&"\'/.:@;-_é\u0142\n'), maxLength: 12 }),
);

export const safeText: ValueArbitrary = text.map((value) => ({ $t: 'safe', value }));

export const integer: ValueArbitrary = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 25 }) },
  fc.constantFrom(0, 1, 2, 100, 999, 1000, 1001, 12_345, -98_765, 1_000_000, 1_200_000, 2_147_483_648),
  fc.integer({ min: -1e12, max: 1e12 }),
);

export const bigInteger: ValueArbitrary = fc
  .bigInt({ min: 10n ** 16n, max: 10n ** 40n })
  .chain((value) => fc.constantFrom(value, -value))
  .map((value) => ({ $t: 'int', value: String(value) }));

/** Floats of few digits: where rounding shows. */
export const float: ValueArbitrary = fc
  .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 3 }))
  .map(([digits, scale]) => {
    const value = digits / 10 ** scale;
    return Number.isInteger(value) ? { $t: 'float', value: value.toFixed(1) } : value;
  });

/** Python gives a decimal an exponent from the seventh place on; we never do: a difference of COMPATIBILITY.md. */
export const decimal: ValueArbitrary = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, scale]) => {
    const padded = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
    const point = padded.length - scale;
    const value = scale === 0 ? padded : `${padded.slice(0, point)}.${padded.slice(point)}`;
    return { $t: 'decimal', value: digits < 0n ? `-${value}` : value };
  });

/**
 * What may stand in a list. Decimals may not: Python prints Decimal('1.50') there and we its digits. Nor
 * may floats like 2.0, which `json_script` would have to tell from them.
 */
export const item: ValueArbitrary = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: integer },
  float.filter((value) => typeof value === 'number'),
  fc.boolean(),
  fc.constant(null),
);

export const list: ValueArbitrary = fc.oneof(
  { weight: 3, arbitrary: fc.array(item, { maxLength: 4 }) },
  fc.array(text, { maxLength: 4 }),
  fc.array(integer, { maxLength: 4 }),
  fc.array(fc.oneof(text, fc.array(text, { maxLength: 2 })), { maxLength: 3 }),
);

export const map: ValueArbitrary = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'key'), item, {
  maxKeys: 3,
  noNullPrototype: true,
});

export const pairs: ValueArbitrary = fc.array(fc.tuple(text, integer), { maxLength: 3 });

export const rows: ValueArbitrary = fc.array(
  fc.record({ name: text, value: integer, group: fc.constantFrom('x', 'y', 'z') }, { noNullPrototype: true }),
  { maxLength: 4 },
);

const zones = ['Europe/Warsaw', 'America/New_York', 'Asia/Kolkata', 'UTC', 'Australia/Sydney'];

const two = (value: number): string => String(value).padStart(2, '0');

const dayText = fc
  .tuple(
    fc.integer({ min: 1985, max: 2035 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]) => `${year}-${two(month)}-${two(day)}`);

/** Days around the oracle's clock, 2024-05-15: where yesterday and tomorrow are. */
const nearDayText = fc.integer({ min: 12, max: 18 }).map((day) => `2024-05-${day}`);

export const day: ValueArbitrary = fc.oneof(dayText, nearDayText).map((value) => ({ $t: 'date', value }));

/** Hours from 4: the hour that a clock skips or repeats is test/differential/filters' business. */
export const moment: ValueArbitrary = fc
  .tuple(
    fc.oneof(dayText, nearDayText),
    fc.integer({ min: 4, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 59 }),
    fc.option(fc.constantFrom(...zones)),
  )
  .map(([date, hour, minute, second, zone]) => ({
    $t: 'datetime',
    value: `${date}T${two(hour)}:${two(minute)}:${two(second)}`,
    tz: zone === null ? null : { zone },
  }));

/** The names that every template can use, each of a kind. `missing` is none of them. */
export const context = fc.record(
  {
    s: text,
    t: text,
    safe: safeText,
    n: integer,
    big: bigInteger,
    f: float,
    d: decimal,
    yes: fc.boolean(),
    none: fc.constant(null),
    empty: fc.constant(''),
    l: list,
    pairs,
    m: map,
    rows,
    when: moment,
    day,
  },
  { noNullPrototype: true },
);

export const timeZone = fc.constantFrom(...zones);
