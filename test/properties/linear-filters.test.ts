import { describe, expect, test } from 'vitest';
import { type FilterDefinition, FilterError } from '../../src/language/filter.js';
import { builtinFilters } from '../../src/language/filters/index.js';
import { cpuTime } from '../support/cpu-time.js';
import { djangoSettings, settingsFor } from '../unit/values/settings.js';

/**
 * Every filter over texts that make scanners look far ahead and find nothing, or find too much: the work
 * must grow with the length of the text, not with its square. The text is doubled; below `noise` a measured
 * time says nothing, and is by far too short for the square of such a length.
 */
const heavy = process.env.HEAVY === '1';
const size = heavy ? 1_000_000 : 100_000;
const noise = heavy ? 240 : 60;

const repeated = [
  ...[
    '<',
    '>',
    '<>',
    '(',
    ')',
    '[',
    ']',
    '()',
    '&',
    '&#',
    '&#1',
    '&a',
    '&amp;',
    ';',
    '.',
    ',',
    '.,',
    ').',
    ';)',
    '&;)',
    ':',
    '@',
  ],
  ...[
    'http://',
    'http://http://',
    'http://a.com).',
    'www.',
    'www.a.com ',
    'a@a',
    'a@',
    'a.com/',
    'a@b.com ',
    'a.',
    '?a=b&',
    '%C3',
    '%',
  ],
  ...[
    '<a ',
    '<a',
    '</a',
    '</a>',
    '</ ',
    '<a b="',
    "<a b='",
    "<a b='>' ",
    '<a b="\' ',
    '<a/x=',
    "='",
    '<a =',
    "<a b=='",
    '<a\0',
  ],
  ...[
    '<b>',
    '<b/>',
    '<p>x</p>',
    '<!',
    '<!--',
    '<!-- --',
    '<![cdata[',
    '<![if ',
    ']]',
    '] ',
    '<?',
    '<script>',
    '</script ',
    '<!doctype ',
  ],
  ...[
    '\u0301',
    '\u0316\u0301',
    'e\u0301',
    '\n',
    '\r',
    '\r\n',
    ' ',
    '\t',
    '\u00a0',
    ' \n',
    'a ',
    'a\n',
    '-',
    '--',
    '_',
    '-_',
    '- ',
  ],
  ...[
    'a',
    'A',
    'Σ',
    'İ',
    '中',
    '😀',
    'ﬁ',
    '\u202e',
    '0',
    '1',
    '-1',
    '1e',
    '1,',
    '.5',
    '"',
    "'",
    '\\',
    '`',
    '%s',
    '{',
    "a'A",
    '1A',
    'y',
    '🇵🇱',
  ],
];

const texts: readonly (readonly [name: string, make: (length: number) => string])[] = [
  ...repeated.map((unit): [string, (length: number) => string] => [
    unit,
    (length) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length),
  ]),
  ['<<…>>', (length) => '<'.repeat(length / 2) + '>'.repeat(length / 2)],
  ['((…))', (length) => `${'('.repeat(length / 2)}a.com${')'.repeat(length / 2)}`],
  ['a.com)))…', (length) => `a.com${')'.repeat(length)}`],
  ['&…;', (length) => `a.com&${'a'.repeat(length)};`],
  ['--…a', (length) => `${'-'.repeat(length)}a`],
  ['words and a run of spaces', (length) => `a${' '.repeat(length)}b`],
  ['<a followed by >', (length) => `${'<a '.repeat(length / 3)}>`],
];

/** What every run tries; TEXTS=all tries all of them, in both dialects, which takes long. */
const usual = new Set([
  '<',
  '(',
  ']',
  '&',
  '.,',
  'http://http://',
  'a@',
  '<a ',
  "<a b='>' ",
  '<!--',
  '\u0301',
  '\n',
  ' ',
  '1',
  '😀',
  '<<…>>',
]);
const all = process.env.TEXTS === 'all';
const tried = all ? texts : texts.filter(([name]) => usual.has(name));

/** Arguments that each type of argument is tried with, beside none. */
const argumentsOf = ({ argument }: FilterDefinition): readonly unknown[] => {
  if (argument === undefined) return [undefined];
  const some = argument.type === 'number' ? [7, 100_000] : argument.type === 'text' ? ['a', '<&'] : ['a', 3];
  return argument.required ? some : [undefined, ...some];
};

function timeOf(filter: FilterDefinition, text: string, argument: unknown): number {
  const started = cpuTime();
  for (const django of all ? [true, false] : [false]) {
    try {
      filter.apply(text, argument, django ? djangoSettings() : settingsFor(), { autoescape: true, django });
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
    }
  }
  return cpuTime() - started;
}

/** Whether twice the text takes about twice the time. A busy machine gets more than one chance. */
function isLinear(filter: FilterDefinition, make: (length: number) => string, argument: unknown): boolean {
  const [once, twice] = [make(size), make(size * 2)];
  for (let attempt = 0; attempt < 4; attempt++) {
    const long = timeOf(filter, twice, argument);
    if (long < noise) return true;
    if (long < noise + 3 * timeOf(filter, once, argument)) return true;
  }
  return false;
}

describe.each(builtinFilters.map((filter) => [filter.name, filter] as const))('%s', (_name, filter) => {
  test.each(argumentsOf(filter).map((one) => [one] as const))(
    'takes linear time, argument %s',
    (argument) => {
      const slow = tried.filter(([, make]) => !isLinear(filter, make, argument)).map(([name]) => name);
      expect(slow).toEqual([]);
    },
    600_000,
  );
});
