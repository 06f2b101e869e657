import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import { hasFlag, wordsOf } from '../language/headers.js';
import { resolveTemplateName } from '../language/template-name.js';
import type { Node, Tag } from '../syntax/ast.js';
import { type Body, type Versions, withDerived } from './body.js';
import type { Composable, ComposableLibrary } from './composition.js';
import { keptName } from './tag-output.js';

/** A message as its templates lay it out (LANGUAGE §5): parts, and what runs before them. */
export interface MessageLayout<T extends Composable> {
  /** The template that was given first, its parent behind it, the root last. */
  readonly chain: readonly T[];
  /** The parts by name, those of the root first: each the block of the most derived template. */
  readonly parts: ReadonlyMap<string, Body<T>>;
  /** What stands at the top level, in the order in which it runs: that of a child before its parent's. */
  readonly tops: readonly Top<T>[];
}

/** The tags at the top level of one template, parts left out. */
export interface Top<T> {
  readonly parsed: T;
  readonly nodes: readonly Tag[];
}

/** The parts of every message; chat channels come on top by their names. */
export const mailParts = ['subject', 'preheader', 'html', 'text'] as const;

/** Whether a template is a message: it, or one that it extends, defines the part `subject`. */
export function isMessage<T extends Composable>(root: T, library: ComposableLibrary<T>): boolean {
  return chainOf(root, library).some(({ template }) =>
    template.body.some((node) => blockName(node) === 'subject'),
  );
}

/** @param names what parts may be called */
export function messageLayout<T extends Composable>(
  root: T,
  library: ComposableLibrary<T>,
  names: readonly string[],
): MessageLayout<T> {
  const chain = chainOf(root, library);
  const blocks = chain.reduce<Versions<T>>((derived, parsed) => withDerived(parsed, derived), new Map());
  const parts = new Map<string, Body<T>>();
  for (const { template } of [...chain].reverse()) {
    for (const node of template.body) {
      const name = blockName(node);
      const [version] = (name === undefined ? undefined : blocks.get(name)) ?? [];
      if (name === undefined || version === undefined || !names.includes(name) || parts.has(name)) continue;
      const nodes = version.tag.branches[0]?.body ?? [];
      parts.set(name, { parsed: version.parsed, nodes, blocks, block: { name, level: 0 } });
    }
  }
  const tops = chain.map((parsed) => ({
    parsed,
    nodes: parsed.template.body.filter(
      (node): node is Tag => node.kind === 'tag' && !composes.has(node.name),
    ),
  }));
  return { chain, parts, tops };
}

/** Tags of the top level that lay the message out and do not run. */
const composes: ReadonlySet<string> = new Set(['extends', 'block']);

function blockName(node: Node): string | undefined {
  if (node.kind !== 'tag' || node.name !== 'block' || node.header.shape !== 'words') return undefined;
  return wordsOf(node.header)[0]?.text;
}

const extendsOf = ({ template }: Composable): Tag | undefined =>
  template.body.find((node): node is Tag => node.kind === 'tag' && node.name === 'extends');

/** What the loader calls the parent, where it is named in quotes. */
function parentName({ header }: Tag, source: SourceText): string | undefined {
  const name = header.shape === 'arguments' ? header.positional[0] : undefined;
  return name?.kind === 'string' ? resolveTemplateName(name.value, source.name) : undefined;
}

/** As far as parents are named in quotes and are there. */
function chainOf<T extends Composable>(root: T, library: ComposableLibrary<T>): readonly T[] {
  const chain = [root];
  for (let at = root; ; ) {
    const tag = extendsOf(at);
    const target = tag && parentName(tag, at.template.source);
    const parent = target === undefined ? null : library.get(target);
    if (parent === null || parent === 'unread' || chain.includes(parent)) return chain;
    chain.push(parent);
    at = parent;
  }
}

// ------------------------------------------------------------------- faults

/** What is wrong with the layout of a message, in all of its templates. */
export function checkLayout<T extends Composable>(
  { chain, parts }: MessageLayout<T>,
  names: readonly string[],
  language: Language,
  library: ComposableLibrary<T>,
): readonly Diagnostic[] {
  const check = new LayoutCheck(parts.keys(), names, language);
  for (const [index, parsed] of chain.entries()) check.template(parsed, chain.slice(index + 1));
  const [given] = chain;
  const last = chain[chain.length - 1];
  if (last !== undefined) check.parent(last, library);
  if (given !== undefined && ![...parts.keys()].some((name) => name !== 'subject' && name !== 'preheader')) {
    const { source } = given.template;
    check.found.push(diagnose('message-without-body', { names }, { source, range: { start: 0, end: 0 } }));
  }
  return check.found;
}

class LayoutCheck {
  readonly found: Diagnostic[] = [];
  /** Parts that there are. */
  readonly #taken: ReadonlySet<string>;

  constructor(
    taken: Iterable<string>,
    readonly names: readonly string[],
    readonly language: Language,
  ) {
    this.#taken = new Set(taken);
  }

  /** @param parents those that it extends, directly or not */
  template(parsed: Composable, parents: readonly Composable[]): void {
    const { source, body } = parsed.template;
    for (const node of body) {
      const name = blockName(node);
      if (name === undefined || node.kind !== 'tag') this.#outside(node, source);
      else if (!this.names.includes(name)) this.#strange(name, node, source, parents);
    }
    for (const [name, tag] of parsed.blocks) {
      if (!this.names.includes(name) || body.includes(tag)) continue;
      this.found.push(diagnose('part-inside', { name }, { source, range: tag.open }));
    }
  }

  /** The template at the end of the chain has no parent that is known; one that is not there is told elsewhere. */
  parent<T extends Composable>(last: T, library: ComposableLibrary<T>): void {
    const tag = extendsOf(last);
    if (tag === undefined) return;
    const { source } = last.template;
    const target = parentName(tag, source);
    if (target !== undefined && library.get(target) !== 'unread') return;
    const params = { named: target !== undefined };
    this.found.push(diagnose('message-parent-unknown', params, { source, range: tag.open }));
  }

  /** A block of the top level that is no part may only stand for one inside a parent's part. */
  #strange(name: string, tag: Tag, source: SourceText, parents: readonly Composable[]): void {
    const inside = parents.some(({ blocks, template }) => {
      const block = blocks.get(name);
      return block !== undefined && !template.body.includes(block);
    });
    if (inside) return;
    const word = wordsOf(tag.header)[0];
    const free = this.names.filter((one) => !this.#taken.has(one));
    const near = nearest(name, free);
    const fix = near === undefined || word === undefined ? undefined : [{ range: word, text: near }];
    const params = { name, names: this.names, nearest: near };
    this.found.push(diagnose('unknown-part', params, { source, range: tag.open, fix }));
  }

  /** What would be printed outside of the parts. */
  #outside(node: Node, source: SourceText): void {
    if (node.kind === 'text') {
      if (node.text.trim() !== '') this.#visible(seen(source, node), source);
    } else if (node.kind === 'output') this.#visible(node, source);
    else if (node.kind === 'tag' && !silent.has(node.name) && !this.#isPart(node)) {
      if (this.#prints(node)) this.#visible(node.open, source);
      else if (!keptName(node))
        for (const { body } of node.branches) for (const one of body) this.#outside(one, source);
    }
  }

  /** One that stands inside another tag is told as that. */
  #isPart(tag: Tag): boolean {
    const name = blockName(tag);
    return name !== undefined && this.names.includes(name);
  }

  #prints(tag: Tag): boolean {
    const silent = tag.header.shape === 'arguments' && hasFlag(tag.header, 'silent');
    return this.language.tags.get(tag.name)?.prints === true && !keptName(tag) && !silent;
  }

  #visible(range: Range, source: SourceText): void {
    this.found.push(diagnose('text-outside-parts', {}, { source, range }));
  }
}

/** Tags of the top level whose bodies are not printed there. */
const silent: ReadonlySet<string> = new Set(['extends', 'comment', 'partialdef']);

/** A text without the white space around it. */
function seen(source: SourceText, { start, end }: Range): Range {
  const text = source.text.slice(start, end);
  return {
    start: start + text.length - text.trimStart().length,
    end: end - (text.length - text.trimEnd().length),
  };
}
