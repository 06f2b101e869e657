import { describe, expect, it } from 'vitest';
import { type SplitOptions, split } from '../../../src/syntax/split.js';

/** The pieces as `kind:text`; a text has no kind. */
function shown(text: string, options: SplitOptions = {}): string[] {
  return split(text, options).pieces.map((piece) => {
    const written = text.slice(piece.start, piece.end);
    return piece.kind === 'text'
      ? written
      : `${piece.kind}:${text.slice(piece.inside.start, piece.inside.end)}`;
  });
}

const django = { dialect: 'django' } as const;

describe("Django's rule", () => {
  it.each<[string, string[]]>([
    ['a{{ x }}b', ['a', 'output: x ', 'b']],
    ['{{ {{ x }}', ['output: {{ x ']],
    ['{%%}', ['tag:']],
    ['{{}}', ['output:']],
    ['{%}', ['{%}']],
    ['{{ "}}" }}', ['output: "', '" }}']],
    ['{# {{ #}', ['comment: {{ ']],
    ['{{{ x }}}', ['output:{ x ', '}']],
    ['{{{{ x }}', ['output:{{ x ']],
    ['{ {% x %}', ['{ ', 'tag: x ']],
    ['{% a %}{# b #}', ['tag: a ', 'comment: b ']],
    ['{% a }} %}', ['tag: a }} ']],
    ['{{ a\n }}', ['{{ a\n }}']],
    ['{{ a\r }}', ['output: a\r ']],
    ['{{- a -}}', ['output:- a -']],
    ['<% a %>', ['<% a %>']],
    ['{{ a\n{{ b }}', ['{{ a\n', 'output: b ']],
    ['', []],
  ])('%j', (text, pieces) => {
    expect(shown(text, django)).toEqual(pieces);
  });
});

describe('both styles', () => {
  it.each<[string, string[]]>([
    ['<% if a %><%= b %><%# c %>', ['tag: if a ', 'output: b ', 'comment: c ']],
    ['<% a }} %>', ['tag: a }} ']],
    ['{{ a %> }}', ['output: a %> ']],
    ['<%%>', ['tag:']],
    ['<%=%>', ['output:']],
  ])('%j', (text, pieces) => {
    expect(shown(text)).toEqual(pieces);
  });

  it('keeps the style that is off as text', () => {
    expect(shown('{{ a }}<%= b %>', { delimiters: 'braces' })).toEqual(['output: a ', '<%= b %>']);
    expect(shown('{{ a }}<%= b %>', { delimiters: 'angle' })).toEqual(['{{ a }}', 'output: b ']);
  });
});

describe('tags over several lines', () => {
  it.each<[string, string[]]>([
    ['{% deals\n count=5\n as d %}', ['tag: deals\n count=5\n as d ']],
    ['{{ a\n }} b', ['output: a\n ', ' b']],
    ['{# a\n b #}', ['comment: a\n b ']],
    ['{{ a\n{{ b }}', ['{{ a\n', 'output: b ']],
    ['{{ a\n<% b %>', ['{{ a\n', 'tag: b ']],
    ['{# a\n{{ b }}\n#}', ['{# a\n', 'output: b ', '\n#}']],
    ['{{ a\n%} }}', ['{{ a\n%} }}']],
  ])('%j', (text, pieces) => {
    expect(shown(text)).toEqual(pieces);
  });
});

describe('trim marks', () => {
  it.each<[string, boolean, boolean, string]>([
    ['{{- a -}}', true, true, ' a '],
    ['{%- a %}', true, false, ' a '],
    ['<%=- a -%>', true, true, ' a '],
    ['<%#- a %>', true, false, ' a '],
    ['{{-5}}', true, false, '5'],
    ['{{ -5 }}', false, false, ' -5 '],
    ['{{-}}', true, false, ''],
    ['{{--}}', true, true, ''],
  ])('%s', (text, before, after, inside) => {
    const [piece] = split(text).pieces;
    if (!piece || piece.kind === 'text') throw new Error('no markup');
    expect([piece.trimBefore, piece.trimAfter]).toEqual([before, after]);
    expect(text.slice(piece.inside.start, piece.inside.end)).toBe(inside);
  });
});

describe('passthrough', () => {
  it.each<[string, string[], string[]]>([
    ['<%asm_group_url%> <% a %>', ['<%asm_*%>'], ['<%asm_group_url%> ', 'tag: a ']],
    ['{{{ pm:name }}}{{ a }}', ['{{{ pm:* }}}'], ['{{{ pm:name }}}', 'output: a ']],
    ['a<%asm_x <% b %>', ['<%asm_*!>'], ['a', 'tag:asm_x <% b ']],
    ['%%[ {{ a }} ]%%{{ b }}', ['%%[*]%%'], ['%%[ {{ a }} ]%%', 'output: b ']],
    ['{{ a }}', ['*', ''], ['output: a ']],
    ['{{ x [[ }} ]] {{ y }}', ['[[*]]'], ['output: x [[ ', ' ]] ', 'output: y ']],
  ])('%j %j', (text, passthrough, pieces) => {
    expect(shown(text, { passthrough })).toEqual(pieces);
  });
});

describe('openers that nothing closes', () => {
  const unclosed = (text: string, options: SplitOptions = {}): string[] =>
    split(text, options).unclosed.map(({ start, opener, closer }) => `${start} ${opener} ${closer}`);

  it('are told once a line', () => {
    expect(unclosed('a {{ b {% c\n{{ d }}\n<%= e')).toEqual(['2 {{ }}', '20 <%= %>']);
    expect(unclosed('{{ a }} %} }} #}')).toEqual([]);
  });

  it('are told a hundred times at most', () => {
    expect(unclosed('{{\n'.repeat(500))).toHaveLength(100);
  });
});
