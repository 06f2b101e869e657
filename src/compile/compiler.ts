import type { MarkupState } from '../channels/markup.js';
import type { Reads } from '../data/reads.js';
import type { Code, Params } from '../diagnostics/catalogue.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Emit, Evaluate, Pass, Test } from '../language/pass.js';
import type { TagCompiler } from '../language/tag.js';
import type { Condition, Expression, Node, Output, Tag } from '../syntax/ast.js';
import { lookup } from '../values/lookup.js';
import { toPrinted } from '../values/print.js';
import { isMarkup, SafeText } from '../values/safe-text.js';
import { printable } from '../values/text.js';
import { PENDING, type Pending, type Value } from '../values/value.js';
import { concat, type Part } from './concat.js';
import { compileTest } from './condition.js';
import { staticCost } from './cost.js';
import {
  baseVariable,
  compileAbsence,
  compileExpression,
  type ExpressionCompiler,
  missingText,
} from './expression.js';
import { loggedLeaf, loggedTag } from './logged.js';
import type { ParsedTemplate } from './parsed.js';
import { restoring } from './restoring.js';
import type { Root } from './root.js';
import { type Site, type Way, wayKey } from './site.js';
import type { Symbols } from './symbols.js';
import type { Unit } from './unit.js';

/** Compiles one template, or one block of it, into closures. Each name is a slot, each filter a function. */
export class Compiler implements TagCompiler, ExpressionCompiler {
  readonly source: SourceText;
  readonly nodes: readonly Node[];
  readonly symbols: Symbols;
  readonly #scopes: Map<number, boolean>[] = [];
  readonly #once = new Map<object, Map<string, { emit?: Emit }>>();
  readonly #states: ReadonlyMap<number, MarkupState> | undefined;
  #site: Site;

  constructor(
    readonly root: Root,
    readonly unit: Unit,
    readonly parsed: ParsedTemplate,
    way: Way,
    /** What of the template is compiled: all of it, or the body of a block. */
    nodes: readonly Node[] = parsed.template.body,
  ) {
    this.source = parsed.template.source;
    this.nodes = parsed.template.body;
    this.symbols = root.symbols;
    this.#site = this.#siteWith(way);
    this.#states = root.statesOf(parsed, nodes, way.state);
  }

  #siteWith({ escaping, whole, state }: Way): Site {
    const { django, channel } = this.root.settings;
    const autoescape = escaping && channel.encoding === 'html';
    const place = channel.markup !== undefined && state !== undefined ? channel.markup.place(state) : channel;
    const markup = isMarkup(place.encoding) ? place : undefined;
    return { escaping, whole, state, place, markup, autoescape, django, source: this.source };
  }

  /** Compiles a node as its own place in the channel's markup wants it. */
  #inPlace<T>(node: Node, build: () => T): T {
    const state = this.#states?.get(node.start);
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
    const print = this.#printer(expression);
    const evaluate = compileExpression(expression, 'print', this);
    const { place } = this.#site;
    if (!this.#site.escaping) {
      return (pass) => {
        const value = evaluate(pass);
        return typeof value === 'string' ? value : print(value, pass);
      };
    }
    const fused = this.#printedPath(expression, print);
    if (fused !== undefined) return fused;
    return (pass) => {
      const value = evaluate(pass);
      return typeof value === 'string' ? place.escape(value) : print(value, pass);
    };
  }

  /** `{{ deal.name }}` and `{{ order.product.name }}` in one closure: they are most of what is printed. */
  #printedPath(expression: Expression, print: (value: Value, pass: Pass) => string): Emit | undefined {
    if (expression.kind !== 'variable') return undefined;
    const [head, first, second, ...more] = expression.path;
    if (first === undefined || more.length > 0 || this.symbols.isLazy(head.text)) return undefined;
    const { place } = this.#site;
    const slot = this.symbols.slot(head.text);
    const one = first.text;
    if (second === undefined) {
      return (pass) => {
        const value = lookup(pass.slots[slot], one, pass);
        return typeof value === 'string' ? place.escape(value) : print(value, pass);
      };
    }
    const two = second.text;
    return (pass) => {
      const value = lookup(lookup(pass.slots[slot], one, pass), two, pass);
      return typeof value === 'string' ? place.escape(value) : print(value, pass);
    };
  }

  print(value: Evaluate): Emit {
    const print = this.#printer(undefined);
    return (pass) => print(value(pass), pass);
  }

  printText(text: Emit): Emit {
    const { markup, escaping } = this.#site;
    return markup !== undefined && escaping ? (pass) => markup.escape(text(pass)) : text;
  }

  filtered(chain: Expression, input: Evaluate): Evaluate {
    return compileExpression(chain, 'argument', {
      settings: this.settings,
      symbols: this.symbols,
      site: this.#site,
      hole: input,
    });
  }

  /** Prints whatever is no plain string: numbers, safe text, records, and what is not there. */
  #printer(expression: Expression | undefined): (value: Value, pass: Pass) => string {
    const { escaping, place, markup } = this.#site;
    const variable = expression && baseVariable(expression);
    const report = variable && variable === expression ? compileAbsence(variable, this) : undefined;
    const encode = escaping ? (text: string) => place.escape(text) : (text: string) => text;
    // A dot, a sign and `None` mean nothing in HTML; in a chat channel they may.
    const chat = markup === undefined ? (text: string) => text : encode;
    const absent = chat(variable ? missingText(variable, this.settings) : this.settings.stringIfInvalid);
    const safe = ({ text, encoding }: SafeText): string =>
      encoding === place.encoding || place.encoding === undefined ? text : encode(text);
    return (value, pass) => {
      if (typeof value === 'number') return chat(toPrinted(value, pass));
      if (value instanceof SafeText) return safe(value);
      if (value === undefined || value === null) {
        report?.(pass);
        return value === null ? chat(pass.nullText) : absent;
      }
      if (value === PENDING) return '';
      const shown = printable(value);
      return shown instanceof SafeText ? safe(shown) : encode(toPrinted(shown, pass));
    };
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
    const emit = this.#printed(node.expression);
    return this.settings.trace ? loggedLeaf(node, this.source, emit) : emit;
  }

  #tag(tag: Tag): Part {
    const definition = this.settings.language.tags.get(tag.name);
    if (definition === undefined) return '';
    const emit = definition.compile(tag, this);
    return this.settings.trace ? loggedTag(tag, this.source, definition.captures, emit) : emit;
  }

  once(owner: object, build: () => Emit): Emit {
    const key = wayKey(this.#site);
    const ways = this.#once.get(owner) ?? new Map<string, { emit?: Emit }>();
    this.#once.set(owner, ways);
    let holder = ways.get(key);
    if (holder === undefined) {
      holder = {};
      ways.set(key, holder);
      holder.emit = this.scope(build);
    }
    const compiled = holder;
    return (pass) => (compiled.emit === undefined ? '' : pass.deeper(compiled.emit));
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
