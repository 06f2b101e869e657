import { formatDate } from '../../values/date-format.js';
import { toText } from '../../values/text.js';
import { PENDING } from '../../values/value.js';
import { bindsName } from '../bindings.js';
import { wantsDateFormat } from '../filters/literal-arguments.js';
import { asName, positional } from '../headers.js';
import { defineTag } from '../tag.js';

export const nowTag = defineTag({
  name: 'now',
  library: 'built-in',
  doc: 'The current date and time in the format that its argument gives, as for the date filter; "" is how the language writes dates. With as NAME it is kept under that name instead of printed. The clock stands still for a whole render.',
  example: { template: '{% now "Y-m-d" %}', now: '2025-06-25T08:30:00Z', result: '2025-06-25' },
  header: {
    shape: 'arguments',
    positional: { names: ['format'], min: 1 },
    named: 'none',
    clauses: { as: { takes: 'name', last: true } },
  },
  binds: bindsName,
  prints: true,
  captures: false,
  check(tag, checker) {
    const format = positional(tag.header, 0);
    const wants = format.kind === 'string' ? wantsDateFormat(format.value) : undefined;
    if (wants !== undefined) checker.report('odd-argument', { name: 'now', wants }, format);
  },
  compile(tag, compiler) {
    const format = compiler.value(positional(tag.header, 0), 'argument');
    const name = asName(tag.header);
    const slot = name === undefined ? undefined : compiler.bind(name.text);
    return compiler.printText((pass) => {
      const value = format(pass);
      const text =
        value === PENDING ? PENDING : formatDate(pass.now, toText(value, pass) || 'DATE_FORMAT', pass);
      if (slot === undefined) return text === PENDING ? '' : text;
      pass.slots[slot] = text;
      return '';
    });
  },
});
