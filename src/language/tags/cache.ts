import { defineTag } from '../tag.js';

export const cacheTag = defineTag({
  name: 'cache',
  library: 'cache',
  doc: "Prints its body. Nothing is kept from one message to the next: what is one receiver's own must not reach another.",
  example: {
    template: '{% cache 500 sidebar user.id %}{{ x }}{% endcache %}',
    context: { x: 1 },
    result: '1',
  },
  header: {
    shape: 'arguments',
    positional: { names: ['timeout', 'name', 'vary'], min: 2, rest: true },
    named: 'any',
  },
  body: {},
  prints: false,
  captures: false,
  compile: (tag, compiler) => compiler.body(tag.branches[0]?.body ?? []),
});
