import type { Reads } from '../../data/reads.js';
import { clauseOf } from '../../language/headers.js';
import type { ArgumentsHeader, Expression, Header, NamedArgument, Tag } from '../../syntax/ast.js';
import { readCondition, readText } from './expressions.js';
import type { Walk } from './walk.js';

/** Reads all the expressions of a header as texts. */
export function readHeader(header: Header, walk: Walk): void {
  if (header.shape === 'arguments') for (const one of expressionsOf(header)) readText(one, walk);
  else if (header.shape === 'filters') readText(header.expression, walk);
  else if (header.shape === 'condition') readCondition(header.condition, walk);
  else if (header.shape === 'loop') readText(header.iterable, walk);
}

const expressionsOf = ({ positional, named, clauses }: ArgumentsHeader): readonly Expression[] => [
  ...positional,
  ...named.flatMap(({ value }) => value ?? []),
  ...clauses.flatMap((clause) => {
    if (clause.kind === 'expression') return clause.expression;
    return clause.kind === 'bindings' ? clause.bindings.flatMap(({ value }) => value ?? []) : [];
  }),
];

const nothingMore: ReadonlySet<Reads> = new Set();

/** What a tag leaves behind: a text of its own, or what it asks for. */
export function bindResults(tag: Tag, walk: Walk): void {
  for (const binding of walk.language.tags.get(tag.name)?.binds?.(tag) ?? []) {
    if (binding.data) walk.bindData(tag, binding);
    else if (binding.reach === 'rest')
      walk.scope.bind(binding.name, new Set([walk.dependence.worked(tag, nothingMore)]));
  }
}

/** `with a=b`, `count n=list|length`. */
export const bindingsOf = (tag: Tag, keyword: string): readonly NamedArgument[] =>
  clauseOf(tag.header, keyword, 'bindings')?.bindings ?? [];
