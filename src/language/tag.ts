import type { Entity } from '../data/model.js';
import type { Reads } from '../data/reads.js';
import type { Code, Params } from '../diagnostics/catalogue.js';
import type { Diagnostic, Edit, Related } from '../diagnostics/diagnostic.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Condition, Expression, Node, Tag } from '../syntax/ast.js';
import type { TagSyntax } from '../syntax/tag-syntax.js';
import type { Pending } from '../values/value.js';
import type { Asks, SampleSettings } from './asks.js';
import type { Example, FilterSite } from './filter.js';
import type { Emit, Evaluate, Pass, Test } from './pass.js';

/** A name that a tag gives a value, and how far it reaches. */
export interface Binding {
  readonly name: string;
  readonly range: Range;
  /** `body`: the tag's own body. `rest`: what follows, until the enclosing scope ends. */
  readonly reach: 'body' | 'rest';
  /** Where the value comes from, for access paths; absent where it is the tag's own making. */
  readonly value?: Expression;
  /** The name stands for the elements of `value`, not for it (loops). */
  readonly elements?: boolean;
  /** The data that the tag asks for. */
  readonly data?: boolean;
  /** What that data is, where it is records of a source. */
  readonly records?: { readonly entity: Entity; readonly many: boolean };
}

/**
 * A tag, whole: how its header reads, its branches, what it binds, whether it prints, its documentation
 * and its behaviour. It never sees tokens, so adding one never touches the grammar: one file in
 * language/tags, one line in its index, one case.
 */
export interface TagDefinition extends TagSyntax {
  readonly doc: string;
  readonly example: Example | readonly Example[];
  readonly library: string;
  /** The names that one use binds. */
  readonly binds?: (tag: Tag) => readonly Binding[];
  /**
   * Whether it puts text of its own where it stands (cycle, now, include, block). A line of a text message
   * that holds only tags which do not is removed with its line break.
   */
  readonly prints: boolean;
  /** It takes its body's output as a value (filter, blocktranslate … asvar) instead of printing it in place. */
  readonly captures: boolean;
  /**
   * `arguments`: it reads nothing but the expressions of its own header, so that what a template reads of its
   * data is known. Without it a tag of the embedder's own may read any name that it can see, and everything is
   * fetched of each.
   */
  readonly reads?: 'arguments';
  /**
   * Whether a use decides what follows without binding a name (skip, require), or moves on what others read
   * (cycle): it then runs where a template is run only to learn what data it needs, as every tag does that
   * is not built in.
   */
  readonly steers?: (tag: Tag) => boolean;
  /** What one use of a data tag asks for, for the data plan. */
  readonly asks?: (tag: Tag, source: SourceText, settings: SampleSettings) => Asks;
  /** Faults of one use beyond its shape: literal arguments out of range, names that are not allowed. */
  readonly check?: (tag: Tag, checker: TagChecker) => void;
  readonly compile: (tag: Tag, compiler: TagCompiler) => Emit;
}

/** Checks nothing at run time: it gives the definition its type. */
export const defineTag = (definition: TagDefinition): TagDefinition => definition;

/** Where a tag's `check` reports. */
export interface TagChecker {
  readonly source: SourceText;
  readonly django: boolean;
  readonly template: { readonly body: readonly Node[] };
  readonly allows: (kind: 'scope' | 'tag' | 'filter' | 'attribute' | 'dataTag', name: string) => boolean;
  report<C extends Code>(
    code: C,
    params: Params<C>,
    range: Range,
    more?: { related?: readonly Related[]; fix?: readonly Edit[] },
  ): void;
}

/**
 * What a tag is compiled with. Names become slots, filters become functions, once; the closures that come
 * out run in every pass.
 */
export interface TagCompiler {
  readonly source: SourceText;
  /** The whole template that the tag stands in. */
  readonly nodes: readonly Node[];
  readonly site: FilterSite;
  /**
   * The value of an expression. `test`: a missing name is null and no fault (if, for, firstof). `argument`:
   * a missing name stays missing; going into a filter it is reported under strict.
   */
  value(expression: Expression, use: 'test' | 'argument'): Evaluate;
  test(condition: Condition): Test;
  /** The value of a `filter` tag's chain over an input that the tag supplies. */
  filtered(chain: Expression, input: Evaluate): Evaluate;
  /** Prints a value as an output does: as this channel's text. */
  print(value: Evaluate): Emit;
  /** Prints a text of the tag's own making (a date, a number): as it is, but escaped where a chat channel needs it. */
  printText(text: Emit): Emit;
  body(nodes: readonly Node[]): Emit;
  /**
   * A piece that may run from several places, itself among them: compiled once for each owner and way of
   * escaping, in a scope of its own.
   */
  once(owner: Tag, build: () => Emit): Emit;
  /** Names bound while `build` compiles get their old values back when its closure returns. */
  scope(build: () => Emit): Emit;
  /** The slot of a name, for reading. */
  slot(name: string): number;
  /**
   * The slot of a name that the tag will set; restored at the end of the enclosing `scope`. `upward`: a name
   * that had a value outside keeps the new one (Django's `set_upward`).
   */
  bind(name: string, upward?: 'upward'): number;
  /** Compiles with escaping on or off. */
  escaping(on: boolean, build: () => Emit): Emit;
  /** The static cost of a body: what a loop pays for each iteration. */
  cost(nodes: readonly Node[]): number;
  /** The template that an expression names, ready to run in the scope of this place. */
  template(name: Expression): (pass: Pass) => Emit | Pending;
  /** Continues as the template that an expression names, with this template's blocks over its own. */
  extend(parent: Expression): Emit;
  /** The block called `name` as the most derived template has it. */
  block(tag: Tag, name: string): Emit;
  /** What the root template reads of what a data tag binds; undefined where that is not known: everything. */
  reads(tag: Tag): Reads | undefined;
  /** Makes a diagnostic of this template. */
  diagnose<C extends Code>(code: C, params: Params<C>, range: Range): Diagnostic;
}
