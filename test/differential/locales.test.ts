import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { builtinFilters } from '../../src/language/filters/index.js';
import { CalendarDate } from '../../src/values/calendar-date.js';
import { toPrinted } from '../../src/values/print.js';
import { ScaledDecimal } from '../../src/values/scaled-decimal.js';
import { djangoSettings } from '../unit/values/settings.js';
import { askDjango, djangoVersion, encode, skipDjango, withDjango } from './django.js';

const seed = 20250625;

/** Languages that Django has formats for. */
const languages =
  'ar-dz az bs ca cs cy da de de-ch el en en-au en-gb eo es es-ar es-co es-mx es-ni eu fi fr hr hu id it ka ko ' +
  'lt lv mk nb nl nn pl pt pt-br ro ru sk sl sr sv th tr uk ja he hi vi zh-hans zh-hant';

const number = fc.oneof(
  fc.integer({ min: -10_000_000, max: 10_000_000 }),
  fc
    .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 1, max: 3 }))
    .map(([digits, scale]) => digits / 10 ** scale)
    .filter((value) => !Number.isInteger(value)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }))
    .map(([digits, scale]) => ScaledDecimal.parse(`${digits}e-${scale}`) ?? 0),
);
const instant = fc
  .integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2037, 0, 1) })
  .map((millis) => DateTime.fromMillis(millis, { zone: 'UTC' }));

interface Question {
  readonly language: string;
  readonly filter?: string;
  readonly value: unknown;
  readonly args: readonly unknown[];
}

interface Difference extends Question {
  readonly django: string;
  readonly we: string;
}

function compare(questions: readonly Question[], fold = (text: string) => text): readonly Difference[] {
  const answers = askDjango(
    questions.map(({ language, filter, value, args }) =>
      filter === undefined
        ? { print: encode(value), language }
        : { filter, args: [value, ...args].map(encode), language, autoescape: true },
    ),
  );
  return questions.flatMap((question, index) => {
    const answer = answers[index];
    const django = answer && 'value' in answer ? fold(String(answer.value)) : 'error';
    const we = fold(ours(question));
    return django === we ? [] : [{ ...question, value: String(question.value), django, we }];
  });
}

function ours({ language, filter, value, args }: Question): string {
  const runtime = djangoSettings({ locale: language });
  if (filter === undefined) return toPrinted(value, runtime);
  const definition = builtinFilters.find(({ name }) => name === filter);
  return String(definition?.apply(value, args[0], runtime, { autoescape: true, django: true }));
}

const draw = (questions: fc.Arbitrary<Question>, numRuns = 1500) => fc.sample(questions, { seed, numRuns });
const language = fc.constantFrom(...languages.split(' '));
const none = fc.constant([]);
const skip = skipDjango || (djangoVersion?.[0] ?? 4) < 4;

describe.skipIf(skip)(withDjango('locales are what they are to Django'), () => {
  test('numbers', () => {
    const printed = fc.record({ language, value: number, args: none });
    const grouped = fc.record({ language, value: number, args: none, filter: fc.constant('intcomma') });
    const rounded = fc.record({
      language,
      value: number,
      args: fc.constantFrom([2], ['2g'], ['2u'], []),
      filter: fc.constant('floatformat'),
    });
    expect(compare(draw(fc.oneof(printed, grouped, rounded), 3000)).slice(0, 5)).toEqual([]);
  }, 60_000);

  test('formats of dates, in numbers alone', () => {
    const name = fc.constantFrom('SHORT_DATE_FORMAT', 'SHORT_DATETIME_FORMAT', 'TIME_FORMAT');
    const args = name.map((one) => [one]);
    const questions = fc.record({ language, value: instant, args, filter: fc.constant('date') });
    // Where a short date has a month's name in it, Intl abbreviates it in its own way.
    expect(
      compare(draw(questions))
        .filter(({ django }) => !/\p{L}/u.test(django))
        .slice(0, 5),
    ).toEqual([]);
  }, 60_000);

  const named = 'cs da de es fi fr hu it ja nb nl pl pt pt-br ro ru sk sv uk en en-gb'.split(' ');

  test('dates as they are printed', () => {
    const day = instant.map(({ year, month, day }) => new CalendarDate(year, month, day));
    const questions = fc.record({
      language: fc.constantFrom(...named),
      value: fc.oneof(instant, day),
      args: none,
    });
    expect(compare(draw(questions)).slice(0, 5)).toEqual([]);
  }, 60_000);

  test('the names of months, days and halves of the day', () => {
    const letters = fc.array(fc.constantFrom(...'aAbDEFlMNPjY'.split('')), { minLength: 1, maxLength: 4 });
    const format = fc.oneof(
      letters.map((some) => some.join(' ')),
      fc.constantFrom('SHORT_DATE_FORMAT', 'SHORT_DATETIME_FORMAT', 'YEAR_MONTH_FORMAT', 'MONTH_DAY_FORMAT'),
    );
    const value = fc.oneof(
      instant,
      instant.map((one) => one.startOf('day').plus({ hours: one.day % 2 ? 12 : 0 })),
    );
    const args = format.map((one) => [one]);
    const language = fc.constantFrom(...named);
    expect(
      compare(draw(fc.record({ language, value, args, filter: fc.constant('date') }), 3000)).slice(0, 5),
    ).toEqual([]);
  }, 60_000);
});
