import { type Body, bodyOf, literalTemplate } from '../analyse/body.js';
import { Found, readComposed } from '../analyse/composed-markup.js';
import { Flattened } from '../analyse/flattened.js';
import { statesIn } from '../analyse/markup.js';
import type { MessageLayout } from '../analyse/message-layout.js';
import type { AccessPaths } from '../analyse/paths.js';
import { dropTagLines } from '../analyse/tag-lines.js';
import type { MarkupState } from '../channels/markup.js';
import { type Diagnostic, diagnose, isError } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { type Emit, type LoadRequest, type Pass, RenderFailure } from '../language/pass.js';
import { resolveTemplateName } from '../language/template-name.js';
import type { Expression, Tag, Text } from '../syntax/ast.js';
import { asText } from '../values/kinds.js';
import { PENDING, type Pending, type Value } from '../values/value.js';
import type { Compiler } from './compiler.js';
import { asParsed, type ParsedTemplate, type Templates } from './parsed.js';
import { type CompileSettings, type Way, wayKey } from './site.js';
import { Symbols } from './symbols.js';
import { Unit } from './unit.js';

/**
 * What all the code of one root template shares: its names, the units that it includes, the texts as its
 * channel prints them. Closures of one root never run in another.
 */
export class Root {
  readonly symbols: Symbols;
  readonly #units = new Map<ParsedTemplate, Map<string, { emit?: Emit }>>();
  /** Where the markup is read through all that a template is made of. */
  readonly #flattened: Flattened<ParsedTemplate> | undefined;
  readonly #texts = new Map<ParsedTemplate, ReadonlyMap<Text, string>>();
  readonly #firstTexts = new Set<Text>();

  constructor(
    readonly settings: CompileSettings,
    readonly templates: Templates,
    lazyRoots: ReadonlySet<string>,
    /** What the root template reads, worked out when first wanted. */
    readonly paths: () => AccessPaths,
  ) {
    this.symbols = new Symbols(lazyRoots);
    const { markup } = settings.channel;
    if (markup?.composes) {
      const { language, catalogues } = settings;
      this.#flattened = new Flattened({ markup, language, library: templates, catalogues });
    }
  }

  compile(parsed: ParsedTemplate): Emit {
    return Unit.of(this, parsed, this.#way).compile();
  }

  /** One part of a message. */
  compilePart(part: string, layout: MessageLayout<ParsedTemplate>): Emit {
    const [given] = layout.chain;
    return given === undefined ? () => '' : Unit.of(this, given, this.#way).compilePart(part, layout);
  }

  get #way(): Way {
    const { autoescape, gathering, channel } = this.settings;
    return { escaping: autoescape, whole: gathering === undefined, state: channel.markup?.start };
  }

  /** What is open in the channel's markup before each output and tag, by the offset of these. */
  statesOf(
    body: Body<ParsedTemplate>,
    start: MarkupState | undefined,
  ): ReadonlyMap<number, MarkupState> | undefined {
    const { channel, language } = this.settings;
    const { markup } = channel;
    if (markup === undefined || start === undefined) return undefined;
    if (this.#flattened !== undefined) return this.#flattened.states(body, start);
    return statesIn(body.nodes, start, { markup, language, source: body.parsed.template.source });
  }

  /** Takes the blank lines away that a part of a message begins with. */
  beginsPart(block: Tag | undefined): void {
    const first = block?.branches[0]?.body[0];
    if (first?.kind === 'text') this.#firstTexts.add(first);
  }

  /** The text of a node as this channel prints it. */
  textOf(parsed: ParsedTemplate, node: Text): string {
    const text = this.#keptOf(parsed, node);
    return this.#firstTexts.has(node) ? text.replace(/^(?:[^\S\n]*\n)+/, '') : text;
  }

  #keptOf(parsed: ParsedTemplate, node: Text): string {
    if (this.settings.tagLines === 'keep') return node.text;
    let texts = this.#texts.get(parsed);
    if (texts === undefined) {
      texts = dropTagLines(parsed.template, this.settings.language);
      this.#texts.set(parsed, texts);
    }
    return texts.get(node) ?? node.text;
  }

  /** The template that an `include` names, as a unit of its own. */
  included(name: Expression, compiler: Compiler): (pass: Pass) => Emit | Pending {
    const { site } = compiler;
    const key = wayKey(site);
    const find = this.#finder(name, compiler);
    // What is named in quotes and there was read when the template was checked.
    const known = this.#isRead(name, compiler);
    return (pass) => {
      const parsed = find(pass);
      if (parsed === PENDING) return PENDING;
      if (!known) this.#readHere(parsed, { from: site.state, name, compiler, keeps: true });
      const emit = this.#unit(parsed, site, key);
      pass.grow();
      return emit;
    };
  }

  /** The template that `extends` names, compiled by `build`. */
  other(name: Expression, compiler: Compiler, build: (parsed: ParsedTemplate) => Emit): Emit {
    if (name.kind === 'string') {
      const target = resolveTemplateName(name.value, compiler.source.name);
      const parsed = target === undefined ? null : this.templates.get(target);
      if (parsed !== null && parsed !== 'unread' && errorOf(parsed) === undefined) return build(parsed);
    }
    const find = this.#finder(name, compiler);
    const known = this.#isRead(name, compiler);
    return (pass) => {
      const parsed = find(pass);
      if (parsed === PENDING) return '';
      if (!known) this.#readHere(parsed, { from: compiler.site.state, name, compiler, keeps: false });
      const emit = build(parsed);
      pass.grow();
      return emit(pass);
    };
  }

  #isRead(name: Expression, { parsed }: Compiler): boolean {
    if (this.#flattened === undefined) return true;
    return name.kind === 'string' && literalTemplate(name, parsed, this.templates) !== undefined;
  }

  /** Reads the markup of a template that only this render names: its faults, and where it ends, fail the render. */
  #readHere(parsed: ParsedTemplate, { from, name, compiler, keeps }: NamedHere): void {
    const { channel, language, catalogues } = this.settings;
    const { markup } = channel;
    if (markup === undefined || from === undefined) return;
    const key = `${keeps} ${from.key}`;
    const known = this.#readAlready.get(parsed) ?? new Set<string>();
    this.#readAlready.set(parsed, known);
    if (known.has(key)) return;
    const found = new Found();
    const body = bodyOf(parsed, keeps ? new Map() : compiler.unit.blocks);
    const checking = { channel, language, library: this.templates, catalogues };
    const closes = !keeps && from.key === markup.start.key;
    const end = readComposed(body, { from, closes }, checking, found);
    const error = found.diagnostics.find(isError);
    if (error !== undefined) this.fail(error);
    const expected = markup.unknown?.(from) ?? from;
    if (keeps && markup.merge(expected, end)?.key !== expected.key) {
      const words = (state: MarkupState) => markup.describe?.(state) ?? '';
      const params = { name: parsed.name, one: words(from), other: words(end) };
      this.fail(diagnose('include-differs', params, { source: compiler.source, range: name }));
    }
    known.add(key);
  }

  readonly #readAlready = new Map<ParsedTemplate, Set<string>>();

  fail(diagnostic: Diagnostic): never {
    throw new RenderFailure(() => diagnostic, diagnostic.message);
  }

  /** @param key that of the way, made once for all the passes */
  #unit(parsed: ParsedTemplate, way: Way, key: string): Emit {
    let ways = this.#units.get(parsed);
    if (ways === undefined) {
      ways = new Map();
      this.#units.set(parsed, ways);
    }
    let holder = ways.get(key);
    if (holder === undefined) {
      holder = {};
      ways.set(key, holder);
      holder.emit = Unit.of(this, parsed, way).compile();
    }
    const compiled = holder;
    return compiled.emit ?? ((pass) => compiled.emit?.(pass) ?? '');
  }

  /** Finds the template that an expression names, in a pass; a list of names means the first that exists. */
  #finder(name: Expression, compiler: Compiler): (pass: Pass) => ParsedTemplate | Pending {
    const evaluate = compiler.value(name, 'argument');
    return (pass) => {
      const value = evaluate(pass);
      if (value === PENDING) return PENDING;
      const choices: readonly Value[] = Array.isArray(value) ? value : [value];
      for (const choice of choices) {
        const given = asParsed(choice);
        if (given !== undefined && this.templates.owns(given)) return this.#sound(given);
        const wanted = resolveTemplateName(asText(choice) ?? '', compiler.source.name) ?? '';
        const found = this.templates.get(wanted);
        if (found === 'unread')
          return pass.ask(this.#request(wanted)) === PENDING
            ? PENDING
            : this.#missing(wanted, name, compiler);
        if (found !== null) return this.#sound(found);
      }
      return this.#missing(asText(choices[0]) ?? '', name, compiler);
    };
  }

  /** A template with errors does not run, wherever it is reached from. */
  #sound(parsed: ParsedTemplate): ParsedTemplate {
    const error = errorOf(parsed);
    return error === undefined ? parsed : this.fail(error);
  }

  #missing(name: string, expression: Expression, compiler: Compiler): never {
    const { source } = compiler;
    const near = nearest(name, this.templates.names());
    return this.fail(diagnose('unknown-template', { name, nearest: near }, { source, range: expression }));
  }

  #request(name: string): LoadRequest {
    return { kind: 'load', key: name, request: name, loader: this.templates.loader };
  }
}

/** A template that is named by a value, and where it is printed. */
interface NamedHere {
  readonly from: MarkupState | undefined;
  readonly name: Expression;
  readonly compiler: Compiler;
  /** It must leave the markup as it found it. */
  readonly keeps: boolean;
}

/** What depends on who includes it the render refuses, where it is so. */
const errorOf = ({ diagnostics, byRoot }: ParsedTemplate): Diagnostic | undefined =>
  diagnostics.find((one) => isError(one) && !byRoot.has(one));
