import { type Markup, type MarkupFault, type MarkupState, output } from '../channels/markup.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { Catalogues } from '../language/catalogues.js';
import { wordsOf } from '../language/headers.js';
import { partialsOf } from '../language/tags/partial.js';
import type { Node, Output, Tag, Template, Text } from '../syntax/ast.js';
import { type Body, bodyOf, isSuper, literalTemplate } from './body.js';
import type { Composable, ComposableLibrary } from './composition.js';
import { Offsets } from './offsets.js';
import { joinParts, type Part } from './parts.js';
import { always, keptName, literalText } from './tag-output.js';
import { type Message, readTranslation, type TranslationFault } from './translated-markup.js';

/** No template is nested deeper in another; one that includes itself may find other things open each time. */
const deepest = 200;

/** Who is told what. */
export interface Listener {
  /** Each output and tag, and what is open where it stands. */
  readonly at?: (node: Node, state: MarkupState) => void;
  readonly fault?: (fault: MarkupFault, source: SourceText) => void;
  readonly differs?: (
    tag: Tag,
    one: { readonly range: Range; readonly state: MarkupState },
    other: { readonly range: Range; readonly state: MarkupState },
    source: SourceText,
  ) => void;
  /** A template that is read, each time that it is. */
  readonly template?: (template: Template) => void;
  readonly translation?: (fault: TranslationFault, range: Range, source: SourceText) => void;
}

export interface Reading<T extends Composable> {
  readonly markup: Markup;
  readonly language: Language;
  readonly library: ComposableLibrary<T>;
  readonly catalogues: Catalogues | undefined;
}

/**
 * Reads markup through all that a template is made of, as if it were one text: blocks in their most derived version,
 * includes, partials and parents where they are printed, translations in each language.
 */
export class Flattened<T extends Composable> {
  readonly #ends = new Map<readonly Node[], Map<string, MarkupState | undefined>>();
  readonly #bodies = new Map<T, Body<T>>();
  /** The parents that are being read. */
  readonly #extending: T[] = [];
  readonly #offsets = new Offsets();
  readonly #numbers = new Map<object, number>();
  #listener: Listener;
  #source: SourceText | undefined;
  #depth = 0;

  constructor(
    readonly reading: Reading<T>,
    listener: Listener = {},
  ) {
    this.#listener = listener;
  }

  /** What is open behind a body; each is read once for each state that it is printed in. */
  end(body: Body<T>, from: MarkupState): MarkupState {
    const key = `${this.#number(body.blocks)} ${body.block?.level ?? ''} ${from.key}`;
    const ends = this.#ends.get(body.nodes) ?? new Map<string, MarkupState | undefined>();
    this.#ends.set(body.nodes, ends);
    // What includes itself is taken to leave open what it found open.
    if (this.#depth > deepest) return from;
    if (ends.has(key)) return ends.get(key) ?? from;
    ends.set(key, undefined);
    const end = this.#read(body, from);
    ends.set(key, end);
    return end;
  }

  /** What is open before each output and tag of a body, by the offset of these; not in what it is composed of. */
  states(body: Body<T>, from: MarkupState): ReadonlyMap<number, MarkupState> {
    const states = new Map<number, MarkupState>();
    const listener = this.#listener;
    const { source } = body.parsed.template;
    const at = (node: Node, state: MarkupState) => {
      if (this.#source === source && this.#depth === 1) states.set(node.start, state);
    };
    this.#listener = { at };
    this.#depth = 0;
    this.#read(body, from);
    this.#listener = listener;
    return states;
  }

  /** One for each template, so that it is known again. */
  #included(parsed: T): Body<T> {
    const body = this.#bodies.get(parsed) ?? bodyOf(parsed);
    this.#bodies.set(parsed, body);
    return body;
  }

  /** Tells what is still open where all ends. */
  close(end: MarkupState): void {
    const { fault } = this.#listener;
    const { markup } = this.reading;
    markup.end(end, markup.start, this.#offsets.length, (one) => {
      const place = this.#offsets.placeOf(one);
      if (place !== undefined) fault?.({ ...one, ...place.range }, place.source);
    });
  }

  #number(blocks: object): number {
    const known = this.#numbers.get(blocks) ?? this.#numbers.size;
    this.#numbers.set(blocks, known);
    return known;
  }

  #read(body: Body<T>, from: MarkupState): MarkupState {
    const outer = this.#source;
    this.#source = body.parsed.template.source;
    this.#listener.template?.(body.parsed.template);
    this.#depth += 1;
    const end = this.#nodes(body.nodes, from, body);
    this.#depth -= 1;
    this.#source = outer;
    return end;
  }

  #nodes(nodes: readonly Node[], from: MarkupState, body: Body<T>): MarkupState {
    let state = from;
    for (const node of nodes) {
      if (node.kind === 'text') state = this.#text(node, state);
      else if (node.kind === 'output') state = this.#output(node, state, body);
      else if (node.kind === 'tag') state = this.#tag(node, state, body);
    }
    return state;
  }

  /** Where the text begins in the source: `-` may have taken white space from its beginning. */
  #text(node: Text, state: MarkupState): MarkupState {
    const source = this.#source;
    const trimmed = Math.max(0, source?.text.slice(node.start, node.end).indexOf(node.text) ?? 0);
    return this.#markup(node.text, state, node.start + trimmed);
  }

  /** @param range of what the fault is told, where it is no text of the author's that is read */
  #teller(range?: Range): ((fault: MarkupFault) => void) | undefined {
    const { fault } = this.#listener;
    const source = this.#source;
    if (fault === undefined || source === undefined) return undefined;
    const base = this.#offsets.of(source);
    return (one) => {
      const { start, end } = range ?? { start: one.start - base, end: one.end - base };
      fault({ ...one, start, end }, source);
    };
  }

  #printed(range: Range, state: MarkupState): MarkupState {
    return this.#markup(output, state, range.start, range);
  }

  /** What an author wrote in quotes is printed as it stands. */
  #quoted(text: string, range: Range, state: MarkupState): MarkupState {
    return this.#markup(text, state, range.start, range);
  }

  #markup(text: string, state: MarkupState, at: number, range?: Range): MarkupState {
    const base = this.#source === undefined ? 0 : this.#offsets.of(this.#source);
    return this.reading.markup.read(text, state, base + at, this.#teller(range));
  }

  #output(node: Output, state: MarkupState, body: Body<T>): MarkupState {
    this.#listener.at?.(node, state);
    const { expression } = node;
    if (expression.kind === 'string') return this.#quoted(expression.value, node, state);
    if (expression.kind === 'translated') {
      return this.#translation({ kind: 'text', text: expression.text.value }, node, state);
    }
    const { block } = body;
    if (block !== undefined && isSuper(node)) return this.#block(block.name, block.level + 1, state, body);
    return this.#printed(node, state);
  }

  #block(name: string, level: number, state: MarkupState, body: Body<T>): MarkupState {
    const version = body.blocks.get(name)?.[level];
    if (version === undefined) return state;
    const nodes = version.tag.branches[0]?.body ?? [];
    return this.end({ parsed: version.parsed, nodes, blocks: body.blocks, block: { name, level } }, state);
  }

  #translation(message: Message, range: Range, state: MarkupState): MarkupState {
    const source = this.#source as SourceText;
    return readTranslation(message, state, this.#offsets.of(source) + range.start, {
      markup: this.reading.markup,
      catalogues: this.reading.catalogues,
      report: this.#teller(range),
      fault: (fault) => this.#listener.translation?.(fault, range, source),
    });
  }

  #tag(tag: Tag, state: MarkupState, body: Body<T>): MarkupState {
    const { markup, language } = this.reading;
    if (tag.name === 'comment') return state;
    const keeps = keptName(tag);
    const inner = keeps ? markup.start : state;
    this.#listener.at?.(tag, inner);
    const composed = this.#composed(tag, state, body);
    if (composed !== undefined) return composed;
    const definition = language.tags.get(tag.name);
    if (tag.name === 'filter') {
      this.#parts(tag, [{ range: tag.open, state: markup.start }], markup.start, body);
      return this.#printed(tag.open, state);
    }
    if (tag.name === 'blocktranslate' || tag.name === 'blocktrans') {
      const end = this.#blockTranslation(tag, inner);
      if (!keeps) return end;
      this.#joined(tag, [
        { range: tag.open, state: inner },
        { range: tag.close ?? tag.open, state: end },
      ]);
      return state;
    }
    const literal = literalText(tag);
    if (literal !== undefined) {
      const end = this.#translation(literal, tag.open, inner);
      return keeps ? state : end;
    }
    if (tag.branches.length === 0) {
      return definition?.prints === true && !keeps ? this.#printed(tag.open, state) : state;
    }
    if (tag.name === 'spaceless' && state.key !== markup.start.key) {
      this.#teller(tag.open)?.({ kind: 'refused', reason: 'spaceless', ...tag.open });
    }
    const end = this.#branches(tag, inner, body);
    return keeps ? state : end;
  }

  /** Behind a tag that prints what is written elsewhere; undefined for all others. */
  #composed(tag: Tag, state: MarkupState, body: Body<T>): MarkupState | undefined {
    const { parsed, blocks } = body;
    const word = tag.header.shape === 'words' ? wordsOf(tag.header)[0]?.text : undefined;
    if (tag.name === 'block') return word === undefined ? state : this.#block(word, 0, state, body);
    if (tag.name === 'partialdef') {
      return wordsOf(tag.header)[1] === undefined ? state : undefined;
    }
    if (tag.name === 'partial') {
      const found = partialsOf(parsed.template.body).find((one) => wordsOf(one.header)[0]?.text === word);
      const nodes = found?.branches[0]?.body;
      return nodes === undefined ? state : this.end({ ...body, nodes }, state);
    }
    if (tag.name !== 'include' && tag.name !== 'extends') return undefined;
    const name = tag.header.shape === 'arguments' ? tag.header.positional[0] : undefined;
    const found = name && literalTemplate(name, parsed, this.reading.library);
    if (found === undefined) return this.reading.markup.unknown?.(state) ?? state;
    if (tag.name === 'include') return this.end(this.#included(found), state);
    // A circle of parents is told of elsewhere.
    if (this.#extending.includes(found)) return state;
    this.#extending.push(found);
    const end = this.end(bodyOf(found, blocks), state);
    this.#extending.pop();
    return end;
  }

  #blockTranslation(tag: Tag, state: MarkupState): MarkupState {
    for (const branch of tag.branches) {
      for (const node of branch.body) if (node.kind === 'output') this.#listener.at?.(node, state);
    }
    const { at } = this.#listener;
    const source = this.#source as SourceText;
    return this.#translation(
      { kind: 'block', tag, source, at: (node, where) => at?.(node, where) },
      tag.open,
      state,
    );
  }

  /** Each part begins with what is open before the tag, and must leave the same open as the others do. */
  #branches(tag: Tag, inner: MarkupState, body: Body<T>): MarkupState {
    const last = tag.branches[tag.branches.length - 1];
    const whole =
      always.has(tag.name) || (last?.name === 'else' && tag.name !== 'for' && tag.branches.length > 1);
    const before: Part[] = whole ? [] : [{ range: tag.open, state: inner }];
    const end = this.#parts(tag, before, inner, body);
    if (tag.name === 'if' || whole || end.key === inner.key) return end;
    // The second time round a loop begins with what the first has left.
    return this.#parts(tag, [{ range: tag.open, state: end }], end, body);
  }

  #parts(tag: Tag, before: readonly Part[], inner: MarkupState, body: Body<T>): MarkupState {
    const parts = tag.branches.map((branch): Part => {
      return { range: branch.open, state: this.#nodes(branch.body, inner, body) };
    });
    return this.#joined(tag, [...before, ...parts]) ?? inner;
  }

  #joined(tag: Tag, parts: readonly Part[]): MarkupState | undefined {
    const source = this.#source as SourceText;
    return joinParts(parts, this.reading.markup, (one, other) =>
      this.#listener.differs?.(tag, one, other, source),
    );
  }
}
