/**
 * What the parser must know of a tag: the shape of its header, its branches, its end. Definitions of tags
 * (language/) extend this; the parser itself knows no tag by name.
 */
export interface TagSyntax {
  readonly name: string;
  readonly header: HeaderSyntax;
  /** Present for a tag with a body. */
  readonly body?: BodySyntax;
}

export interface BodySyntax {
  /** The closing tag; `end` + the tag's name unless given. */
  readonly end?: string;
  /** The closing tag may repeat the header's first word (`endblock content`), which must then be equal. */
  readonly endLabel?: boolean;
  readonly branches?: readonly BranchSyntax[];
  /** The body is not read: `skip` drops it (comment), `text` prints it as it stands (verbatim). */
  readonly raw?: 'skip' | 'text';
}

export interface BranchSyntax {
  readonly name: string;
  readonly header: HeaderSyntax;
  /** It may stand more than once: `elif`. */
  readonly repeats?: boolean;
  /** Nothing may follow it: `else`, `empty`. */
  readonly last?: boolean;
}

export type HeaderSyntax =
  | { readonly shape: 'none' }
  | { readonly shape: 'raw' }
  | WordsSyntax
  | { readonly shape: 'condition' }
  | { readonly shape: 'loop' }
  | { readonly shape: 'filters' }
  | ArgumentsSyntax;

export interface WordsSyntax {
  readonly shape: 'words';
  readonly min: number;
  readonly max: number;
  /** The only words allowed: `on`, `off`. */
  readonly choices?: readonly string[];
  /** What a word stands for, in messages: `name`, `library`. */
  readonly means: string;
}

export interface ArgumentsSyntax {
  readonly shape: 'arguments';
  /** Names of the positional arguments, for messages; `min` of them are required. `rest`: any number more. */
  readonly positional?: { readonly names: readonly string[]; readonly min: number; readonly rest?: boolean };
  /** `name=value`: `none` are allowed, `declared` ones only, or `any` name. */
  readonly named?: 'none' | 'declared' | 'any';
  /** The declared names. One of them alone (`filter_by`) is a named argument without a value. */
  readonly parameters?: readonly string[];
  readonly bareParameters?: boolean;
  readonly clauses?: Readonly<Record<string, ClauseSyntax>>;
  /** Named arguments may be written Django's old way as well: `{% with value as name and value as name %}`. */
  readonly legacyBindings?: boolean;
}

export interface ClauseSyntax {
  readonly takes: 'flag' | 'name' | 'expression' | 'bindings';
  readonly required?: boolean;
  /** Nothing may stand behind it: `as NAME` of a data tag. */
  readonly last?: boolean;
}
