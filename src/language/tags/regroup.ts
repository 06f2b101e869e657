import type { Expression, Word } from '../../syntax/ast.js';
import { equals } from '../../values/compare.js';
import { NamedTuple } from '../../values/members.js';
import { PENDING, type Value } from '../../values/value.js';
import { asName, clauseOf, positional } from '../headers.js';
import { elementsOf } from '../loop.js';
import { RenderFailure } from '../pass.js';
import { defineTag } from '../tag.js';

export const regroupTag = defineTag({
  name: 'regroup',
  library: 'built-in',
  doc: 'Binds a list of groups: neighbours of a list that share an attribute. Each group has grouper, the value shared, and list. Sort the list first.',
  example: {
    template:
      '{% regroup orders by city as groups %}{% for city, orders in groups %}{{ city }}: {{ orders|length }} {% endfor %}',
    context: { orders: [{ city: 'Gdynia' }, { city: 'Gdynia' }, { city: 'Sopot' }] },
    result: 'Gdynia: 2 Sopot: 1 ',
  },
  header: {
    shape: 'arguments',
    positional: { names: ['list'], min: 1 },
    named: 'none',
    clauses: {
      by: { takes: 'expression', required: true },
      as: { takes: 'name', required: true, last: true },
    },
  },
  binds: (tag) => {
    const name = asName(tag.header);
    const value = positional(tag.header, 0);
    return name ? [{ name: name.text, range: name, reach: 'rest', value }] : [];
  },
  prints: false,
  captures: false,
  compile(tag, compiler) {
    const list = compiler.value(positional(tag.header, 0), 'test');
    const name = asName(tag.header) ?? { text: '', start: tag.start, end: tag.start };
    const slot = compiler.bind(name.text);
    const by = clauseOf(tag.header, 'by', 'expression')?.expression;
    // As in Django, the element stands under the group's own name while its key is worked out.
    const key = by === undefined ? () => undefined : compiler.value(below(name, by), 'test');
    const refused = compiler.diagnose('not-iterable', {}, positional(tag.header, 0));
    const refuse = (): never => {
      throw new RenderFailure(() => refused, refused.message);
    };
    return (pass) => {
      const value = list(pass);
      const elements = value === PENDING ? undefined : (elementsOf(value) ?? refuse());
      if (elements === undefined) {
        pass.slots[slot] = PENDING;
        return '';
      }
      pass.charge(elements.length);
      const keys = elements.map((element) => {
        pass.slots[slot] = element;
        return key(pass);
      });
      pass.slots[slot] = keys.includes(PENDING) ? PENDING : grouped(elements, keys);
      return '';
    };
  },
});

function grouped(elements: readonly Value[], keys: readonly Value[]): readonly Value[] {
  const groups: { readonly key: Value; readonly list: Value[] }[] = [];
  for (const [index, element] of elements.entries()) {
    const last = groups[groups.length - 1];
    if (last !== undefined && equals(last.key, keys[index])) last.list.push(element);
    else groups.push({ key: keys[index], list: [element] });
  }
  return groups.map(({ key, list }) => new NamedTuple(['grouper', 'list'], [key, list]));
}

/** The expression with its path below `name`: `city|lower` becomes `groups.city|lower`. */
export function below(name: Word, expression: Expression): Expression {
  if (expression.kind === 'filtered') return { ...expression, input: below(name, expression.input) };
  if (expression.kind === 'variable') return { ...expression, path: [name, ...expression.path] };
  if (expression.kind !== 'number') return expression;
  const index = { text: expression.text, start: expression.start, end: expression.end };
  return { kind: 'variable', start: expression.start, end: expression.end, path: [name, index] };
}
