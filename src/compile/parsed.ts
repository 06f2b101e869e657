import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Loader } from '../language/pass.js';
import type { Tag, Template } from '../syntax/ast.js';
import type { Value } from '../values/value.js';

/** A template as the engine keeps it: its tree, and what is needed to build others on it. */
export interface ParsedTemplate {
  readonly name: string;
  readonly template: Template;
  /** Its `block` tags by name, nested ones too. */
  readonly blocks: ReadonlyMap<string, Tag>;
  readonly diagnostics: readonly Diagnostic[];
  /** Those that are faults only where the name of a root, given here, is bound by no other template. */
  readonly byRoot: ReadonlyMap<Diagnostic, string>;
}

/** What a compiled template answers with its tree, so that a variable can hold it for `include` and `extends`. */
export const parsedTemplate: unique symbol = Symbol('parsed template');

export const asParsed = (value: Value): ParsedTemplate | undefined =>
  typeof value === 'object' && value !== null && parsedTemplate in value
    ? (value as { readonly [parsedTemplate]: ParsedTemplate })[parsedTemplate]
    : undefined;

/** Where compiled code finds other templates. */
export interface Templates {
  /** The template; null where there is none of that name; 'unread' where a loader must be waited for. */
  get(name: string): ParsedTemplate | null | 'unread';
  /** The names there are, where the loader can tell. */
  names(): readonly string[];
  /**
   * Reads those that were 'unread', for `get` to find. One for all requests of all programs, so that what was
   * asked once and failed is not asked again.
   */
  readonly loader: Loader;
  /** Whether it is this engine's own: templates never cross engines. */
  owns(parsed: ParsedTemplate): boolean;
}
