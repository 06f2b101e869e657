import type { Expression, Node, Tag } from '../../syntax/ast.js';
import { PENDING } from '../../values/value.js';
import { bindsName } from '../bindings.js';
import { argumentsOf, asName, hasFlag } from '../headers.js';
import { defineTag } from '../tag.js';

export const cycleTag = defineTag({
  name: 'cycle',
  library: 'built-in',
  doc: 'Prints the next of its values each time it is reached, and begins again after the last. With as NAME the value is a name too, and {% cycle NAME %} moves it on; silent prints nothing.',
  example: {
    template: '{% for i in list %}{% cycle "odd" "even" %} {% endfor %}',
    context: { list: [1, 2, 3] },
    result: 'odd even odd ',
  },
  header: {
    shape: 'arguments',
    positional: { names: ['value'], min: 1, rest: true },
    named: 'none',
    clauses: { as: { takes: 'name' }, silent: { takes: 'flag', last: true } },
  },
  binds: bindsName,
  prints: true,
  captures: false,
  steers: (tag) => referenceOf(tag) !== undefined,
  check(tag, checker) {
    const name = referenceOf(tag);
    if (name !== undefined && definitionOf(name, tag, checker.template.body) === undefined) {
      checker.report('unknown-cycle', { name }, tag.open);
    }
    const after = valueAfterName(tag);
    if (after !== undefined) {
      const text = checker.source.text.slice(after.start, after.end);
      checker.report('after-last-clause', { keyword: 'as …', text }, after);
    }
    if (hasFlag(tag.header, 'silent') && asName(tag.header) === undefined) {
      checker.report('silent-cycle-without-name', {}, tag.open);
    }
  },
  compile(tag, compiler) {
    const reference = referenceOf(tag);
    const definition = reference === undefined ? tag : (definitionOf(reference, tag, compiler.nodes) ?? tag);
    const values = argumentsOf(definition.header).positional.map((value) =>
      compiler.value(value, 'argument'),
    );
    const name = asName(definition.header);
    const slot = name === undefined ? undefined : compiler.bind(name.text, 'upward');
    const silent = hasFlag(definition.header, 'silent');
    return compiler.print((pass) => {
      const turn = pass.memory(definition, () => ({ next: 0 }));
      const value = values[turn.next]?.(pass);
      turn.next = (turn.next + 1) % values.length;
      if (slot !== undefined) pass.slots[slot] = value === PENDING ? PENDING : value;
      return silent ? '' : value;
    });
  },
});

/** A value behind `as name`, where only `silent` may stand: it would be read as one of the values. */
function valueAfterName(tag: Tag): Expression | undefined {
  const name = asName(tag.header);
  return name && argumentsOf(tag.header).positional.find((value) => value.start > name.start);
}

/** The name in `{% cycle name %}`, which moves on a cycle defined earlier. */
function referenceOf(tag: Tag): string | undefined {
  const { positional, clauses } = argumentsOf(tag.header);
  const [only] = positional;
  if (positional.length !== 1 || clauses.length > 0 || only?.kind !== 'variable') return undefined;
  return only.path.length === 1 ? only.path[0].text : undefined;
}

/** The last `{% cycle … as name %}` that stands before `use`. */
function definitionOf(name: string, use: Tag, nodes: readonly Node[]): Tag | undefined {
  let found: Tag | undefined;
  for (const node of nodes) {
    if (node.kind !== 'tag' || node.start >= use.start) continue;
    if (node.name === 'cycle' && asName(node.header)?.text === name) found = node;
    for (const branch of node.branches) found = definitionOf(name, use, branch.body) ?? found;
  }
  return found;
}
