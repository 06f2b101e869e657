import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';
import { wordlessLexer } from './wording.js';

/** How the inside of a tag is read: which words are keywords, and whether white space separates. */
export type Mode = 'expression' | 'condition' | 'loop' | 'arguments' | 'words';

/**
 * A pattern as a function: Chevrotain would drop the `u` flag of a plain regular expression, and take it
 * apart to find its first characters, which it cannot for a look-behind.
 */
function pattern(expression: RegExp): (text: string, offset: number) => RegExpExecArray | null {
  const sticky = new RegExp(expression.source, 'uy');
  return (text, offset) => {
    sticky.lastIndex = offset;
    return sticky.exec(text);
  };
}

const token = (name: string, expression: RegExp, more: { label?: string; categories?: TokenType[] } = {}) =>
  createToken({
    name,
    pattern: pattern(expression),
    line_breaks: false,
    ...(more.label !== undefined && { label: more.label }),
    ...(more.categories && { categories: more.categories }),
  });

// White space is Python's `\s`; what the default dialect adds has become blanks before the lexer runs.
const space = String.raw`[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
const string = String.raw`"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'`;
const before = `(?<![^\\s(),])`;
const behind = `(?![^\\s(),])`;
const keyword = (word: string): RegExp => new RegExp(`${before}${word}${behind}`);

// Django: `[\w\.]+`, with Python's `\w`; so `a.0.b`, `2.5` and `1abc` are one token each.
export const Word = token('Word', /[\p{L}\p{N}_.]+/u, { label: 'word' });
// Django: `[-+\.]?\d[\d\.e]*`; only the signed ones are not words already.
export const SignedNumber = token('SignedNumber', /[-+]\d[\d.e]*/, { label: 'number' });
export const Text = token('Text', new RegExp(string), { label: 'string' });
export const Translated = token('Translated', new RegExp(`_\\((?:${string})\\)`), { label: '_("…")' });
export const Pipe = token('Pipe', new RegExp(`${space}*\\|${space}*`), { label: '|' });
export const Colon = token('Colon', /(?<!\s):(?!\s)/, { label: ':' });
export const Equals = token('Equals', /=/, { label: '=' });
export const Comma = token('Comma', new RegExp(`${space}*,${space}*`), { label: ',' });
export const LeftParenthesis = token('LeftParenthesis', /\(/, { label: '(' });
export const RightParenthesis = token('RightParenthesis', /\)/, { label: ')' });
export const And = token('And', keyword('and'), { label: 'and' });
export const Or = token('Or', keyword('or'), { label: 'or' });
export const Not = token('Not', keyword('not'), { label: 'not' });
export const In = token('In', keyword('in'), { label: 'in' });
export const Is = token('Is', keyword('is'), { label: 'is' });
export const Operator = token('Operator', new RegExp(`${before}(?:[=!<>]=|[<>])${behind}`), {
  label: '== != < <= > >=',
});
/** In a loop `in` and `reversed` may be names as well: `for in in reversed reversed`. */
export const LoopIn = token('LoopIn', keyword('in'), { label: 'in', categories: [Word] });
export const Reversed = token('Reversed', keyword('reversed'), { label: 'reversed', categories: [Word] });
/** A quote that nothing closes takes the rest, so that no later quote looks for its end again. */
export const OpenText = token('OpenText', /["'][\s\S]*/, { label: 'unclosed string' });
/** White space where it separates. */
export const Gap = token('Gap', new RegExp(`${space}+`), { label: 'white space' });
export const Bare = token('Bare', new RegExp(`(?:(?!${space})[\\s\\S])+`), { label: 'word' });
/** A character that fits nowhere: it makes the parser stop there. */
export const Stray = token('Stray', /[\s\S]/, { label: 'stray character' });
const Blank = createToken({
  name: 'Blank',
  pattern: pattern(new RegExp(`${space}+`)),
  group: Lexer.SKIPPED,
  line_breaks: false,
});

const value = [Text, Translated, OpenText, Word, SignedNumber, Pipe, Colon];

const modes: Record<Mode, TokenType[]> = {
  expression: [...value, Blank, Stray],
  condition: [And, Or, Not, In, Is, Operator, ...value, LeftParenthesis, RightParenthesis, Blank, Stray],
  loop: [Reversed, LoopIn, ...value, Comma, Blank, Stray],
  arguments: [...value, Equals, Gap, Stray],
  words: [Bare, Gap],
};

export const vocabulary: TokenType[] = [...new Set(Object.values(modes).flat())];

let lexer: Lexer | undefined;

/** Cuts the inside of a tag into tokens. Never fails: what fits nowhere is a `Stray`. */
export function tokenize(text: string, mode: Mode): IToken[] {
  lexer ??= new Lexer(
    { modes, defaultMode: 'expression' },
    {
      positionTracking: 'onlyOffset',
      skipValidations: true,
      ensureOptimizations: false,
      errorMessageProvider: wordlessLexer,
    },
  );
  return lexer.tokenize(text, mode).tokens;
}
