import { describe, expect, it } from 'vitest';
import { syntax } from '../../../src/diagnostics/catalogue/syntax.js';
import { Engine } from '../../../src/index.js';
import { fixed } from '../../support/fixes.js';
import { mistakes, unmended } from './mistakes.js';
import { complaints, highlight, read } from './reading.js';

const normal = (text: string): string => text.replace(/\s+(?=[%}]\}|%>)/g, ' ');

describe('each known mistake', () => {
  it.each(mistakes)('%s', (template, complaint, after) => {
    const { diagnostics } = read(template);
    expect(diagnostics.map(highlight)).toEqual([complaint]);
    const better = fixed(template, diagnostics);
    expect(normal(better)).toBe(normal(after));
    expect(complaints(better)).toEqual([]);
  });

  it.each(mistakes)('is told in every word: %s', (template) => {
    const [diagnostic] = read(template).diagnostics;
    expect(diagnostic?.message).not.toBe('');
    expect(diagnostic?.help ?? '').not.toBe('');
    expect(`${diagnostic?.message}${diagnostic?.help}`).not.toMatch(/undefined|NaN|Token|Alternative/);
  });
});

it('reports six mistakes on six lines in one pass, each in its place, and fixes them all', () => {
  const template = [
    '{% if receiver.plan = "Pro" %}',
    'Hello {{ receiver.name|default: "there" }}',
    '{% elsif receiver.trial %}',
    'Hello {{ receiver.<b>name</b> }}',
    '{% endif %}{% for d of deals %}',
    '{{ d.value|default:“0” }}{% endfor %}',
  ].join('\n');
  const { diagnostics } = read(template);
  const places = diagnostics.map(({ code, source, range }) => {
    const { line, column } = source.position(range.start);
    return `${source.name}:${line}:${column} ${code}`;
  });
  expect(places).toEqual([
    'test.html:1:21 equals-in-condition',
    'test.html:2:31 space-at-colon',
    'test.html:3:4 foreign-branch',
    'test.html:4:19 markup-in-tag',
    'test.html:5:21 loop-of',
    'test.html:6:20 curly-quotes',
  ]);
  expect(complaints(fixed(template, diagnostics))).toEqual([]);
});

describe('text and tags that are right', () => {
  it.each([
    'a | b, *| x |*, *|not a tag|*, && and || and ! and = and “quotes” in text',
    '{{ x|default:"“quoted” &amp; <b>bold</b> a + b ? c : d" }}',
    'AT&amp;T &lt;b&gt; 100% }} %} #} %>',
    '{% if a == "x && y" %}{% endif %}',
    '{% if (a or b) and not c %}{% endif %}',
    '{% if a %}{% endif %}{{ else }}',
    'function f() { return { a: 1 } }',
    '{{ x|default:-5 }}{{ -5 }}{{ "a" | upper }}',
  ])('%s', (template) => {
    expect(complaints(template)).toEqual([]);
  });
});

it.each(unmended)('says what is wrong: %s', (template, complaint) => {
  expect(complaints(template)).toEqual([complaint]);
});

const all = [...mistakes, ...unmended].map(([template, complaint]) => [template, complaint] as const);

it.each(all)('is told just so of the whole language: %s', (template, complaint) => {
  expect(new Engine().check(template).map(highlight)).toEqual([complaint]);
});

it('has a mistake for every message of its chapter', () => {
  const deep = complaints(`{{ a${'|b'.repeat(600)} }}`).map((one) => one.split(' ')[1]);
  const told = [...mistakes, ...unmended].map(([, complaint]) => complaint.split(' ')[1]);
  expect(Object.keys(syntax).filter((code) => ![...told, ...deep].includes(code))).toEqual([]);
});

it('reports one mistake for what is too deep', () => {
  const blocks = '{% if a %}'.repeat(300) + '{% endif %}'.repeat(300);
  expect(complaints(blocks)).toEqual(['error too-deep "{% if a %}"']);
  expect(complaints(`{% if ${'not '.repeat(600)}a %}{% endif %}`)[0]).toMatch(/^error too-deep/);
});

describe("Django's dialect", () => {
  it.each([
    '{{ a.. }}{{ . }}',
    '{% with a=1 a=2 %}{% endwith %}',
    '{% if a %}{% endif x %}',
    '{% for a.b in c %}{% endfor %}',
    '<% anything &lt;% %> {{- -5',
  ])('accepts what Django accepts: %s', (template) => {
    expect(complaints(template, { dialect: 'django' }).filter((one) => one.startsWith('error'))).toEqual([]);
  });

  it.each([
    '{% if (a) %}{% endif %}',
    '{% if a | upper %}{% endif %}',
    '{% if a\u200bor b %}{% endif %}',
    '{{- a }}',
    '{%- if a %}',
  ])('refuses the extensions: %s', (template) => {
    expect(complaints(template, { dialect: 'django' })).toEqual([expect.stringMatching(/^error /)]);
    expect(complaints(template.includes('{%-') ? `${template}{% endif %}` : template)).toEqual([]);
  });
});
