import type { TagSyntax } from './tag-syntax.js';

export type Delimiters = 'both' | 'braces' | 'angle';

/**
 * `default` is the language of this project; `django` switches every extension off: braces only, no
 * multi-line tags, no `-` trimming, no parentheses in `if`, no white space around `|` inside tags.
 */
export type Dialect = 'default' | 'django';

export interface ParseOptions {
  readonly delimiters?: Delimiters;
  readonly dialect?: Dialect;
  /** Patterns of other systems' tags that stay in the text; `*` stands for any text: `<%asm_*%>`. */
  readonly passthrough?: readonly string[];
  /** The tags there are, by name. */
  readonly tags: ReadonlyMap<string, TagSyntax>;
}
