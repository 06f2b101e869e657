import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Tag, Template } from '../syntax/ast.js';

/** A template as the engine keeps it: its tree, and what is needed to build others on it. */
export interface ParsedTemplate {
  readonly name: string;
  readonly template: Template;
  /** Its `block` tags by name, nested ones too. */
  readonly blocks: ReadonlyMap<string, Tag>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where compiled code finds other templates. */
export interface Templates {
  /** The template; null where there is none of that name; 'unread' where a loader must be waited for. */
  get(name: string): ParsedTemplate | null | 'unread';
  /** The names there are, where the loader can tell. */
  names(): readonly string[];
  /** Reads one that was 'unread', for `get` to find. */
  read(name: string): Promise<void>;
}
