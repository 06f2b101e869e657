import { asName, clauseOf, headerOf, positional } from '../../language/headers.js';
import { below } from '../../language/tags/regroup.js';
import type { NamedArgument, Tag } from '../../syntax/ast.js';
import { evaluated, readText } from './expressions.js';
import { bindingsOf, bindResults } from './headers.js';
import { type MadePart, made, nothing, type Part, type Value } from './values.js';
import type { Walk } from './walk.js';

export function walkWith(tag: Tag, walk: Walk): void {
  const alias = asName(tag.header);
  const { named } = headerOf(tag.header, 'arguments');
  const bindings: readonly NamedArgument[] =
    alias === undefined
      ? named
      : [{ start: alias.start, end: alias.end, name: alias, value: positional(tag.header, 0) }];
  bound(bindings, walk, () => walk.nodes(tag.branches[0]?.body));
}

/** Runs with names for values, all of which are taken before the first name is set. */
function bound(bindings: readonly NamedArgument[], walk: Walk, run: () => void): void {
  const values = bindings.map(({ name, value }) => (value ? evaluated(value, walk) : walk.named(name.text)));
  walk.scope.inside(() => {
    for (const [index, { name }] of bindings.entries()) walk.scope.bind(name.text, values[index] ?? nothing);
    run();
  });
}

export function walkBlocktranslate(tag: Tag, walk: Walk): void {
  readText(clauseOf(tag.header, 'context', 'expression')?.expression, walk);
  bound(bindingsOf(tag, 'with'), walk, () =>
    bound(bindingsOf(tag, 'count'), walk, () => {
      for (const { value } of bindingsOf(tag, 'count')) readText(value, walk);
      for (const { body } of tag.branches) walk.nodes(body);
    }),
  );
  bindResults(tag, walk);
}

const groups = new WeakMap<Walk, Map<Tag, MadePart>>();

export function walkRegroup(tag: Tag, walk: Walk): void {
  const { reading, scope } = walk;
  const list = evaluated(positional(tag.header, 0), walk);
  const name = asName(tag.header);
  const by = clauseOf(tag.header, 'by', 'expression')?.expression;
  if (name === undefined || by === undefined) return;
  const each = reading.elements(list);
  let key: Value = nothing;
  scope.inside(() => {
    scope.bind(name.text, each);
    key = evaluated(below(name, by), walk);
    walk.at(by, () => reading.text(key));
  });
  scope.bind(name.text, new Set<Part>([grouped(tag, key, each, walk)]));
}

/** The list of groups: one for each use, which grows. */
function grouped(tag: Tag, key: Value, each: Value, walk: Walk): MadePart {
  const known = groups.get(walk) ?? new Map<Tag, MadePart>();
  groups.set(walk, known);
  let list = known.get(tag);
  if (list === undefined) {
    const grouper = new Set<Part>();
    const items = made();
    const members = new Set<Part>([items]);
    const group = made(
      new Map([
        ['grouper', grouper],
        ['0', grouper],
        ['list', members],
        ['1', members],
      ]),
    );
    group.elements.add(items);
    list = made();
    list.elements.add(group);
    known.set(tag, list);
  }
  const [group] = list.elements;
  if (group?.kind !== 'made') return list;
  const [items] = group.members.get('list') ?? [];
  for (const part of key) {
    group.members.get('grouper')?.add(part);
    group.elements.add(part);
  }
  if (items?.kind === 'made') for (const part of each) items.elements.add(part);
  return list;
}
