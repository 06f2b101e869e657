import type { Range, SourceText } from '../diagnostics/source-text.js';

/**
 * The tree of a template. Every node has `start` and `end` in its template's source; nothing in it knows
 * of tokens or of the parser that made it. Nodes are never changed after parsing.
 */
export interface Template extends Range {
  readonly kind: 'template';
  readonly source: SourceText;
  readonly body: readonly Node[];
}

export type Node = Text | Output | Comment | Tag | Broken;

/** Text to print as it stands. `text` is what is left after `-` trimming; the range covers the original. */
export interface Text extends Range {
  readonly kind: 'text';
  readonly text: string;
}

/** `{{ … }}` or `<%= … %>`. */
export interface Output extends Range {
  readonly kind: 'output';
  readonly expression: Expression;
}

/** `{# … #}` or `<%# … %>`. The `comment` tag is a tag. */
export interface Comment extends Range {
  readonly kind: 'comment';
}

/** A tag or an output that could not be read; its diagnostics say why. Prints nothing. */
export interface Broken extends Range {
  readonly kind: 'broken';
}

/**
 * `{% … %}`. For a block tag the range runs to the end of its closing tag, and `branches[0]` is the part
 * that its own name opens; a tag without a body has no branches.
 */
export interface Tag extends Range {
  readonly kind: 'tag';
  readonly name: string;
  readonly nameRange: Range;
  /** The opening tag, delimiters included. */
  readonly open: Range;
  readonly header: Header;
  readonly branches: readonly Branch[];
  /** The closing tag, delimiters included. */
  readonly close?: Range;
}

/** `elif …`, `else`, `empty`, `plural`; and, first, the part under the tag's own header. */
export interface Branch extends Range {
  readonly name: string;
  /** The tag that opens the branch, delimiters included. */
  readonly open: Range;
  readonly header: Header;
  readonly body: readonly Node[];
}

// ------------------------------------------------------------------ headers

/** What stands after a tag's name, in one of a few shapes. */
export type Header =
  | NoHeader
  | RawHeader
  | WordsHeader
  | ConditionHeader
  | LoopHeader
  | FiltersHeader
  | ArgumentsHeader;

export interface NoHeader extends Range {
  readonly shape: 'none';
}
/** Any text: the note of `comment`, the label of `verbatim`. */
export interface RawHeader extends Range {
  readonly shape: 'raw';
  readonly text: string;
}
/** Bare words: `block content`, `autoescape off`, `load a b`. */
export interface WordsHeader extends Range {
  readonly shape: 'words';
  readonly words: readonly Word[];
}
export interface ConditionHeader extends Range {
  readonly shape: 'condition';
  readonly condition: Condition;
}
/** `for a, b in items reversed`. */
export interface LoopHeader extends Range {
  readonly shape: 'loop';
  readonly targets: readonly Word[];
  readonly iterable: Expression;
  readonly reversed: boolean;
}
/** `filter lower|truncatechars:9`: a chain over an input that the tag supplies (a `hole`). */
export interface FiltersHeader extends Range {
  readonly shape: 'filters';
  readonly expression: Expression;
}
/** Positional and named arguments, and the clauses that the tag declares (`as x`, `with a=b`, `only`). */
export interface ArgumentsHeader extends Range {
  readonly shape: 'arguments';
  readonly positional: readonly Expression[];
  readonly named: readonly NamedArgument[];
  readonly clauses: readonly Clause[];
}

export interface Word extends Range {
  readonly text: string;
}

/** `name=value`; without `value` the bare name of a parameter, which stands for its default. */
export interface NamedArgument extends Range {
  readonly name: Word;
  readonly value?: Expression;
}

export type Clause = FlagClause | NameClause | ExpressionClause | BindingsClause;
/** `only`, `silent`. */
export interface FlagClause extends Range {
  readonly kind: 'flag';
  readonly keyword: string;
}
/** `as name`. */
export interface NameClause extends Range {
  readonly kind: 'name';
  readonly keyword: string;
  readonly name: Word;
}
/** `by attribute`, `context "verb"`. */
export interface ExpressionClause extends Range {
  readonly kind: 'expression';
  readonly keyword: string;
  readonly expression: Expression;
}
/** `with a=b c=d`, `count n=list|length`. */
export interface BindingsClause extends Range {
  readonly kind: 'bindings';
  readonly keyword: string;
  readonly bindings: readonly NamedArgument[];
}

// -------------------------------------------------------------- expressions

export type Expression = StringLiteral | NumberLiteral | Variable | Filtered | Translated | Hole;

/** A quoted string; `value` has its backslashes resolved. */
export interface StringLiteral extends Range {
  readonly kind: 'string';
  readonly value: string;
}
/** A number; `text` is how it was written, so that no digit is lost. */
export interface NumberLiteral extends Range {
  readonly kind: 'number';
  readonly text: string;
}
/** `deal.order_products.0.value`; the first word is the name that is looked up in scope. */
export interface Variable extends Range {
  readonly kind: 'variable';
  readonly path: readonly [Word, ...Word[]];
}
/** One filter over its input; a chain is nested, the last filter outermost. */
export interface Filtered extends Range {
  readonly kind: 'filtered';
  readonly input: Expression;
  readonly filter: Word;
  readonly argument?: Expression;
}
/** `_("text")`. */
export interface Translated extends Range {
  readonly kind: 'translated';
  readonly text: StringLiteral;
}
/** The input of a `filter` tag's chain. */
export interface Hole extends Range {
  readonly kind: 'hole';
}

// --------------------------------------------------------------- conditions

export type Condition = LogicalCondition | NotCondition | Comparison | Expression;

export interface LogicalCondition extends Range {
  readonly kind: 'and' | 'or';
  readonly left: Condition;
  readonly right: Condition;
}
export interface NotCondition extends Range {
  readonly kind: 'not';
  readonly operand: Condition;
}
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not';
export interface Comparison extends Range {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Condition;
  readonly right: Condition;
}
