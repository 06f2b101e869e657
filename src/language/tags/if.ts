import { PENDING } from '../../values/value.js';
import { conditionOf } from '../headers.js';
import { defineTag } from '../tag.js';

export const ifTag = defineTag({
  name: 'if',
  library: 'built-in',
  doc: 'Prints the first branch whose condition is true. Operators, loosest first: or, and, not, in, then == != < > <= >= is. While a condition waits for data no branch is taken.',
  example: {
    template:
      '{% if plan == "Pro" and not trial %}Welcome back{% elif trial %}Hello{% else %}Join us{% endif %}',
    context: { plan: 'Pro', trial: false },
    result: 'Welcome back',
  },
  header: { shape: 'condition' },
  body: {
    branches: [
      { name: 'elif', header: { shape: 'condition' }, repeats: true },
      { name: 'else', header: { shape: 'none' }, last: true },
    ],
  },
  prints: false,
  captures: false,
  compile(tag, compiler) {
    const branches = tag.branches.map((branch) => ({
      test: branch.header.shape === 'condition' ? compiler.test(conditionOf(branch.header)) : () => true,
      body: compiler.body(branch.body),
    }));
    const [first, second] = branches;
    if (first === undefined) return () => '';
    if (second === undefined) {
      const { test, body } = first;
      return (pass) => (test(pass) === true ? body(pass) : '');
    }
    return (pass) => {
      for (const { test, body } of branches) {
        const answer = test(pass);
        if (answer === true) return body(pass);
        if (answer === PENDING) return '';
      }
      return '';
    };
  },
});
