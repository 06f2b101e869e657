import { wordsOf } from '../headers.js';
import { defineTag } from '../tag.js';

export const autoescapeTag = defineTag({
  name: 'autoescape',
  library: 'built-in',
  doc: 'Turns escaping on or off for its body, and for what the body includes.',
  example: {
    template: '{% autoescape off %}{{ html }}{% endautoescape %} {{ html }}',
    context: { html: '<b>' },
    result: '<b> &lt;b&gt;',
  },
  header: { shape: 'words', min: 1, max: 1, choices: ['on', 'off'], means: 'on or off' },
  body: {},
  prints: false,
  captures: false,
  check(tag, checker) {
    if (wordsOf(tag.header)[0]?.text === 'off' && !checker.allows('tag', 'autoescape off')) {
      checker.report('not-allowed', { what: 'autoescape off' }, tag.open);
    }
  },
  compile: (tag, compiler) =>
    compiler.escaping(wordsOf(tag.header)[0]?.text === 'on', () =>
      compiler.body(tag.branches[0]?.body ?? []),
    ),
});
