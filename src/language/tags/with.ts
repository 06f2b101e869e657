import type { NamedArgument, Tag } from '../../syntax/ast.js';
import { argumentsOf, asName, positional } from '../headers.js';
import { defineTag } from '../tag.js';

/** `with a=1 b=x` and the older `with x as a`, as one list. */
function bindingsOf(tag: Tag): readonly NamedArgument[] {
  const alias = asName(tag.header);
  if (alias === undefined) return argumentsOf(tag.header).named;
  const value = positional(tag.header, 0);
  return [{ start: value.start, end: alias.end, name: alias, value }];
}

export const withTag = defineTag({
  name: 'with',
  library: 'built-in',
  doc: 'Gives values short names for the length of its body. All values are taken before the first name is set.',
  example: {
    template: '{% with total=order.total name="you" %}{{ name }}: {{ total }}{% endwith %}',
    context: { order: { total: 12 } },
    result: 'you: 12',
  },
  header: {
    shape: 'arguments',
    positional: { names: ['value'], min: 0 },
    named: 'any',
    clauses: { as: { takes: 'name' } },
  },
  body: {},
  binds: (tag) =>
    bindingsOf(tag).map(({ name, value }) => ({
      name: name.text,
      range: name,
      reach: 'body',
      ...(value && { value }),
    })),
  prints: false,
  captures: false,
  check(tag, checker) {
    const { named, positional: values } = argumentsOf(tag.header);
    const alias = asName(tag.header);
    const legacy = values.length === 1 && alias !== undefined && named.length === 0;
    const modern = values.length === 0 && alias === undefined && named.length > 0;
    if (!legacy && !modern) checker.report('with-arguments', {}, tag.open);
  },
  compile(tag, compiler) {
    const bindings = bindingsOf(tag);
    const values = bindings.map(({ name, value }) => compiler.value(value ?? variable(name), 'argument'));
    return compiler.scope(() => {
      const slots = bindings.map(({ name }) => compiler.bind(name.text));
      const body = compiler.body(tag.branches[0]?.body ?? []);
      const [slot] = slots;
      const [value] = values;
      if (slots.length === 1 && slot !== undefined && value !== undefined) {
        return (pass) => {
          pass.slots[slot] = value(pass);
          return body(pass);
        };
      }
      return (pass) => {
        const taken = values.map((one) => one(pass));
        for (let i = 0; i < slots.length; i++) pass.slots[slots[i] as number] = taken[i];
        return body(pass);
      };
    });
  },
});

const variable = (name: NamedArgument['name']) =>
  ({ kind: 'variable', path: [name], start: name.start, end: name.end }) as const;
