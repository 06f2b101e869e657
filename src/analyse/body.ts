import { resolveTemplateName } from '../language/template-name.js';
import type { Expression, Node, Output, Tag } from '../syntax/ast.js';
import {
  type Composable,
  type ComposableLibrary,
  type Composed,
  composed,
  printedNodes,
} from './composition.js';

/** One definition of a block, and the template that it stands in. */
export interface Version<T> {
  readonly tag: Tag;
  readonly parsed: T;
}

/** The blocks of a template and of those that extend it, by name, the most derived first. */
export type Versions<T> = ReadonlyMap<string, readonly Version<T>[]>;

/** A piece of a template as it is printed. */
export interface Body<T> {
  readonly parsed: T;
  readonly nodes: readonly Node[];
  readonly blocks: Versions<T>;
  /** The block that it is, and which of its versions: what `block.super` counts from. */
  readonly block?: { readonly name: string; readonly level: number };
}

/** A template as it is printed, up to its `extends`, whose parent goes on. */
export function bodyOf<T extends Composable>(parsed: T, derived: Versions<T> = new Map()): Body<T> {
  return { parsed, nodes: printedNodes(parsed.template), blocks: withDerived(parsed, derived) };
}

/** The same with what stands over each block: of a whole template nothing does. */
export function composedOf<T extends Composable>({ parsed, nodes, blocks, block }: Body<T>): Composed<T> {
  if (block === undefined) return composed(parsed);
  const over = [...blocks].flatMap(([name, [first]]) =>
    first === undefined ? [] : [[name, first] as const],
  );
  return { parsed, nodes, blocks: new Map(over) };
}

/** The blocks of a template under those of the templates that extend it. */
export function withDerived<T extends Composable>(parsed: T, derived: Versions<T>): Versions<T> {
  const blocks = new Map<string, readonly Version<T>[]>(
    [...parsed.blocks].map(([name, tag]) => [name, [{ tag, parsed }]]),
  );
  for (const [name, over] of derived) blocks.set(name, [...over, ...(blocks.get(name) ?? [])]);
  return blocks;
}

/** `block.super`, as an output of its own. */
export const isSuper = (node: Output): boolean =>
  node.expression.kind === 'variable' &&
  node.expression.path.map(({ text }) => text).join('.') === 'block.super';

/** The template that a tag names in quotes, where it is there. */
export function literalTemplate<T extends Composable>(
  name: Expression,
  from: T,
  library: ComposableLibrary<T>,
): T | undefined {
  if (name.kind !== 'string') return undefined;
  const target = resolveTemplateName(name.value, from.template.source.name);
  const found = target === undefined ? null : library.get(target);
  return found === null || found === 'unread' ? undefined : found;
}
