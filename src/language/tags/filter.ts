import type { Expression, Header } from '../../syntax/ast.js';
import { SafeText } from '../../values/safe-text.js';
import { toText } from '../../values/text.js';
import { PENDING } from '../../values/value.js';
import { headerOf } from '../headers.js';
import { defineTag } from '../tag.js';

export const filterTag = defineTag({
  name: 'filter',
  library: 'built-in',
  doc: 'Sends the text of its body through a chain of filters. The filters escape and safe are not permitted here: use autoescape.',
  example: {
    template: '{% filter force_escape|lower %}Tea & {{ what }}{% endfilter %}',
    context: { what: 'MILK' },
    result: 'tea &amp; milk',
  },
  header: { shape: 'filters' },
  body: {},
  prints: true,
  captures: true,
  check(tag, checker) {
    for (let at = chainOf(tag.header); at.kind === 'filtered'; at = at.input) {
      const { text } = at.filter;
      if (text === 'escape' || text === 'safe')
        checker.report('filter-not-permitted', { name: text }, at.filter);
    }
  },
  compile(tag, compiler) {
    const body = compiler.body(tag.branches[0]?.body ?? []);
    const filtered = compiler.filtered(chainOf(tag.header), (pass) => new SafeText(body(pass)));
    return (pass) => {
      const value = filtered(pass);
      return value === PENDING ? '' : toText(value, pass);
    };
  },
});

const chainOf = (header: Header): Expression => headerOf(header, 'filters').expression;
