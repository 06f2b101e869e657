import fc from 'fast-check';
import { DateTime } from 'luxon';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FilterDefinition } from '../../src/language/filter.js';
import { builtinFilters } from '../../src/language/filters/index.js';
import { CalendarDate } from '../../src/values/calendar-date.js';
import { SafeText } from '../../src/values/safe-text.js';
import { ScaledDecimal } from '../../src/values/scaled-decimal.js';
import { toText } from '../../src/values/text.js';
import { djangoSettings } from '../unit/values/settings.js';
import { type Answer, askDjango, djangoVersion, encode, skipDjango, withDjango } from './django.js';
import { textFilterNames } from './text-filter-names.js';
import { valueFilterNames } from './value-filter-names.js';

const runs = 400;
const zones = ['UTC', 'Europe/Warsaw', 'America/Chicago', 'Asia/Kolkata', 'America/St_Johns', 'Asia/Tokyo'];

interface Case {
  readonly value: unknown;
  readonly args: readonly unknown[];
  readonly autoescape: boolean;
  readonly zone: string;
}

// ---------------------------------------------------------------- generators

const pieces = fc.constantFrom(
  ...['<b>', '&', '"', "'", '\n', '\r\n', '\r', ' ', '\t', ',', '/', '%', '+', '~', '\\', '\u00a0'],
  ...[
    'é',
    'e\u0301',
    '\u0316',
    '\u0345',
    '😀',
    '👩‍👧',
    'ß',
    'İ',
    'Σ',
    'ΑΣ',
    'ǆ',
    'ﬁ',
    'ᾳ',
    'ა',
    'ŉ',
    '٣',
    '中',
  ],
  ...["o'N", '5TH', 'Ann', 'BOB', 'x', '7', 'मा', '\u0e33', '\u1ec7', '\u0301'],
);
/** No newer characters than these: Python's tables may be older than Node's. */
const codePoints = (min: number, max: number) =>
  fc.integer({ min, max }).map((code) => String.fromCodePoint(code));
const text = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({
    unit: fc.oneof(
      codePoints(0x20, 0x7e),
      codePoints(0xa0, 0x17f),
      codePoints(0x391, 0x52f),
      codePoints(0x1f300, 0x1f57a),
    ),
    maxLength: 12,
  }),
);
const safeText = text.map((one) => new SafeText(one));
const integer = fc.oneof(fc.integer({ min: -3, max: 20 }), fc.integer());
/** Halves are where rounding shows; Python writes floats below 0.0001 with an exponent, we write digits. */
const float = fc
  .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 3 }))
  .map(([digits, scale]) => digits / 10 ** scale);
const decimalTo = (places: number) =>
  fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: places }))
    .map(([digits, scale]) => ScaledDecimal.parse(`${digits}e-${scale}`) ?? digits);
const decimal = decimalTo(12);
/** Decimals stay out of lists, where Python writes Decimal('1.50') and we its digits. */
const item = fc.oneof(text, safeText, integer, float, fc.boolean(), fc.constant(null));
/** Python gives a decimal an exponent from the seventh place on; we never do. */
const scalar = fc.oneof(item, decimalTo(6));
const list = fc.array(item, { maxLength: 5 });
const dict = fc.dictionary(fc.string({ maxLength: 4 }), item, { maxKeys: 4, noNullPrototype: true });
const anything = fc.oneof(scalar, list, dict);
const numeric = fc.oneof(
  integer,
  float,
  decimal,
  fc.oneof(integer, float, decimal).map(String),
  fc.constantFrom(
    '',
    'abc',
    ' 12.5 ',
    '1_000.25',
    '1e3',
    '-0.4',
    '-0.0',
    '1e400',
    'nan',
    '-Inf',
    null,
    true,
    false,
  ),
  fc.constantFrom(
    0.5,
    1.5,
    2.5,
    -0.5,
    0.05,
    0.15,
    1.005,
    '0.05',
    '1.005',
    '1'.repeat(199),
    '1'.repeat(201),
    '.5',
    '5.',
  ),
);
const instant = fc
  .integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2037, 0, 1) })
  .map((millis) => DateTime.fromMillis(millis, { zone: 'UTC' }));
const onTheHour = instant.map((date) =>
  date.startOf(date.day % 2 ? 'hour' : 'day').plus({ hours: date.month % 2 ? 12 : 0 }),
);
const day = instant.map(({ year, month, day }) => new CalendarDate(year, month, day));
const letter = fc.constantFrom(...'aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTuUwWyYzZ -:,.\\x\\\\é'.split(''));
const format = fc.oneof(
  fc.array(letter, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
  fc.constantFrom(
    'DATE_FORMAT',
    'DATETIME_FORMAT',
    'TIME_FORMAT',
    'SHORT_DATE_FORMAT',
    'SHORT_DATETIME_FORMAT',
  ),
  fc.constantFrom('YEAR_MONTH_FORMAT', 'MONTH_DAY_FORMAT', 'jS \\o\\f F', 'N j, Y, P', '\\\\Y', 'D d M Y'),
);

const none = fc.constant([]);
const one = (argument: fc.Arbitrary<unknown>) => fc.tuple(argument);
const optional = (argument: fc.Arbitrary<unknown>) => fc.oneof(none, one(argument));
const places = fc.oneof(
  fc.integer({ min: -6, max: 6 }),
  fc.constantFrom('2', '-2', '0', 'g', 'u', '2g', '-2g', '2u', 'ug', '3gu', 'x', ' 2 ', '1.5', 'gg', '0g'),
);

const inputs: Readonly<
  Record<string, [value: fc.Arbitrary<unknown>, args: fc.Arbitrary<readonly unknown[]>]>
> = {
  upper: [scalar, none],
  lower: [anything, none],
  title: [anything, none],
  truncatechars: [
    anything,
    one(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom('3', ' 4 ', 'x', '1.5'))),
  ],
  urlencode: [scalar, optional(fc.constantFrom('', '/', "'()*!", '%&=', 'é-]^\\', 'abc'))],
  escape: [anything, none],
  safe: [anything, none],
  linebreaksbr: [anything, none],
  default: [anything, one(scalar)],
  default_if_none: [anything, one(scalar)],
  yesno: [anything, optional(fc.constantFrom('a,b,c', 'a,b', 'a', 'a,b,c,d', '', ',', '<i>,&'))],
  first: [
    fc.oneof(
      text,
      safeText,
      list.filter((items) => items.length > 0),
    ),
    none,
  ],
  last: [fc.oneof(text, safeText, list), none],
  length: [anything, none],
  join: [anything, one(fc.oneof(text, safeText))],
  floatformat: [numeric, optional(places)],
  // Of text and numbers Django prints what letters it can before it fails; we print nothing.
  date: [fc.oneof(instant, onTheHour, day, fc.constantFrom('', null)), optional(format)],
};

// -------------------------------------------------------------------- running

/** What the engine does around `apply`: text in, and safety as `output` declares it. */
function apply(filter: FilterDefinition, { value, args, autoescape, zone }: Case): unknown {
  const runtime = djangoSettings({ timeZone: zone, now: DateTime.fromISO('2025-06-25T00:00:00Z', { zone }) });
  const asText = (one: unknown) => (one === undefined ? one : toText(one, runtime));
  const input = filter.input === 'text' ? asText(value) : value;
  const argument = filter.argument?.type === 'text' ? asText(args[0]) : args[0];
  const result = filter.apply(input, argument, runtime, { autoescape, django: true });
  const marks = typeof result === 'string' && filter.output === 'same' && value instanceof SafeText;
  return marks ? new SafeText(result) : result;
}

function ours(filter: FilterDefinition, one: Case): Answer {
  try {
    return { value: apply(filter, one) };
  } catch (error) {
    return { error: error instanceof Error ? error.name : String(error) };
  }
}

/** In one form for both. Whether an empty text is safe says nothing. */
function plain(value: unknown): unknown {
  if (value instanceof SafeText) return value.text === '' ? '' : { safe: value.text };
  if (value instanceof ScaledDecimal) return { decimal: value.toString() };
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return { dict: [...value].map(([key, item]) => [key, plain(item)]) };
  if (typeof value === 'object' && value !== null) {
    return { dict: Object.entries(value).map(([key, item]) => [key, plain(item)]) };
  }
  return value;
}

/**
 * Where we differ, and why.
 * floatformat: Django marks its result safe; ours is plain digits, which need no mark in any channel.
 */
function comparable(name: string, answer: Answer): unknown {
  if ('error' in answer) return 'error';
  const value = plain(answer.value);
  if (name !== 'floatformat') return value;
  return typeof value === 'object' && value !== null && 'safe' in value ? value.safe : value;
}

/**
 * What the Django at hand is not asked. Before 4, floatformat goes through floats, quotes what it cannot
 * read and knows no "u"; a tiny decimal has an exponent where it comes back as it was. Before 5, join
 * escapes its separator under autoescape off.
 */
function isOldQuestion(name: string, { value, args, autoescape }: Case): boolean {
  const [argument] = args;
  const major = djangoVersion?.[0] ?? 0;
  if (name === 'floatformat') {
    if (major < 4 && (typeof value !== 'number' || /[gu]/.test(String(argument)))) return true;
    return value instanceof ScaledDecimal && value.value.abs().lt('1e-6');
  }
  if (name === 'join')
    return major < 5 && !autoescape && typeof argument === 'string' && /[&<>"']/.test(argument);
  return false;
}

describe.skipIf(skipDjango)(withDjango('filters answer as Django does'), () => {
  const cases = new Map<string, readonly Case[]>();
  const answers = new Map<string, readonly Answer[]>();

  beforeAll(() => {
    for (const [name, [value, args]] of Object.entries(inputs)) {
      const drawn = fc.record({ value, args, autoescape: fc.boolean(), zone: fc.constantFrom(...zones) });
      // Of a day without a time Django knows its server's zone alone, which is UTC here.
      const one = drawn.map((it) => (it.value instanceof CalendarDate ? { ...it, zone: 'UTC' } : it));
      cases.set(name, fc.sample(one, { seed: 20250625, numRuns: runs }));
    }
    const all = [...cases].flatMap(([filter, list]) =>
      list.map(({ value, args, autoescape, zone }) => ({
        filter,
        args: [value, ...args].map(encode),
        autoescape,
        zone,
      })),
    );
    const answered = askDjango(all);
    for (const [index, name] of [...cases.keys()].entries()) {
      answers.set(name, answered.slice(index * runs, (index + 1) * runs));
    }
  }, 120_000);

  test.each(Object.keys(inputs))('%s', (name) => {
    const filter = builtinFilters.find((one) => one.name === name);
    if (filter === undefined) throw new Error(`no filter ${name}`);
    const differences: unknown[] = [];
    for (const [index, one] of (cases.get(name) ?? []).entries()) {
      const answer = answers.get(name)?.[index];
      if (answer === undefined || isOldQuestion(name, one)) continue;
      const [django, we] = [comparable(name, answer), comparable(name, ours(filter, one))];
      if (JSON.stringify(django) !== JSON.stringify(we)) differences.push({ ...one, django, we });
    }
    expect(differences.slice(0, 5)).toEqual([]);
  });

  test('every filter of Django is compared', () => {
    const elsewhere = [...valueFilterNames, ...textFilterNames];
    const names = builtinFilters
      .filter(({ library, name }) => library === 'built-in' && !elsewhere.includes(name))
      .map(({ name }) => name);
    expect(Object.keys(inputs).sort()).toEqual(names.sort());
  });
});
