import { defineTag } from '../tag.js';

export const commentTag = defineTag({
  name: 'comment',
  library: 'built-in',
  doc: 'Drops everything up to endcomment, tags and all. A note may stand in the opening tag.',
  example: { template: 'a{% comment "why" %}{% not a tag %}{% endcomment %}b', result: 'ab' },
  header: { shape: 'raw' },
  body: { raw: 'skip' },
  prints: false,
  captures: false,
  compile: () => () => '',
});
