import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../src/index.js';
import { hostileValue } from '../contracts/channels/random-message.js';

/** In text, in quoted attributes and in elements without tags an e-mail has Django's escaping, to the character. */
const engine = new Engine({
  templates: {
    read: (name) =>
      ({ part: '<i title="{{ x }}">{{ x }}</i>', base: '<b>{% block a %}{{ x }}{% endblock %}</b>' })[name],
  },
});

const printed: readonly string[] = [
  '{{ x }}',
  '{{ x|escape }}',
  '{{ x|force_escape }}',
  '{{ x|force_escape|escape }}',
  '{{ x|safe }}',
  '{{ x|escapejs }}',
  '{{ x|urlencode }}',
  '{{ x|iriencode }}',
  '{{ x|upper }}',
  '{{ x|escape|lower }}',
  '{{ x|force_escape|upper }}',
  '{{ x|force_escape|truncatechars:4 }}',
  '{{ x|escape|cut:"&" }}',
  '{{ x|cut:"<" }}',
  '{{ x|default:"<i>" }}',
  '{{ x|add:"<i>" }}',
  '{{ x|escape|add:"<i>" }}',
  '{{ x|striptags }}',
  '{{ x|addslashes }}',
  '{{ xs|join:", " }}',
  '{{ xs|escapeseq|join:"<br>" }}',
  '{{ xs|safeseq|join:", " }}',
  '{{ xs|first }}',
  '{{ xs }}',
  '{{ n }}',
  '{{ missing }}',
  '{% firstof missing x %}',
  '{% firstof x as y %}{{ y }}{{ y|upper }}',
  '{% cycle x "a" as y %}{{ y }}',
  '{% autoescape off %}{{ x }}{% firstof x %}{% endautoescape %}',
  '{% with y=x|escape %}{{ y }}{% endwith %}',
  '{% translate "a <i>b</i>" %}',
  '{% blocktranslate %}a {{ x }}{% endblocktranslate %}',
];
/** What makes markup, which is markup in text alone. */
const marked: readonly string[] = [
  '{{ x|linebreaks }}',
  '{{ x|linebreaksbr }}',
  '{{ x|escape|linebreaks }}',
  '{{ x|force_escape|linebreaksbr }}',
  '{{ x|urlize }}',
  '{{ x|urlizetrunc:5 }}',
  '{{ x|linenumbers }}',
  '{{ xs|unordered_list }}',
  '{{ xs|json_script:"a" }}',
  '{{ x|linebreaks|upper }}',
  '{{ x|linebreaks|truncatechars_html:4 }}',
  '{% filter upper %}<b>{{ x }}</b>{% endfilter %}',
  '{% filter force_escape|lower %}<b>{{ x }}</b>{% endfilter %}',
  '{% filter linebreaks %}{{ x }}{% endfilter %}',
  '{% blocktranslate asvar y %}<b>{{ x }}</b>{% endblocktranslate %}{{ y }}',
  '{% translate "a <b>b</b>" as y %}{{ y }}',
  '{% spaceless %}<p> {{ x }} </p> <b> </b>{% endspaceless %}',
  '{% include "part" %}',
  '{% include name %}',
];

const piece = fc.oneof(
  fc.constantFrom(...printed),
  fc.constantFrom(...marked),
  fc.constantFrom(...printed).map((one) => `<p title="${one}">a</p>`),
  fc.constantFrom(...printed).map((one) => `<p class='b ${one} c'>a</p>`),
  fc.constantFrom(...printed).map((one) => `<title>${one}</title>`),
  fc.constantFrom(...printed, ...marked).map((one) => `{% if yes %}<p>${one}{% else %}<b>{% endif %}`),
);
const body = fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
const template = fc.oneof(
  body,
  body.map(
    (one) => `{% extends "base" %}{% block a %}${one}{{ block.super }}{{ block.super|upper }}{% endblock %}`,
  ),
);

describe('the channels email and html', () => {
  test('print the same where Django escapes for the place', () => {
    fc.assert(
      fc.property(template, hostileValue, fc.array(hostileValue, { maxLength: 3 }), (text, x, xs) => {
        const context = { x, xs, n: -1.5, yes: true, name: 'part' };
        const render = (channel: string) => engine.compile(text, { channel }).renderSync(context);
        expect(render('email')).toBe(render('html'));
      }),
      { numRuns: process.env.HEAVY === '1' ? 10_000 : 500 },
    );
  });
});
