import { defineTag } from '../tag.js';

export const verbatimTag = defineTag({
  name: 'verbatim',
  library: 'built-in',
  doc: 'Prints everything up to endverbatim as it stands, delimiters included. With a label, up to endverbatim with the same label.',
  example: { template: '{% verbatim %}{{ name }}{% endverbatim %}', result: '{{ name }}' },
  header: { shape: 'raw' },
  body: { raw: 'text' },
  prints: true,
  captures: false,
  compile: (tag, compiler) => compiler.body(tag.branches[0]?.body ?? []),
});
