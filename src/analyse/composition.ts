import { wordsOf } from '../language/headers.js';
import { resolveTemplateName } from '../language/template-name.js';
import type { Node, Tag, Template } from '../syntax/ast.js';

/** What the composition needs of a template. */
export interface Composable {
  readonly name: string;
  readonly template: Template;
  readonly blocks: ReadonlyMap<string, Tag>;
}

export interface ComposableLibrary<T extends Composable> {
  get(name: string): T | null | 'unread';
}

/** A body of a template, with the blocks that stand over those in it. */
export interface Composed<T extends Composable> {
  readonly parsed: T;
  readonly nodes: readonly Node[];
  /** Of the templates that extend this one, the most derived of each name. */
  readonly blocks: ReadonlyMap<string, { readonly tag: Tag; readonly parsed: T }>;
}

/** What of a template is printed: it, up to its `extends`, whose parent goes on. */
export function printedNodes({ body }: Template): readonly Node[] {
  const extending = body.findIndex((node) => node.kind === 'tag' && node.name === 'extends');
  return extending < 0 ? body : body.slice(0, extending + 1);
}

/** A template as it is rendered. */
export function composed<T extends Composable>(
  parsed: T,
  blocks: Composed<T>['blocks'] = new Map(),
): Composed<T> {
  return { parsed, nodes: printedNodes(parsed.template), blocks };
}

/**
 * What `include`, `extends` or `block` prints in its place, where that is known before anything is rendered:
 * undefined for a name that is no literal, a template that is not there, a block that nobody overrides.
 */
export function behind<T extends Composable>(
  tag: Tag,
  { parsed, blocks }: Composed<T>,
  library: ComposableLibrary<T>,
): Composed<T> | undefined {
  if (tag.name === 'block') {
    const name = tag.header.shape === 'words' ? wordsOf(tag.header)[0]?.text : undefined;
    const over = name === undefined ? undefined : blocks.get(name);
    return over && { parsed: over.parsed, nodes: over.tag.branches[0]?.body ?? [], blocks };
  }
  const name = tag.header.shape === 'arguments' ? tag.header.positional[0] : undefined;
  if (name?.kind !== 'string') return undefined;
  const target = resolveTemplateName(name.value, parsed.template.source.name);
  const found = target === undefined ? null : library.get(target);
  if (found === null || found === 'unread') return undefined;
  if (tag.name === 'include') return composed(found);
  const own = [...parsed.blocks].map(([key, block]) => [key, { tag: block, parsed }] as const);
  return composed(found, new Map([...own, ...blocks]));
}
