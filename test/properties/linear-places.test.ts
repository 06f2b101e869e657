import { describe, expect, test } from 'vitest';
import { email } from '../../src/channels/email.js';
import { type MarkupState, output } from '../../src/channels/markup.js';
import type { Place } from '../../src/values/safe-text.js';
import { SafeText } from '../../src/values/safe-text.js';
import { cpuTime } from '../support/cpu-time.js';

/** Escaping a value, and reading a template, takes time that grows with the length, not with its square. */
const size = process.env.HEAVY === '1' ? 1_000_000 : 50_000;
const noise = process.env.HEAVY === '1' ? 240 : 60;

const { markup } = email;
const start = markup?.start as MarkupState;
const read = (text: string): MarkupState => markup?.read(text, start, 0) as MarkupState;

const openings: Readonly<Record<string, string>> = {
  text: '',
  title: '<title>',
  'a quoted attribute': '<a title="',
  'an attribute without quotation marks': '<a title=',
  'an address': '<a href="',
  'an address going on': '<a href="x',
  'a path': '<a href="/',
  'mailto:': '<a href="mailto:',
  'a query': '<a href="?',
  'a style': '<a style="a:',
  'a string of a style': `<a style="a:'`,
  'an address of a style': '<a style="a:url(',
  'a comment': '<!--',
  'a comment for Outlook': '<!--[if mso]>',
  'an address for Outlook': '<!--[if mso]><a href="',
};

const units = [
  '<',
  '-',
  '--',
  '-->',
  '&',
  '&amp;',
  '&#',
  '%',
  '%2',
  ':',
  '/',
  ' ',
  '\n',
  '"',
  "'",
  '\\',
  '(',
  'é',
  '😀',
  'rgb(',
  '1,',
  'expressio',
];

function isLinear(run: (text: string) => void, unit: string): boolean {
  const [once, twice] = [unit.repeat(size / unit.length), unit.repeat((2 * size) / unit.length)];
  const time = (text: string): number => {
    const started = cpuTime();
    run(text);
    return cpuTime() - started;
  };
  for (let attempt = 0; attempt < 4; attempt++) {
    const long = time(twice);
    if (long < noise || long < noise + 3 * time(once)) return true;
  }
  return false;
}

const slow = (run: (text: string) => void): readonly string[] => units.filter((unit) => !isLinear(run, unit));

describe.each(Object.entries(openings))('%s', (_, opening) => {
  const place = markup?.place(read(opening)) as Place;

  test('a value is escaped in linear time', () => {
    expect(slow((text) => place.escape(text))).toEqual([]);
    expect(slow((text) => place.encoded?.(new SafeText(text, 'html-text')))).toEqual([]);
    expect(slow((text) => place.encoded?.(new SafeText(text, 'url')))).toEqual([]);
  }, 120_000);

  test('a template is read in linear time', () => {
    expect(slow((text) => read(opening + text))).toEqual([]);
  }, 120_000);
});

test('many values are read in linear time', () => {
  expect(isLinear((text) => read(`<a style="a:url(${text}`), `${output}/`)).toBe(true);
  expect(isLinear((text) => read(`<!-- ${text}`), `-${output}`)).toBe(true);
});
