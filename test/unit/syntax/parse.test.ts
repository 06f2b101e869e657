import { describe, expect, it } from 'vitest';
import type { Condition, Expression } from '../../../src/syntax/ast.js';
import { walk } from '../../../src/syntax/walk.js';
import { complaints, read } from './reading.js';
import { showNodes } from './show.js';

const tree = (text: string, options = {}): string => showNodes(read(text, options).template.body);

describe('expressions', () => {
  it.each([
    ['{{ a.0.b }}', '{a.0.b}'],
    ['{{ 1abc }}', '{1abc}'],
    ['{{ 2.5 }}{{ .5 }}{{ -1 }}{{ +1.5 }}{{ 1e5 }}', '{#2.5} {#.5} {#-1} {#+1.5} {#1e5}'],
    ['{{ 1_000 }}{{ 1.2.3 }}{{ -1e }}', '{#1000} {1.2.3} {-1e}'],
    ['{{ 149.90 }}', '{#149.90}'],
    ['{{ größe.名前 }}', '{größe.名前}'],
    ['{{ "a\\"b" }}{{ \'it\\\'s\' }}', '{"a\\"b"} {"it\'s"}'],
    ['{{ "a\\\\b\\nc" }}', '{"a\\\\b\\\\nc"}'],
    ["{{ 'a\\\"b' }}", '{"a\\\\\\"b"}'],
    ['{{ _("Hi")|upper }}', '{_("Hi")|upper}'],
    ['{{ a|default:_("x")|truncatechars:9 }}', '{a|default:_("x")|truncatechars:#9}'],
    ['{{ a | upper|add:-1 }}', '{a|upper|add:#-1}'],
    ['{{a|default:b.c}}', '{a|default:b.c}'],
    ['{{ a|cut:"|" }}', '{a|cut:"|"}'],
    ['{{ "“a” &amp;" }}', '{"“a” &amp;"}'],
    ['{{\u00a0a\u200b|\ufeffupper }}', '{a|upper}'],
    ['{{ "a\u200bb" }}', '{"a\u200bb"}'],
  ])('%s is %s', (text, shown) => {
    expect(complaints(text)).toEqual([]);
    expect(tree(text)).toBe(shown);
  });
});

describe('conditions', () => {
  it.each([
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c', '((a and b) or c)'],
    ['a or b or c', '((a or b) or c)'],
    ['not a == b', '(not (a == b))'],
    ['not a in b', '(not (a in b))'],
    ['not a and b', '((not a) and b)'],
    ['not not a', '(not (not a))'],
    ['a == not b', '(a == (not b))'],
    ['a == not b == c', '(a == (not (b == c)))'],
    ['a == not b and c', '((a == (not b)) and c)'],
    ['a == b == c', '((a == b) == c)'],
    ['a in b == c', '(a in (b == c))'],
    ['a == b in c', '((a == b) in c)'],
    ['a not in b', '(a not in b)'],
    ['a is not b', '(a is not b)'],
    ['a is not not b', '(a is not (not b))'],
    ['a <= b != c', '((a <= b) != c)'],
    ['(a or b) and not (c)', '((a or b) and (not c))'],
    ['not(a)or(b)', '((not a) or b)'],
    ['a|length > 1 and "x" in b|upper', '((a|length > #1) and ("x" in b|upper))'],
    ['inner and not_x or order', '((inner and not_x) or order)'],
    ['a | length > 1', '(a|length > #1)'],
  ])('%s is %s', (condition, shown) => {
    expect(tree(`{% if ${condition} %}{% endif %}`)).toBe(`<if ${shown}:>`);
  });

  it('ranges take in parentheses', () => {
    const text = '{% if (a or b) and (c) %}{% endif %}';
    const conditions: string[] = [];
    walk(read(text).template, { condition: ({ start, end }) => conditions.push(text.slice(start, end)) });
    expect(conditions).toEqual(['(a or b) and (c)', 'a or b', 'a', 'b', 'c']);
  });
});

describe('tags', () => {
  it.each([
    ['{% for a in b %}x{% empty %}y{% endfor %}', '<for a in b: "x" | empty: "y">'],
    ['{% for a,b , c in d.items reversed %}{% endfor %}', '<for a,b,c in d.items reversed:>'],
    ['{% for in in reversed reversed %}{% endfor %}', '<for in in reversed reversed:>'],
    ['{% with a=1 b="x y"|upper %}z{% endwith %}', '<with a=#1 b="x y"|upper: "z">'],
    ['{% with x|upper as y %}z{% endwith %}', '<with y=x|upper: "z">'],
    ['{% with x as y and z as w %}{% endwith %}', '<with y=x w=z:>'],
    ['{% include "a" %}', '<include "a">'],
    ['{% include only only %}', '<include only [only]>'],
    ['{% include "a" with b=1 c=d only %}', '<include "a" [with b=#1 c=d] [only]>'],
    ['{% block a-b %}x{% endblock %}', '<block a-b: "x">'],
    ['{% block a %}{% block b %}{% endblock b %}{% endblock a %}', '<block a: <block b:>>'],
    ['{% autoescape off %}{% endautoescape %}', '<autoescape off:>'],
    ['{% cycle "a" b as c silent %}', '<cycle "a" b [as c] [silent]>'],
    [
      "{% deals count=5 filter_by order_by='created_at' as d %}",
      '<deals count=#5 filter_by= order_by="created_at" [as d]>',
    ],
    ['{% deals status=0 count__exact=2 as as %}', '<deals status=#0 count__exact=#2 [as as]>'],
    ['{% filter upper|cut:" " %}x{% endfilter %}', '<filter □|upper|cut:" ": "x">'],
    ['{% load i18n humanize %}', '<load i18n humanize>'],
    ['{% regroup a.b by c|lower as d %}', '<regroup a.b [by c|lower] [as d]>'],
    [
      '{% blocktranslate count n=a|length trimmed context "v" with b=c %}x{% plural %}y{% endblocktranslate %}',
      '<blocktranslate [count n=a|length] [trimmed] [context "v"] [with b=c]: "x" | plural: "y">',
    ],
    [
      '{% blocktranslate with a as b and c as d %}{% endblocktranslate %}',
      '<blocktranslate [with b=a d=c]:>',
    ],
    ["{% url 'a' 1 b=2 as c %}", '<url "a" #1 b=#2 [as c]>'],
    ['{% spaceless %} {% endspaceless %}', '<spaceless: " ">'],
    [
      '{% if a %}1{% elif b %}2{% elif c %}3{% else %}4{% endif %}',
      '<if a: "1" | elif b: "2" | elif c: "3" | else: "4">',
    ],
    ['<% for d in deals %>{{ d.name }}<% endfor %>', '<for d in deals: {d.name}>'],
    ['{% if(a) %}x{% endif %}', '<if a: "x">'],
    ['{% now "H:i" %}{# c #}', '<now "H:i"> #'],
    ['{%\u00a0csrf_token\u200b%}', '<csrf_token>'],
    ['{% with a=b | upper c=1 %}{% endwith %}', '<with a=b|upper c=#1:>'],
  ])('%s is %s', (text, shown) => {
    expect(complaints(text)).toEqual([]);
    expect(tree(text)).toBe(shown);
  });
});

describe('bodies that are not read', () => {
  it.each([
    ['{% comment %}{% if %}{{ {% foo %}{% endcomment %}x', '<comment:> "x"'],
    ['{% comment a note %}{% comment %}{% endcomment %}x', '<comment a note:> "x"'],
    ['{% comment %}{% verbatim %}{% endcomment %}{% endverbatim %}{% endcomment %}x', '<comment:> "x"'],
    ['{% verbatim %}{{ a }}{% if %}{{{% endverbatim %}', '<verbatim: "{{ a }}{% if %}{{">'],
    ['{% verbatim a %}{% endverbatim %}{% endverbatim a %}', '<verbatim a: "{% endverbatim %}">'],
    ['{% verbatim -%} {{ a }} {%- endverbatim %}', '<verbatim: "{{ a }}">'],
    ['{% verbatim %}&lt;% a %&gt; *|FNAME|*{% endverbatim %}', '<verbatim: "&lt;% a %&gt; *|FNAME|*">'],
  ])('%s is %s', (text, shown) => {
    expect(complaints(text)).toEqual([]);
    expect(tree(text)).toBe(shown);
  });

  it("has Django's corner: markup that takes the end into itself leaves it open", () => {
    expect(complaints('{% verbatim %}{{ {% endverbatim %} }}')).toEqual([
      'error unclosed-block "{% verbatim %}"',
    ]);
  });
});

describe('trimming', () => {
  it.each([
    ['a \n{{- b -}}\n c', '"a" {b} "c"'],
    ['a {%- if b -%} c {%- endif -%} d', '"a" <if b: "c"> "d"'],
    ['a <%- if b -%> c <%- endif -%> d', '"a" <if b: "c"> "d"'],
    ['a {#- b -#} c', '"a" # "c"'],
    [' {{- 5 -}} ', '"" {#5} ""'],
  ])('%j is %s', (text, shown) => {
    expect(tree(text)).toBe(shown);
  });

  it("is off in Django's dialect", () => {
    expect(complaints('a {{- b }}', { dialect: 'django' })).toEqual(['error unexpected-text "-"']);
  });
});

describe('after a mistake', () => {
  it.each([
    ['{{ a b }}{{ c }}', '! {c}'],
    ['{% if a = b %}{{ c }}{% else %}{{ d }}{% endif %}{{ e }}', '! {c} ! {d} ! {e}'],
    ['{% if a %}{% for b in c %}{{ d }}{% endif %}{{ e }}', '<if a: <for b in c: {d} unclosed>> {e}'],
    ['{% xyzzy %}{{ a }}{% endxyzzy %}{{ b }}', '! {a} ! {b}'],
    ['{% fro a in b %}{{ a }}{% endfor %}', '<for a in b: {a}>'],
    ['{% if a %}{% for b in c %}{% else %}{% endfor %}{% endif %}', '<if a: <for b in c: | empty:>>'],
    ['{% if a %}{% for b in c %}{% else %}x{% endif %}', '<if a: <for b in c: unclosed> | else: "x">'],
    ['{{ a }}{% endif %}{{ b }}', '{a} ! {b}'],
    ['{% comment %}{{ a }}', '<comment: unclosed>'],
  ])('the rest of %s is read', (text, shown) => {
    expect(complaints(text)).toHaveLength(1);
    expect(tree(text)).toBe(shown);
  });

  it('shows both ends of a block that is not closed', () => {
    const [diagnostic] = read('{% if a %}\n{% for b in c %}\n{% endif %}').diagnostics;
    expect(diagnostic?.source.position(diagnostic.range.start).line).toBe(2);
    const [related] = diagnostic?.related ?? [];
    expect(related?.source.position(related.range.start).line).toBe(3);
  });

  it('points at another system for a tag that nobody knows', () => {
    const [diagnostic] = read('<%asm_group_url%>').diagnostics;
    expect(diagnostic?.help).toBe(
      "if another system reads this tag, keep it as text: passthrough: ['<%asm_*%>']",
    );
    expect(complaints('<%asm_group_url%>', { passthrough: ['<%asm_*%>'] })).toEqual([]);
  });
});

it('visits a template in the order of its source', () => {
  const text =
    '{% if a|b:c and d %}{% for e in f %}{{ g }}{% endfor %}{% elif h %}{% include i with j=k %}{% endif %}';
  const seen: string[] = [];
  const note = ({ start, end }: Condition | Expression) => seen.push(text.slice(start, end));
  walk(read(text).template, { expression: note, tag: (tag) => seen.push(`<${tag.name}>`) });
  expect(seen).toEqual(['<if>', 'a|b:c', 'a', 'c', 'd', '<for>', 'f', 'g', 'h', '<include>', 'i', 'k']);
});
