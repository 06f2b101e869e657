import type { Expression, Header } from '../../syntax/ast.js';
import { SafeText } from '../../values/safe-text.js';
import { toText } from '../../values/text.js';
import { PENDING } from '../../values/value.js';
import { markedUpAs } from '../filters/conditional-escape.js';
import { headerOf } from '../headers.js';
import type { Pass } from '../pass.js';
import { defineTag } from '../tag.js';

export const filterTag = defineTag({
  name: 'filter',
  library: 'built-in',
  doc: 'Sends the text of its body through a chain of filters. The filters escape and safe are not permitted here: use autoescape. In a chat channel the body is plain text, without markup.',
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
    const { contextual, markup } = compiler.site;
    const printed = () => compiler.body(tag.branches[0]?.body ?? []);
    if (markup !== undefined) {
      // A filter could cut an escape in two: its body is plain text, and escaped when the filters have run.
      const plain = compiler.escaping(false, printed);
      return compiler.print(compiler.filtered(chainOf(tag.header), plain));
    }
    const body = printed();
    const encoding = markedUpAs(compiler.site);
    const kept = (pass: Pass): SafeText => new SafeText(body(pass), encoding);
    const filtered = compiler.filtered(chainOf(tag.header), kept);
    if (contextual) {
      return compiler.print((pass) => {
        const value = filtered(pass);
        if (value === PENDING || (value instanceof SafeText && value.encoding === 'url')) return value;
        return new SafeText(toText(value, pass), encoding);
      });
    }
    return (pass) => {
      const value = filtered(pass);
      return value === PENDING ? '' : toText(value, pass);
    };
  },
});

const chainOf = (header: Header): Expression => headerOf(header, 'filters').expression;
