import { DateTime } from 'luxon';
import { checkChannel } from './analyse/channel.js';
import type { DataPlan } from './analyse/data-plan.js';
import { messagesOf, type TemplateMessage } from './analyse/messages.js';
import { type AccessPaths, accessPaths, type DataUse, everythingRead } from './analyse/paths.js';
import { dataPlan } from './analyse/plan.js';
import { allowsOf, checkPolicy } from './analyse/policy.js';
import { namedTemplates, reach } from './analyse/reach.js';
import { findChannel } from './channels/find-channel.js';
import { builtinChannels, type Channel } from './channels/index.js';
import { Compiler } from './compile/compiler.js';
import { Gathering } from './compile/gathering.js';
import type { ParsedTemplate } from './compile/parsed.js';
import { Root } from './compile/root.js';
import { TemplateStore } from './compile/store.js';
import { Unit } from './compile/unit.js';
import { type Diagnostic, diagnose, isError, sortDiagnostics } from './diagnostics/diagnostic.js';
import { TemplateError } from './diagnostics/error.js';
import { nearest } from './diagnostics/nearest.js';
import { SourceText } from './diagnostics/source-text.js';
import { type CompileOptions, type EngineOptions, renderDefaults } from './engine-options.js';
import { createLanguage, type Language } from './language/builtins.js';
import { loaderTag } from './language/loader-tag.js';
import { once } from './render/once.js';
import type { Program, ProgramKind } from './render/program.js';
import { lazyRoots } from './render/roots.js';
import { type RenderDefaults, targetFields } from './settings.js';
import { Template } from './template.js';
import { SafeText } from './values/safe-text.js';
import type { Value } from './values/value.js';

export type { CompileOptions, EngineOptions } from './engine-options.js';

/**
 * The engine of one tenant: its data source, its templates, its policy. Nothing is shared between engines.
 *
 * @example
 * const engine = new Engine({ source: memorySource({ contacts, deals, products }) });
 * const template = engine.compile('{% deals count=5 as list %}{{ list|length }} orders', { channel: 'text' });
 * const result = await template.render({ receiver: 'john-doe-01' });
 */
export class CoreEngine {
  readonly language: Language;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly #options: EngineOptions;
  readonly #store: TemplateStore;
  readonly #defaults: RenderDefaults;
  readonly #gathering: Gathering;
  readonly #loaded = new Map<string, Promise<Template>>();

  /** @throws {TypeError} for definitions whose names are taken or are no names, and options that mean nothing */
  constructor(options: EngineOptions = {}) {
    this.#options = options;
    this.language = createLanguage(
      [...(options.tags ?? []), ...(options.dataTags ?? []).map(loaderTag)],
      options.filters,
    );
    this.channels = new Map([...builtinChannels, ...(options.channels ?? [])].map((one) => [one.name, one]));
    this.#store = new TemplateStore({
      language: this.language,
      allows: allowsOf(checkPolicy(options.policy, this.language)),
      loader: options.templates,
      parse: {
        ...(options.delimiters && { delimiters: options.delimiters }),
        ...(options.dialect && { dialect: options.dialect }),
        ...(options.passthrough && { passthrough: options.passthrough }),
      },
    });
    this.#defaults = renderDefaults(options);
    this.#gathering = new Gathering(this.language, this.#store);
  }

  /**
   * A template from its text.
   *
   * @throws {TemplateError} with every error there is, in it and in the templates that it names
   * @throws {TypeError} for a channel that there is none of
   */
  compile(text: string, options: CompileOptions = {}): Template {
    const parsed = this.#store.parse(text, options.name ?? 'template');
    return this.#compile(parsed, this.#channel(options.channel, options.name));
  }

  /**
   * A template by its name in the loader, compiled once for each channel.
   *
   * @throws {TemplateError} where there is none, or it has errors
   */
  async load(name: string, options: { readonly channel?: string } = {}): Promise<Template> {
    const channel = this.#channel(options.channel, name);
    const key = `${channel.name}\n${name}`;
    let loaded = this.#loaded.get(key);
    if (loaded === undefined) {
      loaded = this.#load(name, channel);
      this.#loaded.set(key, loaded);
      loaded.catch(() => this.#loaded.delete(key));
    }
    return loaded;
  }

  /**
   * Everything that is wrong with a template's text, in it and in the templates that it names, and what its channel
   * says of it. Never throws.
   */
  check(text: string, options: CompileOptions = {}): readonly Diagnostic[] {
    const parsed = this.#store.parse(text, options.name ?? 'template');
    try {
      const channel = this.#channel(options.channel, options.name);
      return sortDiagnostics([...this.#diagnose(parsed), ...this.#diagnoseFor(channel, parsed)]);
    } catch (error) {
      if (error instanceof TemplateError) return error.diagnostics;
      throw error;
    }
  }

  /**
   * What a template's text has to translate, in its order; and its faults, which may hide a message.
   */
  messages(
    text: string,
    options: { readonly name?: string } = {},
  ): { readonly messages: readonly TemplateMessage[]; readonly diagnostics: readonly Diagnostic[] } {
    const { template, diagnostics } = this.#store.parse(text, options.name ?? 'template');
    return { messages: messagesOf(template), diagnostics };
  }

  /**
   * How the data of a template is fetched, and what of it: the requests in words, the fields that are read, what
   * waits for what, and how many calls a batch of receivers takes at most.
   *
   * @param options.now the clock of the sample requests
   * @example engine.explain(template).steps.map((step) => step.calls)
   */
  explain(template: Template, options: { readonly now?: Date } = {}): DataPlan {
    const settings = {
      now: DateTime.fromJSDate(options.now ?? new Date(), { zone: 'UTC' }),
      timeZone:
        typeof this.#defaults.timeZone === 'string'
          ? this.#defaults.timeZone
          : this.#defaults.timeZone.fallback,
      rowLimit: this.#defaults.limits.rowsPerTag,
    };
    const { program } = template;
    const asks = ({ tag, source }: DataUse) =>
      this.language.tags.get(tag.name)?.asks?.(tag, source, settings);
    return dataPlan(program.paths, {
      asks,
      receiverFields: targetFields('contact', program.paths, this.#defaults),
    });
  }

  /**
   * The value of an expression, typed: for writing attributes instead of messages.
   *
   * @throws {TemplateError} where it is no expression, needs data, or fails
   * @example engine.evaluate('items|length', { items: [1, 2] }) // 2
   */
  evaluate(expression: string, context: Readonly<Record<string, unknown>> = {}): Value {
    const parsed = this.#store.parse(`{{ ${expression} }}`, 'expression');
    const errors = this.#diagnose(parsed).filter(isError);
    if (errors.length > 0) throw new TemplateError(errors);
    const [node, more] = parsed.template.body;
    if (node?.kind !== 'output') return undefined;
    if (more !== undefined) {
      const { source } = parsed.template;
      const range = { start: node.end, end: source.text.length };
      const params = {
        text: source.text.slice(node.end - 2),
        help: 'an expression is one value with its filters',
      };
      throw new TemplateError([diagnose('unexpected-text', params, { source, range })]);
    }
    let value: Value;
    const root = this.#root(findChannel(this.channels, 'text'), 'plain', () =>
      everythingRead('it is no template'),
    );
    const way = { escaping: false, whole: true, state: undefined };
    const evaluate = new Compiler(root, Unit.of(root, parsed, way), parsed, way).value(
      node.expression,
      'argument',
    );
    const program: Program = {
      parsed,
      source: parsed.template.source,
      channel: root.settings.channel,
      symbols: root.symbols,
      paths: root.paths(),
      emit: (pass) => {
        value = evaluate(pass);
        return '';
      },
      traced: () => program,
      gathering: () => undefined,
    };
    new Template(parsed.template.source, 'text', [], program, this.#defaults).renderSync(context);
    return value instanceof SafeText ? value.text : value;
  }

  // ----------------------------------------------------------------- inside

  #channel(wanted: string | undefined, file?: string): Channel {
    return findChannel(this.channels, wanted, { file, usual: this.#defaults.django ? 'html' : 'email' });
  }

  async #load(name: string, channel: Channel): Promise<Template> {
    await this.#readAll(name);
    const parsed = this.#store.get(name);
    if (parsed === null || parsed === 'unread') {
      const source = new SourceText('template name', name);
      const params = { name, nearest: nearest(name, this.#store.names()) };
      throw new TemplateError([
        diagnose('unknown-template', params, { source, range: { start: 0, end: name.length } }),
      ]);
    }
    return this.#compile(parsed, channel);
  }

  /** Reads a template and those that it names, so that compiling need not wait for them. */
  async #readAll(first: string): Promise<void> {
    const seen = new Set<string>();
    const waiting = [first];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      await this.#store.read(name);
      const parsed = this.#store.get(name);
      if (parsed === null || parsed === 'unread') continue;
      waiting.push(...namedTemplates(parsed.template).map((one) => one.target));
    }
  }

  #diagnose(parsed: ParsedTemplate): readonly Diagnostic[] {
    if (this.#defaults.django) return parsed.diagnostics;
    return reach(parsed, this.#store, this.language);
  }

  #diagnoseFor(channel: Channel, parsed: ParsedTemplate): readonly Diagnostic[] {
    const { catalogues } = this.#defaults;
    return checkChannel(parsed, { ...this.#store.settings, channel, library: this.#store, catalogues });
  }

  #compile(parsed: ParsedTemplate, channel: Channel): Template {
    // What is only worth knowing is `check`'s to tell.
    const told = this.#diagnoseFor(channel, parsed).filter(({ severity }) => severity !== 'info');
    const diagnostics = sortDiagnostics([...this.#diagnose(parsed), ...told]);
    if (diagnostics.some(isError)) throw new TemplateError(diagnostics.filter(isError));
    return new Template(
      parsed.template.source,
      channel.name,
      diagnostics,
      this.#program(parsed, channel, 'plain'),
      this.#defaults,
    );
  }

  #program(
    parsed: ParsedTemplate,
    channel: Channel,
    kind: ProgramKind,
    paths = once(() => accessPaths(parsed, this.#store, this.language)),
  ): Program {
    const root = this.#root(channel, kind, paths);
    const twin = (of: ProgramKind) => once(() => this.#program(parsed, channel, of, paths));
    const [traced, gathering] = [twin('traced'), twin('gathering')];
    const asks = once(() => this.#gathering.asks(parsed));
    const program: Program = {
      parsed,
      source: parsed.template.source,
      channel,
      symbols: root.symbols,
      emit: root.compile(parsed),
      get paths() {
        return paths();
      },
      traced: () => (kind === 'traced' ? program : traced()),
      gathering: () => (asks() ? gathering() : undefined),
    };
    return program;
  }

  #root(channel: Channel, kind: ProgramKind, paths: () => AccessPaths): Root {
    const { django } = this.#defaults;
    const settings = {
      language: this.language,
      channel,
      django,
      autoescape: this.#options.autoescape ?? true,
      stringIfInvalid: this.#options.stringIfInvalid ?? '',
      tagLines: this.#options.tagLines ?? (django ? 'keep' : channel.tagLines),
      trace: kind === 'traced',
      gathering: kind === 'gathering' ? this.#gathering : undefined,
      catalogues: this.#defaults.catalogues,
    };
    return new Root(settings, this.#store, lazyRoots, paths);
  }
}
