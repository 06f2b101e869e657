import { check } from '../analyse/check.js';
import type { Allows } from '../analyse/policy.js';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { Loader } from '../language/pass.js';
import type { Node, Tag, Template } from '../syntax/ast.js';
import type { ParseOptions } from '../syntax/options.js';
import { parse } from '../syntax/parse.js';
import type { ParsedTemplate, Templates } from './parsed.js';

/**
 * Where the sources of templates come from. A name is whatever the loader makes of it; `undefined` says
 * that there is no such template.
 *
 * @example { read: (name) => sources.get(name), names: () => [...sources.keys()] }
 */
export interface TemplateLoader {
  read(name: string): string | undefined | Promise<string | undefined>;
  /** The names there are, for "did you mean"; absent where the loader cannot tell. */
  names?(): readonly string[];
}

export interface StoreSettings {
  readonly language: Language;
  readonly allows: Allows;
  readonly parse: Omit<ParseOptions, 'tags'>;
  /** How a template of the loader is called in diagnostics: a path where there is one. */
  readonly loader: TemplateLoader | undefined;
}

/** The templates of one engine: each read, parsed and checked once. */
export class TemplateStore implements Templates {
  readonly #known = new Map<string, ParsedTemplate | null>();
  /** Names that there is no template of; clients may ask for any. */
  readonly #missing = new Set<string>();
  readonly #own = new WeakSet<ParsedTemplate>();

  readonly loader: Loader = {
    name: 'template',
    load: (names) => Promise.all(names.map((name) => this.#attempt(String(name)))),
  };

  constructor(readonly settings: StoreSettings) {}

  get(name: string): ParsedTemplate | null | 'unread' {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const text = this.settings.loader?.read(name);
    if (text instanceof Promise) {
      // Whoever needs it reads it again and waits; this one only told us that waiting is needed.
      text.catch(() => undefined);
      return 'unread';
    }
    return this.#keep(name, text);
  }

  names(): readonly string[] {
    return this.settings.loader?.names?.() ?? [];
  }

  async read(name: string): Promise<void> {
    if (!this.#known.has(name)) this.#keep(name, await this.settings.loader?.read(name));
  }

  owns(parsed: ParsedTemplate): boolean {
    return this.#own.has(parsed);
  }

  /** A template that has no name in the loader, or another text than it has there. */
  parse(text: string, name: string): ParsedTemplate {
    const { language, allows, parse: options } = this.settings;
    const source = new SourceText(name, text);
    const { template, diagnostics } = parse(source, { ...options, tags: language.tags });
    const found = check(template, language, allows, options.dialect === 'django');
    const parsed = {
      name,
      template,
      blocks: blocksOf(template),
      diagnostics: sortDiagnostics(withoutRepeats([...diagnostics, ...found.diagnostics])),
      byRoot: found.byRoot,
    };
    this.#own.add(parsed);
    return parsed;
  }

  async #attempt(name: string): Promise<string | Error> {
    try {
      await this.read(name);
      return name;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #miss(name: string): void {
    this.#missing.add(name);
    const [oldest] = this.#missing;
    if (this.#missing.size <= mostMissing || oldest === undefined) return;
    this.#missing.delete(oldest);
    this.#known.delete(oldest);
  }

  /** Loaders are other people's programs: what is not text is no template. */
  #keep(name: string, text: string | null | undefined): ParsedTemplate | null {
    const missing = text === undefined || text === null;
    if (!missing && typeof text !== 'string') throw new TypeError(`the template "${name}" is no text`);
    const parsed = missing ? null : this.parse(text, name);
    this.#known.set(name, parsed);
    if (parsed === null) this.#miss(name);
    return parsed;
  }
}

/** How many names are remembered that nothing stands behind. */
const mostMissing = 1000;

function blocksOf(template: Template): ReadonlyMap<string, Tag> {
  const blocks = new Map<string, Tag>();
  const collect = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (node.kind !== 'tag') continue;
      const name = node.name === 'block' && node.header.shape === 'words' ? node.header.words[0] : undefined;
      if (name !== undefined) blocks.set(name.text, node);
      for (const branch of node.branches) collect(branch.body);
    }
  };
  collect(template.body);
  return blocks;
}

/** One place, one fault: what a parser and a checker both saw is said once. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, range }) => {
    const key = `${code} ${range.start} ${range.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
