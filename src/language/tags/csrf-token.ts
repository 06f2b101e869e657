import { defineTag } from '../tag.js';

export const csrfTokenTag = defineTag({
  name: 'csrf_token',
  library: 'built-in',
  doc: 'Prints nothing: a message has no form to protect. It is there so that templates which use it run.',
  example: { template: 'a{% csrf_token %}b', result: 'ab' },
  header: { shape: 'none' },
  prints: false,
  captures: false,
  compile: () => () => '',
});
