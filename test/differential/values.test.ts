import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { CalendarDate } from '../../src/values/calendar-date.js';
import { caseFold } from '../../src/values/case-fold.js';
import { contains, equals, order } from '../../src/values/compare.js';
import { toPrinted } from '../../src/values/print.js';
import { SafeText } from '../../src/values/safe-text.js';
import { ScaledDecimal } from '../../src/values/scaled-decimal.js';
import { titleCase } from '../../src/values/title-case.js';
import { djangoSettings } from '../unit/values/settings.js';
import { askDjango, encode, skipDjango, withDjango } from './django.js';

const seed = 20250625;
const word = fc.constantFrom(
  '',
  'a',
  'b',
  'ab',
  "o'n",
  'x"y',
  'a\'b"c',
  '\n\t\\',
  '\u0007',
  '\uff5e',
  '😀',
  'é\u200b',
  '1',
  '01',
);
const number = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(0.5, 1e16, 1.5e-5, 123456.789, -0.0001),
);
const atom = fc.oneof(
  word,
  number,
  fc.boolean(),
  fc.constant(null),
  word.map((text) => new SafeText(text)),
);
const { value: nested } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const printable = fc.oneof(
  nested,
  fc.constantFrom(
    1e21,
    1e22,
    1e100,
    1e300,
    1.5e-7,
    1e-10,
    1e-250,
    0.1,
    1 / 3,
    5e-324,
    2 ** 53,
    1e16,
    123456789.125,
  ),
  fc.constantFrom('149.90', '0.0000001', '1e30', '-0.00').map((digits) => ScaledDecimal.parse(digits)),
  fc.constantFrom(new CalendarDate(2025, 9, 1), DateTime.fromISO('2025-06-24T12:00:00Z', { zone: 'UTC' })),
);

/** Python writes a whole float as 1.0 and JavaScript has none: a list of them differs by that alone. */
const wholeFloats = /(\d)\.0(?!\d)/g;

describe.skipIf(skipDjango)(withDjango('values are what they are to Python'), () => {
  test('printed', () => {
    const values = fc.sample(printable, { seed, numRuns: 1500 });
    const answers = askDjango(values.map((value) => ({ print: encode(value), zone: 'Europe/Warsaw' })));
    const differences = values.flatMap((value, index) => {
      const answer = answers[index];
      const django = answer && 'value' in answer ? String(answer.value).replace(wholeFloats, '$1') : 'error';
      const we = toPrinted(value, djangoSettings({ timeZone: 'Europe/Warsaw' }));
      return django === we ? [] : [{ value, django, we }];
    });
    expect(differences.slice(0, 5)).toEqual([]);
  });

  test('compared', () => {
    const pairs = fc.sample(fc.oneof(fc.tuple(nested, nested), fc.tuple(atom, atom)), {
      seed,
      numRuns: 4000,
    });
    const answers = askDjango(pairs.map((pair) => ({ compare: pair.map(encode) })));
    const settings = djangoSettings();
    const differences = pairs.flatMap(([a, b], index) => {
      const answer = answers[index];
      const django = answer && 'value' in answer ? answer.value : answer;
      const [equal, less, inside] = django as [boolean | null, boolean | null, boolean | null];
      const ordered = order(a, b, settings);
      const we = [equals(a, b, settings), ordered !== undefined && ordered < 0, contains(a, b, settings)];
      // Django's `if` takes an error for false; `not in` needs to know the error.
      const same =
        JSON.stringify(we) === JSON.stringify([equal ?? false, less ?? false, inside ?? undefined]);
      return same ? [] : [{ a, b, django, we }];
    });
    expect(differences.slice(0, 5)).toEqual([]);
  });
});

/** Code points that Unicode 13 or older assigns, so that any Python of today knows them as Node does. */
const assigned = /^[^\p{Cn}\p{Cs}\p{Co}]$/u;
/** Cased letters newer than Unicode 14, which Python 3.11 does not know. */
const newer =
  /[\u019b\u0264\u1c89\u1c8a\ua7cb-\ua7cf\ua7d2-\ua7d5\ua7da-\ua7dc\u{10d50}-\u{10d85}\u{16ea0}-\u{16ed3}]/u;

describe.skipIf(skipDjango)(withDjango('every character has the case that Python gives it'), () => {
  const characters: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    const character = String.fromCodePoint(code);
    if (code >= 0xd800 && code <= 0xdfff) continue;
    if (assigned.test(character) && !newer.test(character)) characters.push(character);
  }
  const isCased = /\p{Changes_When_Casemapped}|\p{Changes_When_Casefolded}/u;
  const [cased, others] = [
    characters.filter((one) => isCased.test(one)),
    characters.filter((one) => !isCased.test(one)),
  ];

  test.each([
    ['casefold', caseFold],
    ['title', titleCase],
  ] as const)('%s', (question, ours) => {
    const answers = askDjango([...cased, others.join('')].map((text) => ({ [question]: text })));
    const differences = [...cased, others.join('')].filter((text, index) => {
      const answer = answers[index];
      return !answer || !('value' in answer) || answer.value !== ours(text);
    });
    expect(differences.slice(0, 20)).toEqual([]);
    expect(cased.length).toBeGreaterThan(2700);
  });
});
