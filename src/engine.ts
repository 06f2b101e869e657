import { DateTime } from 'luxon';
import type { DataPlan } from './analyse/data-plan.js';
import { messagesOf, type TemplateMessage } from './analyse/messages.js';
import type { DataUse } from './analyse/paths.js';
import { dataPlan } from './analyse/plan.js';
import { allowsOf, checkPolicy } from './analyse/policy.js';
import { namedTemplates } from './analyse/reach.js';
import { findChannel } from './channels/find-channel.js';
import { builtinChannels, type Channel } from './channels/index.js';
import { Checks, sound } from './checks.js';
import type { ParsedTemplate } from './compile/parsed.js';
import { TemplateStore } from './compile/store.js';
import { type Diagnostic, diagnose, isError } from './diagnostics/diagnostic.js';
import { TemplateError } from './diagnostics/error.js';
import { nearest } from './diagnostics/nearest.js';
import { SourceText } from './diagnostics/source-text.js';
import { type CompileOptions, type EngineOptions, renderDefaults } from './engine-options.js';
import { createLanguage, type Language } from './language/builtins.js';
import { loaderTag } from './language/loader-tag.js';
import { MessageTemplate } from './message-template.js';
import { Programs } from './programs.js';
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
  readonly #store: TemplateStore;
  readonly #defaults: RenderDefaults;
  readonly #checks: Checks;
  readonly #programs: Programs;
  readonly #templates = new Loaded<Template>();
  readonly #messages = new Loaded<MessageTemplate>();

  /** @throws {TypeError} for definitions whose names are taken or are no names, and options that mean nothing */
  constructor(options: EngineOptions = {}) {
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
    this.#checks = new Checks(this.channels, this.#store, this.#defaults);
    const { autoescape, stringIfInvalid, tagLines } = options;
    this.#programs = new Programs({
      language: this.language,
      store: this.#store,
      django: this.#defaults.django,
      catalogues: this.#defaults.catalogues,
      ...(autoescape !== undefined && { autoescape }),
      ...(stringIfInvalid !== undefined && { stringIfInvalid }),
      ...(tagLines !== undefined && { tagLines }),
    });
  }

  /**
   * A template from its text.
   *
   * @throws {TemplateError} with every error there is, in it and in the templates that it names
   * @throws {TypeError} for a channel that there is none of
   */
  compile(text: string, options: CompileOptions = {}): Template {
    const parsed = this.#store.parse(text, options.name ?? 'template');
    return this.#compile(parsed, this.#checks.channel(options.channel, options.name));
  }

  /**
   * A message from its text: a template whose blocks are its parts.
   *
   * @throws {TemplateError} with every error there is, in it and in the templates that it names
   * @example engine.compileMessage('{% block subject %}Hi{% endblock %}{% block text %}…{% endblock %}').parts
   */
  compileMessage(text: string, options: Pick<CompileOptions, 'name'> = {}): MessageTemplate {
    return this.#compileMessage(this.#store.parse(text, options.name ?? 'template'));
  }

  /**
   * A message by its name in the loader, compiled once.
   *
   * @throws {TemplateError} where there is none, or it has errors
   */
  loadMessage(name: string): Promise<MessageTemplate> {
    return this.#messages.get(name, async () => this.#compileMessage(await this.#read(name)));
  }

  /** Whether a template's text is a message: it, or one that it extends, has a part `subject`. Not in Django's dialect. */
  isMessage(text: string, options: Pick<CompileOptions, 'name'> = {}): boolean {
    return this.#checks.isMessage(this.#store.parse(text, options.name ?? 'template'));
  }

  /**
   * A template by its name in the loader, compiled once for each channel.
   *
   * @throws {TemplateError} where there is none, or it has errors
   */
  async load(name: string, options: { readonly channel?: string } = {}): Promise<Template> {
    const channel = this.#checks.channel(options.channel, name);
    const load = async () => this.#compile(await this.#read(name), channel);
    return this.#templates.get(`${channel.name}\n${name}`, load);
  }

  /**
   * Everything that is wrong with a template's text, in it and in the templates that it names, and what its channel
   * says of it: of a message, the channel of each part. Never throws.
   */
  check(text: string, options: CompileOptions = {}): readonly Diagnostic[] {
    const parsed = this.#store.parse(text, options.name ?? 'template');
    try {
      if (options.channel === undefined && this.#checks.isMessage(parsed))
        return this.#checks.message(parsed);
      return this.#checks.template(parsed, this.#checks.channel(options.channel, options.name));
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
  explain(template: Template | MessageTemplate, options: { readonly now?: Date } = {}): DataPlan {
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
    const errors = this.#checks.own(parsed).filter(isError);
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
    const program = this.#programs.expression(
      parsed,
      node.expression,
      findChannel(this.channels, 'text'),
      (found) => {
        value = found;
      },
    );
    new Template(parsed.template.source, 'text', [], program, this.#defaults).renderSync(context);
    return value instanceof SafeText ? value.text : value;
  }

  /**
   * The texts that a template is made from: its own, and those of the templates that it and they name. What a
   * variable names is known only when it runs.
   */
  textsOf({ program }: Template | MessageTemplate): readonly SourceText[] {
    const found = new Map([[program.parsed.name, program.parsed]]);
    for (const { template } of found.values()) {
      for (const { target } of namedTemplates(template)) {
        const parsed = found.has(target) ? undefined : this.#store.get(target);
        if (parsed && parsed !== 'unread') found.set(target, parsed);
      }
    }
    return [...found.values()].map(({ template }) => template.source);
  }

  // ----------------------------------------------------------------- inside

  async #read(name: string): Promise<ParsedTemplate> {
    await this.#readAll(name);
    const parsed = this.#store.get(name);
    if (parsed !== null && parsed !== 'unread') return parsed;
    const source = new SourceText('template name', name);
    const params = { name, nearest: nearest(name, this.#store.names()) };
    throw new TemplateError([
      diagnose('unknown-template', params, { source, range: { start: 0, end: name.length } }),
    ]);
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

  #compile(parsed: ParsedTemplate, channel: Channel): Template {
    const diagnostics = sound(this.#checks.template(parsed, channel));
    const program = this.#programs.template(parsed, channel);
    return new Template(parsed.template.source, channel.name, diagnostics, program, this.#defaults);
  }

  #compileMessage(parsed: ParsedTemplate): MessageTemplate {
    const diagnostics = sound(this.#checks.message(parsed));
    const layout = this.#checks.layout(parsed);
    const programs = this.#programs.message(layout, (part) => this.#checks.channelOf(part));
    return new MessageTemplate(parsed.template.source, diagnostics, programs, this.#defaults);
  }
}

/** What is loaded once, however many wait for it; a failure is not kept. */
class Loaded<T> {
  readonly #known = new Map<string, Promise<T>>();

  get(key: string, load: () => Promise<T>): Promise<T> {
    let loaded = this.#known.get(key);
    if (loaded === undefined) {
      loaded = load();
      this.#known.set(key, loaded);
      loaded.catch(() => this.#known.delete(key));
    }
    return loaded;
  }
}
