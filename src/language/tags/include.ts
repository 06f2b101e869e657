import { PENDING } from '../../values/value.js';
import { argumentsOf, clauseOf, hasFlag, positional } from '../headers.js';
import { defineTag } from '../tag.js';
import { checkTemplateName } from '../template-name.js';

export const includeTag = defineTag({
  name: 'include',
  library: 'built-in',
  doc: 'Prints another template here. It sees every name of this place, and those given by with; with only, nothing else. Its name may be any expression.',
  example: {
    template: '{% include "row" with label="Tea" only %}',
    templates: { row: '{{ label }}: {{ price|default:"–" }}' },
    context: { price: 3 },
    result: 'Tea: –',
  },
  header: {
    shape: 'arguments',
    positional: { names: ['template'], min: 1 },
    named: 'none',
    clauses: { with: { takes: 'bindings' }, only: { takes: 'flag' } },
  },
  binds: () => [],
  prints: true,
  captures: false,
  check: checkTemplateName,
  compile(tag, compiler) {
    const template = compiler.template(positional(tag.header, 0));
    const bindings = clauseOf(tag.header, 'with', 'bindings')?.bindings ?? [];
    const values = bindings.map(({ value }) =>
      value === undefined ? () => undefined : compiler.value(value, 'argument'),
    );
    const isolated = hasFlag(tag.header, 'only');
    return compiler.scope(() => {
      const slots = bindings.map(({ name }) =>
        isolated ? compiler.slot(name.text) : compiler.bind(name.text),
      );
      return (pass) => {
        const emit = template(pass);
        if (emit === PENDING) return '';
        const taken = values.map((value) => value(pass));
        const outer = pass.slots;
        if (isolated) pass.slots = new Array(outer.length).fill(undefined);
        for (let i = 0; i < slots.length; i++) pass.slots[slots[i] as number] = taken[i];
        const out = pass.nested(emit);
        if (isolated) pass.slots = outer;
        return out;
      };
    });
  },
});

/** The template that a use names, where it is written out. */
export function literalName(tag: { readonly header: Parameters<typeof argumentsOf>[0] }): string | undefined {
  const name = argumentsOf(tag.header).positional[0];
  return name?.kind === 'string' ? name.value : undefined;
}
