import { describe, expect, it } from 'vitest';
import { complaints, fixed, highlight, read } from './reading.js';

/** A mistake, what is said of it, and the template after its fix. */
const mistakes: readonly [template: string, complaint: string, after: string][] = [
  // editor damage
  ['{{ x|default:“there” }}', 'error curly-quotes "“there”"', '{{ x|default:"there" }}'],
  ['{{ x|default:„there“ }}', 'error curly-quotes "„there“"', '{{ x|default:"there" }}'],
  ['{{ x|default:«there» }}', 'error curly-quotes "«there»"', '{{ x|default:"there" }}'],
  ['{{ x|default:‘there’ }}', 'error curly-quotes "‘there’"', "{{ x|default:'there' }}"],
  ['{{ x|default:‘it’s’ }}', 'error curly-quotes "‘it’s’"', "{{ x|default:'it’s' }}"],
  ['{{ x|default:"there” }}', 'error curly-quotes "\\"there”"', '{{ x|default:"there" }}'],
  ['{{ x|default:“say "a"” }}', 'error curly-quotes "“say \\"a\\"”"', '{{ x|default:\'say "a"\' }}'],
  ['{{ x|default:&quot;a &amp; b&quot; }}', 'error entity-in-tag "&quot;"', '{{ x|default:"a &amp; b" }}'],
  ['{{ x|default:&#39;a&#39; }}', 'error entity-in-tag "&#39;"', "{{ x|default:'a' }}"],
  ['{% if a &gt; 1 %}y{% endif %}', 'error entity-in-tag "&gt;"', '{% if a > 1 %}y{% endif %}'],
  ['{% if a&lt;=1 %}y{% endif %}', 'error entity-in-tag "&lt;"', '{% if a <= 1 %}y{% endif %}'],
  ['{% if a &amp;&amp; b %}y{% endif %}', 'error entity-in-tag "&amp;"', '{% if a and b %}y{% endif %}'],
  ['{% if a&nbsp;and b %}y{% endif %}', 'error entity-in-tag "&nbsp;"', '{% if a and b %}y{% endif %}'],
  ['{{ receiver.<b>name</b> }}', 'error markup-in-tag "<b>"', '{{ receiver.name }}'],
  ['{{ <span style="x">name</span> }}', 'error markup-in-tag "<span style=\\"x\\">"', '{{ name }}'],
  ['{{ recei\u200bver.name }}', 'error invisible-character "\u200b"', '{{ receiver.name }}'],
  ['&lt;% csrf_token %&gt;', 'warning escaped-delimiters "&lt;% csrf_token %&gt;"', '<% csrf_token %>'],
  [
    '&lt;%= x|default:&quot;y&quot; %&gt;',
    'warning escaped-delimiters "&lt;%= x|default:&quot;y&quot; %&gt;"',
    '<%= x|default:"y" %>',
  ],
  // operators
  ['{% if a && b %}y{% endif %}', 'error foreign-operator "&&"', '{% if a and b %}y{% endif %}'],
  ['{% if a||b %}y{% endif %}', 'error foreign-operator "||"', '{% if a or b %}y{% endif %}'],
  ['{% if !a %}y{% endif %}', 'error foreign-operator "!"', '{% if not a %}y{% endif %}'],
  ['{% if a AND b %}y{% endif %}', 'error foreign-operator "AND"', '{% if a and b %}y{% endif %}'],
  ['{% if a === b %}y{% endif %}', 'error foreign-operator "==="', '{% if a == b %}y{% endif %}'],
  ['{% if a <> b %}y{% endif %}', 'error foreign-operator "<>"', '{% if a != b %}y{% endif %}'],
  ['{% if a = b %}y{% endif %}', 'error equals-in-condition "="', '{% if a == b %}y{% endif %}'],
  ['{% if a="b" %}y{% endif %}', 'error equals-in-condition "="', '{% if a == "b" %}y{% endif %}'],
  ['{% if a>=b %}y{% endif %}', 'error operator-spaces ">="', '{% if a >= b %}y{% endif %}'],
  ['{% if a == true %}y{% endif %}', 'warning foreign-constant "true"', '{% if a == True %}y{% endif %}'],
  ['{% if a != null %}y{% endif %}', 'warning foreign-constant "null"', '{% if a != None %}y{% endif %}'],
  ['{% if a is nil %}y{% endif %}', 'warning foreign-constant "nil"', '{% if a is None %}y{% endif %}'],
  ['{% if a: %}y{% endif %}', 'error unexpected-text ":"', '{% if a %}y{% endif %}'],
  // filters and values
  ['{{ x|default: "y" }}', 'error space-at-colon ": "', '{{ x|default:"y" }}'],
  ['{{ x | default : "y" }}', 'error space-at-colon " : "', '{{ x | default:"y" }}'],
  ["{{ x | default('y') }}", 'error call-syntax "(\'y\')"', "{{ x | default:'y' }}"],
  ['{{ x|upper() }}', 'error call-syntax "()"', '{{ x|upper }}'],
  [
    '{% for k, v in x.items() %}y{% endfor %}',
    'error call-syntax "()"',
    '{% for k, v in x.items %}y{% endfor %}',
  ],
  ['{{ x[0] }}', 'error subscript "[0]"', '{{ x.0 }}'],
  ['{{ x["name"].y }}', 'error subscript "[\\"name\\"]"', '{{ x.name.y }}'],
  ['{{ a + b }}', 'error arithmetic " + "', '{{ a|add:b }}'],
  ['{{ deal.value * 2 }}', 'error arithmetic " * "', '{{ deal.value|mul:2 }}'],
  ['{{ a - b - 1 }}', 'error arithmetic " - "', '{{ a|sub:b|sub:1 }}'],
  ['{% if a + 1 > b %}y{% endif %}', 'error arithmetic " + "', '{% if a|add:1 > b %}y{% endif %}'],
  ['{{ x ? "a" : y }}', 'error ternary "?"', '{% if x %}{{ "a" }}{% else %}{{ y }}{% endif %}'],
  ['<%= x ? y : z %>', 'error ternary "?"', '<% if x %><%= y %><% else %><%= z %><% endif %>'],
  ['{{ a or "b" }}', 'error or-in-output "or"', '{{ a|default:"b" }}'],
  ['{{ a || "b" }}', 'error or-in-output "||"', '{{ a|default:"b" }}'],
  ['{{ a.. }}', 'error empty-name "a.."', '{{ a }}'],
  ['{{ x|default:"y }}', 'error unclosed-string "\\"y"', '{{ x|default:"y" }}'],
  ['{{{ x }}}', 'error triple-braces "{{{ x }}}"', '{{ x|safe }}'],
  ['<%- x %>', 'error unescaped-output "<%- x %>"', '<%= x|safe %>'],
  ['<%== x %>', 'error unescaped-output "<%== x %>"', '<%= x|safe %>'],
  // loops and arguments
  ['{% for x of xs %}y{% endfor %}', 'error loop-of "of"', '{% for x in xs %}y{% endfor %}'],
  ['{% for a b in xs %}y{% endfor %}', 'error missing-comma "a"', '{% for a, b in xs %}y{% endfor %}'],
  ['{% for x in xs: %}y{% endfor %}', 'error unexpected-text ":"', '{% for x in xs %}y{% endfor %}'],
  [
    '{% deals count=5, order=1 as d %}',
    'error comma-between-arguments ", "',
    '{% deals count=5 order=1 as d %}',
  ],
  ['{% deals count = 5 as d %}', 'error spaces-at-equals " = "', '{% deals count=5 as d %}'],
  ['{% deals as d count=5 %}', 'error after-last-clause "count=5"', '{% deals count=5 as d %}'],
  ['{% deals filter_byy as d %}', 'error surplus-argument "filter_byy"', '{% deals filter_by as d %}'],
  [
    '{% autoescape of %}y{% endautoescape %}',
    'error invalid-word "of"',
    '{% autoescape on %}y{% endautoescape %}',
  ],
  ['{% block a b %}y{% endblock %}', 'error surplus-word "b"', '{% block a %}y{% endblock %}'],
  // tags
  ['{% if a %}{% elsif b %}{% endif %}', 'error foreign-branch "elsif"', '{% if a %}{% elif b %}{% endif %}'],
  [
    '{% if a %}{% elseif b %}{% endif %}',
    'error foreign-branch "elseif"',
    '{% if a %}{% elif b %}{% endif %}',
  ],
  [
    '{% if a %}{% else if b %}{% endif %}',
    'error foreign-branch "else if"',
    '{% if a %}{% elif b %}{% endif %}',
  ],
  ['{% if a %}y{% end %}', 'error foreign-end "end"', '{% if a %}y{% endif %}'],
  [
    '{% assign a = b | upper %}{{ a }}',
    'error foreign-assignment "assign"',
    '{% with a=b|upper %}{{ a }}{% endwith %}',
  ],
  [
    '{% if x %}{% set a = 1 %}{{ a }}{% endif %}',
    'error foreign-assignment "set"',
    '{% if x %}{% with a=1 %}{{ a }}{% endwith %}{% endif %}',
  ],
  ['{{#if x}}a{{else}}b{{/if}}', 'error handlebars-block "{{#if x}}"', '{% if x %}a{% else %}b{% endif %}'],
  ['{{#unless x}}a{{/unless}}', 'error handlebars-block "{{#unless x}}"', '{% if not x %}a{% endif %}'],
  [
    '{{#each xs}}{{this.name}}{{/each}}',
    'error handlebars-block "{{#each xs}}"',
    '{% for this in xs %}{{this.name}}{% endfor %}',
  ],
  ['Hi *|FNAME|*', 'warning merge-tag "*|FNAME|*"', 'Hi {{ receiver.first_name }}'],
  ['{% fro x in xs %}y{% endfor %}', 'error unknown-tag "fro"', '{% for x in xs %}y{% endfor %}'],
  ['{% fi x %}y{% endfi %}', 'error unknown-tag "fi"', '{% if x %}y{% endif %}'],
  ['{% for x in xs %}y{% endfro %}', 'error unknown-tag "endfro"', '{% for x in xs %}y{% endfor %}'],
  ['{% if x %}a{% esle %}b{% endif %}', 'error unknown-tag "esle"', '{% if x %}a{% else %}b{% endif %}'],
  ['a{% %}b', 'error empty-tag "{% %}"', 'ab'],
  ['a{{ }}b', 'error empty-output "{{ }}"', 'ab'],
  // nesting
  ['{% if x %}y', 'error unclosed-block "{% if x %}"', '{% if x %}y{% endif %}'],
  [
    '{% if x %}{% for y in z %}{% endif %}',
    'error unclosed-block "{% for y in z %}"',
    '{% if x %}{% for y in z %}{% endfor %}{% endif %}',
  ],
  [
    '{% if x %}{% for y in z %}{% endif %}{% endfor %}',
    'error unclosed-block "{% for y in z %}"',
    '{% if x %}{% for y in z %}{% endfor %}{% endif %}',
  ],
  ['a{% endfor %}b', 'error stray-end "{% endfor %}"', 'ab'],
  ['{% else %}', 'error misplaced-branch "{% else %}"', ''],
  [
    '{% if x %}a{% empty %}b{% endif %}',
    'error misplaced-branch "{% empty %}"',
    '{% if x %}a{% else %}b{% endif %}',
  ],
  [
    '{% for x in y %}a{% else %}b{% endfor %}',
    'error misplaced-branch "{% else %}"',
    '{% for x in y %}a{% empty %}b{% endfor %}',
  ],
  [
    '{% if x %}a{% else %}b{% else %}c{% endif %}',
    'error branch-after-last "{% else %}"',
    '{% if x %}a{% else %}bc{% endif %}',
  ],
  [
    '{% if x %}a{% else %}b{% elif y %}c{% endif %}',
    'error branch-after-last "{% elif y %}"',
    '{% if x %}a{% else %}bc{% endif %}',
  ],
  ['{% block a %}y{% endblock b %}', 'error end-label "b"', '{% block a %}y{% endblock a %}'],
  ['{% if x %}y{% endif x %}', 'warning ignored-text "x"', '{% if x %}y{% endif %}'],
  ['{% spaceless x %}y{% endspaceless %}', 'error unexpected-text "x"', '{% spaceless %}y{% endspaceless %}'],
  ['{% comment %}y', 'error unclosed-block "{% comment %}"', '{% comment %}y{% endcomment %}'],
  ['{% verbatim a %}y', 'error unclosed-block "{% verbatim a %}"', '{% verbatim a %}y{% endverbatim a %}'],
  // delimiters
  ['{{ x }', 'warning unclosed-delimiter "{{"', '{{ x }}'],
  ['{{ x %}', 'warning unclosed-delimiter "{{"', '{{ x %}'.replace('%}', '}}')],
];

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
