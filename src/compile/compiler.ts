import { type Body, isSuper } from '../analyse/body.js';
import type { MarkupState } from '../channels/markup.js';
import type { Reads } from '../data/reads.js';
import type { Code, Params } from '../diagnostics/catalogue.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Emit, Evaluate, Pass, Test } from '../language/pass.js';
import type { TagCompiler } from '../language/tag.js';
import type { Condition, Expression, Node, Output, Tag } from '../syntax/ast.js';
import { isMarkup } from '../values/safe-text.js';
import type { Pending } from '../values/value.js';
import { concat, type Part } from './concat.js';
import { compileTest } from './condition.js';
import { staticCost } from './cost.js';
import { compileExpression } from './expression.js';
import { loggedLeaf, loggedTag } from './logged.js';
import type { ParsedTemplate } from './parsed.js';
import { compilePrintedPath, compilePrinter, type Printing } from './printer.js';
import { restoring } from './restoring.js';
import type { Root } from './root.js';
import { type Site, type Way, wayKey } from './site.js';
import type { Symbols } from './symbols.js';
import type { Unit } from './unit.js';

/** Compiles one template, or one block of it, into closures. Each name is a slot, each filter a function. */
export class Compiler implements TagCompiler, Printing {
  readonly source: SourceText;
  readonly nodes: readonly Node[];
  readonly symbols: Symbols;
  readonly #scopes: Map<number, boolean>[] = [];
  readonly #once = new Map<object, Map<string, { emit?: Emit }>>();
  #states: ReadonlyMap<number, MarkupState> | undefined;
  #site: Site;
  node: Node | undefined;

  constructor(
    readonly root: Root,
    readonly unit: Unit,
    readonly parsed: ParsedTemplate,
    way: Way,
    /** What of the template is compiled: all of it, or the body of a block. */
    nodes: readonly Node[] = parsed.template.body,
    /** The block that it is, and which version of it. */
    readonly inBlock?: NonNullable<Body<ParsedTemplate>['block']>,
  ) {
    this.source = parsed.template.source;
    this.nodes = parsed.template.body;
    this.symbols = root.symbols;
    this.#site = this.#siteWith(way);
    this.#states = root.statesOf(this.#bodyOf(nodes), way.state);
  }

  #bodyOf(nodes: readonly Node[]): Body<ParsedTemplate> {
    const { parsed, inBlock, unit } = this;
    return { parsed, nodes, blocks: unit.blocks, ...(inBlock && { block: inBlock }) };
  }

  #siteWith({ escaping, whole, state }: Way): Site {
    const { django, channel } = this.root.settings;
    const autoescape = escaping && channel.encoding === 'html';
    const place = channel.markup !== undefined && state !== undefined ? channel.markup.place(state) : channel;
    const markup = isMarkup(place.encoding) ? place : undefined;
    const contextual = channel.markup?.composes;
    return { escaping, whole, state, place, markup, autoescape, contextual, django, source: this.source };
  }

  /** Compiles a node as its own place in the channel's markup wants it. */
  #inPlace<T>(node: Node, build: () => T): T {
    const state = this.#states?.get(node.start);
    this.node = node;
    if (state === undefined || state === this.#site.state) return build();
    return this.#inSite(this.#siteWith({ ...this.#site, state }), build);
  }

  get site(): Site {
    return this.#site;
  }

  get settings() {
    return this.root.settings;
  }

  // ------------------------------------------------------------- expressions

  value(expression: Expression, use: 'test' | 'argument'): Evaluate {
    return compileExpression(expression, use, this);
  }

  test(condition: Condition): Test {
    return compileTest(condition, this);
  }

  #printed(expression: Expression): Emit {
    const print = compilePrinter(expression, this);
    const evaluate = compileExpression(expression, 'print', this);
    const { place, escaping } = this.#site;
    if (!escaping || place.blocked !== undefined) {
      return (pass) => {
        const value = evaluate(pass);
        return typeof value === 'string' && !escaping ? value : print(value, pass);
      };
    }
    const fused = compilePrintedPath(expression, print, this);
    if (fused !== undefined) return fused;
    return (pass) => {
      const value = evaluate(pass);
      return typeof value === 'string' ? place.escape(value) : print(value, pass);
    };
  }

  print(value: Evaluate): Emit {
    const print = compilePrinter(undefined, this);
    return (pass) => print(value(pass), pass);
  }

  printText(text: Emit): Emit {
    const { markup, escaping, place } = this.#site;
    return escaping && (markup !== undefined || place.strict) ? (pass) => place.escape(text(pass)) : text;
  }

  filtered(chain: Expression, input: Evaluate): Evaluate {
    return compileExpression(chain, 'argument', {
      settings: this.settings,
      symbols: this.symbols,
      site: this.#site,
      hole: input,
    });
  }

  // ------------------------------------------------------------------- nodes

  body(nodes: readonly Node[]): Emit {
    const parts: Part[] = [];
    for (const node of nodes) {
      const part = this.#site.whole ? this.#node(node) : this.#gathering(node);
      if (part !== '') parts.push(part);
    }
    return concat(parts);
  }

  #node(node: Node): Part {
    switch (node.kind) {
      case 'text': {
        const text = this.root.textOf(this.parsed, node);
        return this.settings.trace && text !== '' ? loggedLeaf(node, this.source, () => text) : text;
      }
      case 'output':
        return this.#inPlace(node, () => this.#output(node));
      case 'tag':
        return this.#inPlace(node, () => this.#tag(node));
      default:
        return '';
    }
  }

  /** What is left of a node where only requests for data are looked for. */
  #gathering(node: Node): Part {
    const { gathering, language } = this.settings;
    if (!gathering?.keeps(node, this.parsed)) return '';
    const definition = node.kind === 'tag' ? language.tags.get(node.name) : undefined;
    if (node.kind === 'tag' && definition !== undefined) {
      if (gathering.printsOnly(definition)) return concat(node.branches.map(({ body }) => this.body(body)));
      if (!definition.captures) return this.#node(node);
    }
    return this.#inSite({ ...this.#site, whole: true }, () => this.#node(node));
  }

  #output(node: Output): Emit {
    const emit = this.#above(node) ?? this.#printed(node.expression);
    return this.settings.trace ? loggedLeaf(node, this.source, emit) : emit;
  }

  /** `block.super` where markup is read through all parts: as the place of the output has it. */
  #above(node: Output): Emit | undefined {
    const { inBlock } = this;
    if (inBlock === undefined || !this.#site.contextual || !isSuper(node)) return undefined;
    return this.unit.block(inBlock.name, inBlock.level + 1, this.#site);
  }

  #tag(tag: Tag): Part {
    const definition = this.settings.language.tags.get(tag.name);
    if (definition === undefined) return '';
    const emit = definition.compile(tag, this);
    return this.settings.trace ? loggedTag(tag, this.source, definition.captures, emit) : emit;
  }

  once(owner: Tag, build: () => Emit): Emit {
    const key = wayKey(this.#site);
    const ways = this.#once.get(owner) ?? new Map<string, { emit?: Emit }>();
    this.#once.set(owner, ways);
    let holder = ways.get(key);
    if (holder === undefined) {
      holder = {};
      ways.set(key, holder);
      holder.emit = this.scope(() => this.#elsewhere(owner, build));
    }
    const compiled = holder;
    return (pass) => (compiled.emit === undefined ? '' : pass.deeper(compiled.emit));
  }

  /** Compiles what is written in another place than where it is printed, as this place wants it. */
  #elsewhere(owner: Tag, build: () => Emit): Emit {
    const states = this.#states;
    const { contextual, state } = this.#site;
    if (contextual) this.#states = this.root.statesOf(this.#bodyOf(owner.branches[0]?.body ?? []), state);
    const emit = build();
    this.#states = states;
    return emit;
  }

  cost(nodes: readonly Node[]): number {
    return staticCost(nodes);
  }

  // ------------------------------------------------------------------ scopes

  slot(name: string): number {
    return this.symbols.slot(name);
  }

  bind(name: string, upward?: 'upward'): number {
    const slot = this.symbols.slot(name);
    const scope = this.#scopes[this.#scopes.length - 1];
    if (scope !== undefined) scope.set(slot, (scope.get(slot) ?? true) && upward !== undefined);
    return slot;
  }

  scope(build: () => Emit): Emit {
    const bound = new Map<number, boolean>();
    this.#scopes.push(bound);
    const emit = build();
    this.#scopes.pop();
    return restoring(bound, emit);
  }

  escaping(on: boolean, build: () => Emit): Emit {
    return this.#inSite(this.#siteWith({ ...this.#site, escaping: on }), build);
  }

  #inSite<T>(site: Site, build: () => T): T {
    const outer = this.#site;
    this.#site = site;
    const built = build();
    this.#site = outer;
    return built;
  }

  // --------------------------------------------------------- other templates

  template(name: Expression): (pass: Pass) => Emit | Pending {
    return this.root.included(name, this);
  }

  extend(parent: Expression): Emit {
    return this.unit.extend(parent, this);
  }

  block(_tag: Tag, name: string): Emit {
    return this.unit.block(name, 0, this.#site);
  }

  reads(tag: Tag): Reads | undefined {
    return this.root.paths().of(tag);
  }

  diagnose<C extends Code>(code: C, params: Params<C>, range: Range): Diagnostic {
    return diagnose(code, params, { source: this.source, range });
  }
}
