import { argumentsOf } from '../headers.js';
import { literalOf } from '../literals.js';
import { defineTag } from '../tag.js';

export const skipTag = defineTag({
  name: 'skip',
  library: 'snippetry',
  doc: 'Ends the message for this receiver: nothing is sent, and the outcome is skipped, with the reason that is given. Does nothing while data is on its way.',
  example: {
    template: '{% if not orders %}{% skip "no orders" %}{% endif %}Your orders: {{ orders|length }}',
    context: { orders: [1] },
    result: 'Your orders: 1',
  },
  header: { shape: 'arguments', positional: { names: ['reason'], min: 0 }, named: 'none' },
  prints: false,
  captures: false,
  steers: () => true,
  compile(tag, compiler) {
    const [given] = argumentsOf(tag.header).positional;
    const reason = String((given && literalOf(given)?.value) ?? '');
    const diagnostic = compiler.diagnose('skipped', { reason }, tag);
    return (pass) => {
      pass.skip(diagnostic);
      return '';
    };
  },
});
