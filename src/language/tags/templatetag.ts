import { wordsOf } from '../headers.js';
import { defineTag } from '../tag.js';

const delimiters = {
  openblock: '{%',
  closeblock: '%}',
  openvariable: '{{',
  closevariable: '}}',
  openbrace: '{',
  closebrace: '}',
  opencomment: '{#',
  closecomment: '#}',
} as const;

export const templatetagTag = defineTag({
  name: 'templatetag',
  library: 'built-in',
  doc: 'Prints a delimiter: openblock, closeblock, openvariable, closevariable, openbrace, closebrace, opencomment or closecomment.',
  example: {
    template: '{% templatetag openvariable %} name {% templatetag closevariable %}',
    result: '{{ name }}',
  },
  header: { shape: 'words', min: 1, max: 1, choices: Object.keys(delimiters), means: 'delimiter' },
  prints: true,
  captures: false,
  compile(tag, compiler) {
    const name = wordsOf(tag.header)[0]?.text ?? '';
    const text = Object.hasOwn(delimiters, name) ? delimiters[name as keyof typeof delimiters] : '';
    return compiler.printText(() => text);
  },
});
