import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type { Range } from '../diagnostics/source-text.js';
import type {
  ComparisonOperator,
  Condition,
  Expression,
  StringLiteral,
  Variable,
  Word as WordNode,
} from './ast.js';
import { stringLiteral, variableOrNumber } from './literals.js';
import { compared, type Item, joined, type LoopParts, type Slip, type Spanned } from './parts.js';
import {
  And,
  Bare,
  Colon,
  Comma,
  Equals,
  Gap,
  In,
  Is,
  LeftParenthesis,
  LoopIn,
  Not,
  Operator,
  Or,
  Pipe,
  Reversed,
  RightParenthesis,
  SignedNumber,
  Text,
  Translated,
  vocabulary,
  Word,
} from './tokens.js';
import { wordlessParser } from './wording.js';

type Rule<T> = ParserMethod<[], T>;

/**
 * The grammar of everything between a pair of delimiters: one entry rule for each header shape and one for
 * an output. Its actions build the tree of ast.ts; offsets are moved by `base` into the whole template.
 *
 * The precedence of conditions is that of Django's smartif: or, and, not, in, then the other comparisons;
 * all of them group from the left.
 */
export class TagGrammar extends EmbeddedActionsParser {
  #base = 0;
  #text = '';
  /** Names that the rules let through but the language does not, for the caller to report. */
  slips: Slip[] = [];

  constructor(skipValidations = true) {
    super(vocabulary, {
      recoveryEnabled: false,
      maxLookahead: 2,
      nodeLocationTracking: 'none',
      skipValidations,
      errorMessageProvider: wordlessParser,
    });
    this.performSelfAnalysis();
  }

  /** Makes ready for one tag: `tokens` of `text`, which begins at `base` of the template. */
  begin(tokens: IToken[], text: string, base: number): void {
    this.#base = base;
    this.#text = text;
    this.slips = [];
    this.input = tokens;
  }
  // ------------------------------------------------------------ expressions

  readonly output: Rule<Expression> = this.RULE('output', () => this.SUBRULE(this.expression));

  readonly expression: Rule<Expression> = this.RULE('expression', () => {
    let node: Expression = this.SUBRULE(this.primary);
    this.MANY(() => {
      this.CONSUME(Pipe);
      node = this.SUBRULE(this.filter, { ARGS: [node] });
    });
    return node;
  });

  /** The chain of a `filter` tag, whose input is what the tag encloses. */
  readonly filters: Rule<Expression> = this.RULE('filters', () => {
    let node: Expression = { kind: 'hole', start: this.#base, end: this.#base };
    this.AT_LEAST_ONE_SEP({
      SEP: Pipe,
      DEF: () => {
        node = this.SUBRULE(this.filter, { ARGS: [node] });
      },
    });
    return node;
  });

  readonly filter: ParserMethod<[Expression], Expression> = this.RULE(
    'filter',
    (input: Expression): Expression => {
      const filter = this.word(this.CONSUME(Word));
      if (filter.text.includes('.')) this.slip('dotted-filter', filter);
      const argument = this.OPTION(() => {
        this.CONSUME(Colon);
        return this.SUBRULE(this.primary);
      });
      return {
        kind: 'filtered',
        start: input?.start ?? 0,
        end: argument?.end ?? filter.end,
        input,
        filter,
        ...(argument && { argument }),
      };
    },
  );

  readonly primary: Rule<Expression> = this.RULE('primary', () =>
    this.OR([
      { ALT: (): Expression => this.value(this.CONSUME(Word)) },
      { ALT: (): Expression => this.value(this.CONSUME(SignedNumber)) },
      { ALT: (): Expression => this.quoted(this.CONSUME(Text), 0) },
      {
        ALT: (): Expression => {
          const token = this.CONSUME(Translated);
          const text = this.quoted(token, 2);
          return { kind: 'translated', start: text.start - 2, end: text.end + 1, text };
        },
      },
    ]),
  );

  // ------------------------------------------------------------- conditions

  readonly condition: Rule<Condition> = this.RULE(
    'condition',
    () => this.SUBRULE(this.disjunction).condition,
  );

  readonly disjunction: Rule<Spanned> = this.RULE('disjunction', () => {
    let left = this.SUBRULE(this.conjunction);
    this.MANY(() => {
      this.CONSUME(Or);
      left = joined('or', left, this.SUBRULE2(this.conjunction));
    });
    return left;
  });

  readonly conjunction: Rule<Spanned> = this.RULE('conjunction', () => {
    let left = this.SUBRULE(this.membership);
    this.MANY(() => {
      this.CONSUME(And);
      left = joined('and', left, this.SUBRULE2(this.membership));
    });
    return left;
  });

  readonly membership: Rule<Spanned> = this.RULE('membership', () => {
    let left = this.SUBRULE(this.comparison);
    this.MANY(() => {
      const not = this.OPTION(() => this.CONSUME(Not));
      this.CONSUME(In);
      left = compared(not ? 'not in' : 'in', left, this.SUBRULE2(this.comparison));
    });
    return left;
  });

  readonly comparison: Rule<Spanned> = this.RULE('comparison', () => {
    let left = this.SUBRULE(this.operand);
    this.MANY(() => {
      const operator = this.SUBRULE(this.operator);
      left = compared(operator, left, this.SUBRULE2(this.operand));
    });
    return left;
  });

  readonly operator: Rule<ComparisonOperator> = this.RULE('operator', () =>
    this.OR([
      { ALT: (): ComparisonOperator => this.CONSUME(Operator).image as ComparisonOperator },
      {
        ALT: (): ComparisonOperator => {
          this.CONSUME(Is);
          return this.OPTION(() => this.CONSUME(Not)) ? 'is not' : 'is';
        },
      },
    ]),
  );

  readonly operand: Rule<Spanned> = this.RULE('operand', () =>
    this.OR([
      {
        ALT: (): Spanned => {
          const start = this.#base + this.CONSUME(Not).startOffset;
          const operand = this.SUBRULE(this.membership);
          const end = operand?.end ?? 0;
          return { start, end, condition: { kind: 'not', start, end, operand: operand?.condition } };
        },
      },
      {
        ALT: (): Spanned => {
          const start = this.#base + this.CONSUME(LeftParenthesis).startOffset;
          const inner = this.SUBRULE(this.disjunction);
          const end = this.#base + this.CONSUME(RightParenthesis).startOffset + 1;
          return { start, end, condition: inner?.condition };
        },
      },
      {
        ALT: (): Spanned => {
          const condition = this.SUBRULE(this.expression);
          return { start: condition?.start ?? 0, end: condition?.end ?? 0, condition };
        },
      },
    ]),
  );

  // ------------------------------------------------------ loops, arguments, words

  readonly loop: Rule<LoopParts> = this.RULE('loop', () => {
    const targets: WordNode[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => targets.push(this.word(this.CONSUME(Word))) });
    this.CONSUME(LoopIn);
    const iterable = this.SUBRULE(this.expression);
    const reversed = this.OPTION(() => this.CONSUME(Reversed)) !== undefined;
    return { targets, iterable, reversed };
  });

  readonly arguments: Rule<Item[]> = this.RULE('arguments', () => {
    const items: Item[] = [];
    this.MANY_SEP({ SEP: Gap, DEF: () => items.push(this.SUBRULE(this.item)) });
    return items;
  });

  readonly item: Rule<Item> = this.RULE('item', () => {
    const name = this.OPTION(() => {
      const word = this.word(this.CONSUME(Word));
      this.CONSUME(Equals);
      if (word.text.includes('.')) this.slip('dotted-name', word);
      return word;
    });
    const value = this.SUBRULE(this.expression);
    const start = name?.start ?? value?.start ?? 0;
    return { start, end: value?.end ?? 0, ...(name && { name }), value };
  });

  readonly words: Rule<WordNode[]> = this.RULE('words', () => {
    const words: WordNode[] = [];
    this.MANY_SEP({ SEP: Gap, DEF: () => words.push(this.word(this.CONSUME(Bare))) });
    return words;
  });

  // ------------------------------------------------------------------ leaves

  private word(token: IToken): WordNode {
    const start = this.#base + token.startOffset;
    return { text: token.image, start, end: start + token.image.length };
  }

  private value(token: IToken): Expression {
    const node = variableOrNumber(token.image, this.#base + token.startOffset);
    if (node.kind === 'variable') this.checkPath(node);
    return node;
  }

  /** The text comes from the template, since the lexer may have seen blanks for invisible characters. */
  private quoted(token: IToken, prefix: number): StringLiteral {
    const start = token.startOffset + prefix;
    const end = token.startOffset + token.image.length - (prefix > 0 ? 1 : 0);
    return stringLiteral(this.#text.slice(start, end), this.#base + start);
  }

  private checkPath(variable: Variable): void {
    for (const word of variable.path) {
      const code = word.text.startsWith('_')
        ? 'name-underscore'
        : word.text === ''
          ? 'empty-name'
          : undefined;
      if (code) {
        this.slip(code, code === 'empty-name' ? variable : word);
        return;
      }
    }
  }

  private slip(code: Slip['code'], range: Range): void {
    if (this.RECORDING_PHASE) return;
    const { start, end } = range;
    this.slips.push({ code, start, end, text: this.#text.slice(start - this.#base, end - this.#base) });
  }
}

let parser: TagGrammar | undefined;

/** The parser, built when it is first needed. */
export function tagGrammar(): TagGrammar {
  parser ??= new TagGrammar();
  return parser;
}
