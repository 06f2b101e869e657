import { PENDING } from '../../values/value.js';
import { isPresent } from '../blank.js';
import { positional } from '../headers.js';
import { defineTag } from '../tag.js';

export const requireTag = defineTag({
  name: 'require',
  library: 'snippetry',
  doc: 'Skips the message for this receiver when a value is blank: missing, null, or a text without characters.',
  example: {
    template: '{% require receiver.email %}To {{ receiver.email }}',
    context: { receiver: { email: 'ann@example.com' } },
    result: 'To ann@example.com',
  },
  header: { shape: 'arguments', positional: { names: ['value'], min: 1 }, named: 'none' },
  prints: false,
  captures: false,
  steers: () => true,
  compile(tag, compiler) {
    const expression = positional(tag.header, 0);
    const evaluate = compiler.value(expression, 'test');
    const path = compiler.source.text.slice(expression.start, expression.end);
    const diagnostic = compiler.diagnose('skipped', { reason: `${path} is blank` }, tag);
    return (pass) => {
      const value = evaluate(pass);
      if (value !== PENDING && !isPresent(value)) pass.skip(diagnostic);
      return '';
    };
  },
});
