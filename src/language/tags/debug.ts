import { defineTag } from '../tag.js';

export const debugTag = defineTag({
  name: 'debug',
  library: 'built-in',
  doc: 'Prints nothing, as in Django when DEBUG is off: what a template has in scope is personal data. A traced render shows it to developers.',
  example: { template: 'a{% debug %}b', result: 'ab' },
  header: { shape: 'none' },
  prints: false,
  captures: false,
  compile: () => () => '',
});
