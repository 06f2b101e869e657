import { nearest } from '../../diagnostics/nearest.js';
import { wordsOf } from '../headers.js';
import { defineTag } from '../tag.js';

/** The libraries of Django whose tags and filters are always there, or have no meaning in a message. */
const libraries: ReadonlySet<string> = new Set(['humanize', 'i18n', 'l10n', 'tz', 'static', 'cache']);

export const loadTag = defineTag({
  name: 'load',
  library: 'built-in',
  doc: 'Accepted so that Django templates run: the libraries humanize, i18n, l10n and tz are always loaded, and so is what the engine was given.',
  example: { template: '{% load humanize %}{{ n|intcomma }}', context: { n: 4500 }, result: '4,500' },
  header: { shape: 'words', min: 0, max: 1000, means: 'library' },
  prints: false,
  captures: false,
  check(tag, checker) {
    const words = wordsOf(tag.header);
    const from = words.findIndex((word) => word.text === 'from');
    for (const word of from < 0 ? words : words.slice(from + 1)) {
      if (libraries.has(word.text)) continue;
      const near = nearest(word.text, libraries);
      const all = words.length === 1 ? tag.open : word;
      const fix = [near === undefined ? { range: all, text: '' } : { range: word, text: near }];
      checker.report('unknown-library', { name: word.text, nearest: near }, word, { fix });
    }
  },
  compile: () => () => '',
});
