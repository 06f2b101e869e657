import type { MessageLayout } from './analyse/message-layout.js';
import { type AccessPaths, accessPaths, everythingRead, messagePaths } from './analyse/paths.js';
import type { Channel } from './channels/index.js';
import { Compiler } from './compile/compiler.js';
import { Gathering } from './compile/gathering.js';
import type { ParsedTemplate } from './compile/parsed.js';
import { Root } from './compile/root.js';
import type { TemplateStore } from './compile/store.js';
import { Unit } from './compile/unit.js';
import type { EngineOptions } from './engine-options.js';
import type { Language } from './language/builtins.js';
import type { Catalogues } from './language/catalogues.js';
import type { Emit, Evaluate } from './language/pass.js';
import { once } from './render/once.js';
import type { Program, ProgramKind } from './render/program.js';
import { lazyRoots } from './render/roots.js';
import type { Expression } from './syntax/ast.js';

/** What stays the same for every program of one engine. */
export interface ProgramSettings extends Pick<EngineOptions, 'autoescape' | 'stringIfInvalid' | 'tagLines'> {
  readonly language: Language;
  readonly store: TemplateStore;
  readonly django: boolean;
  readonly catalogues: Catalogues;
}

/** Makes programs of templates, of the parts of messages, and of expressions. */
export class Programs {
  readonly #gathering: Gathering;

  constructor(readonly settings: ProgramSettings) {
    this.#gathering = new Gathering(settings.language, settings.store);
  }

  template(parsed: ParsedTemplate, channel: Channel): Program {
    const { store, language } = this.settings;
    const paths = once(() => accessPaths(parsed, store, language));
    return this.#program({ parsed, channel, paths, compile: (root) => root.compile(parsed) }, 'plain');
  }

  /** One for each part of a message, by its name. What they read of their data is told for all together. */
  message(
    layout: MessageLayout<ParsedTemplate>,
    channelOf: (part: string) => Channel,
  ): ReadonlyMap<string, Program> {
    const { store, language } = this.settings;
    const paths = once(() => messagePaths(layout, store, language));
    const [parsed] = layout.chain;
    if (parsed === undefined) return new Map();
    return new Map(
      [...layout.parts.keys()].map((part) => {
        const compile = (root: Root) => root.compilePart(part, layout);
        return [part, this.#program({ parsed, channel: channelOf(part), paths, compile }, 'plain')];
      }),
    );
  }

  /** One that prints nothing and gives the value of its expression away. */
  expression(
    parsed: ParsedTemplate,
    expression: Expression,
    channel: Channel,
    take: (value: ReturnType<Evaluate>) => void,
  ): Program {
    const root = this.#root(channel, 'plain', () => everythingRead('it is no template'));
    const way = { escaping: false, whole: true, state: undefined };
    const evaluate = new Compiler(root, Unit.of(root, parsed, way), parsed, way).value(
      expression,
      'argument',
    );
    const program: Program = {
      parsed,
      source: parsed.template.source,
      channel,
      symbols: root.symbols,
      paths: root.paths(),
      emit: (pass) => {
        take(evaluate(pass));
        return '';
      },
      traced: () => program,
      gathering: () => undefined,
    };
    return program;
  }

  #program(made: Made, kind: ProgramKind): Program {
    const { parsed, channel, paths } = made;
    const root = this.#root(channel, kind, paths);
    const twin = (of: ProgramKind) => once(() => this.#program(made, of));
    const [traced, gathering] = [twin('traced'), twin('gathering')];
    const asks = once(() => this.#gathering.asks(parsed));
    const program: Program = {
      parsed,
      source: parsed.template.source,
      channel,
      symbols: root.symbols,
      emit: made.compile(root),
      get paths() {
        return paths();
      },
      traced: () => (kind === 'traced' ? program : traced()),
      gathering: () => (asks() ? gathering() : undefined),
    };
    return program;
  }

  #root(channel: Channel, kind: ProgramKind, paths: () => AccessPaths): Root {
    const { language, store, django, catalogues, autoescape, stringIfInvalid, tagLines } = this.settings;
    const settings = {
      language,
      channel,
      django,
      autoescape: autoescape ?? true,
      stringIfInvalid: stringIfInvalid ?? '',
      tagLines: tagLines ?? (django ? 'keep' : channel.tagLines),
      trace: kind === 'traced',
      gathering: kind === 'gathering' ? this.#gathering : undefined,
      catalogues,
    };
    return new Root(settings, store, lazyRoots, paths);
  }
}

/** What a program and its twins are made from. */
interface Made {
  readonly parsed: ParsedTemplate;
  readonly channel: Channel;
  readonly paths: () => AccessPaths;
  readonly compile: (root: Root) => Emit;
}
