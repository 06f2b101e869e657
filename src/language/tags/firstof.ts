import { truthy } from '../../values/truth.js';
import { PENDING } from '../../values/value.js';
import { bindsName, printOrBind } from '../bindings.js';
import { argumentsOf } from '../headers.js';
import { defineTag } from '../tag.js';

export const firstofTag = defineTag({
  name: 'firstof',
  library: 'built-in',
  doc: 'Prints the first of its values that is true, nothing where none is. With as NAME the text is kept under that name instead.',
  example: {
    template: 'Dear {% firstof first_name company "customer" %}',
    context: { company: 'Acme' },
    result: 'Dear Acme',
  },
  header: {
    shape: 'arguments',
    positional: { names: ['value'], min: 1, rest: true },
    named: 'none',
    clauses: { as: { takes: 'name', last: true } },
  },
  binds: bindsName,
  prints: true,
  captures: false,
  compile(tag, compiler) {
    const values = argumentsOf(tag.header).positional.map((value) => compiler.value(value, 'test'));
    return printOrBind(tag, compiler, (pass) => {
      for (const value of values) {
        const found = value(pass);
        if (found === PENDING || truthy(found)) return found;
      }
      return '';
    });
  },
});
