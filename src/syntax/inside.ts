import type { IToken } from 'chevrotain';
import type { Range } from '../diagnostics/source-text.js';
import type { Findings } from './findings.js';
import { tagGrammar } from './grammar.js';
import type { Markup } from './split.js';
import { type Mode, tokenize } from './tokens.js';

/** What the readers of one template share. */
export interface ReadContext {
  readonly text: string;
  readonly findings: Findings;
  readonly django: boolean;
}

/** What is being read: an entry rule of the grammar, and whose. */
export interface Subject {
  readonly kind: 'output' | 'condition' | 'loop' | 'filters' | 'arguments' | 'words';
  /** The tag's name; '' for an output. */
  readonly tag: string;
  /** The whole tag or output. */
  readonly markup: Markup;
}

/** The most filters, operators, parentheses and commas that one tag may have: trees stay shallow. */
export const mostParts = 500;

const counted = new Set(['Pipe', 'And', 'Or', 'Not', 'LeftParenthesis', 'Operator', 'In', 'Is', 'Comma']);

// Invisible characters count as white space; blanks of the same length keep every offset.
const invisible = /[\u200b-\u200d\u2060\ufeff]/g;
/** What Python's `str.strip` cuts: JavaScript's white space without U+FEFF, and five control characters. */
function isSpace(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if ((code >= 0x1c && code <= 0x1f) || code === 0x85) return true;
  return code !== 0xfeff && /\s/.test(text.charAt(index));
}

/** The inside of a tag as the lexer shall see it. */
export const lexable = (text: string, django: boolean): string =>
  django ? text : text.replace(invisible, ' ');

/** The range without the white space at its ends. */
export function trimmed({ text, django }: ReadContext, range: Range): Range {
  const inside = lexable(text.slice(range.start, range.end), django);
  let start = 0;
  let end = inside.length;
  while (start < end && isSpace(inside, start)) start++;
  while (end > start && isSpace(inside, end - 1)) end--;
  return { start: range.start + start, end: range.start + end };
}

/** Runs the entry rule of `kind` over `text`, which begins at `base` of the template. */
export function runRule(kind: Subject['kind'], text: string, base: number, django: boolean) {
  const mode: Mode = kind === 'output' || kind === 'filters' ? 'expression' : kind;
  const tokens = tokenize(lexable(text, django), mode);
  const grammar = tagGrammar();
  if (tooMany(tokens)) return { kind: 'too-many' as const };
  grammar.begin(tokens, text, base);
  const result = grammar[kind]();
  const extension = django && kind !== 'output' ? firstExtension(tokens, kind) : undefined;
  const stop = extension ?? grammar.errors[0]?.token;
  return stop ? { kind: 'stopped' as const, stop } : { kind: 'read' as const, result, slips: grammar.slips };
}

/** Whether `text` could be read, names left aside. */
export const parses = (kind: Subject['kind'], text: string, django: boolean): boolean =>
  runRule(kind, text, 0, django).kind === 'read';

function tooMany(tokens: readonly IToken[]): boolean {
  let parts = 0;
  for (const token of tokens) if (counted.has(token.tokenType.name)) parts++;
  return parts > mostParts;
}

/** The first token that only the default dialect reads: parentheses, and white space around `|` in a tag. */
function firstExtension(tokens: readonly IToken[], kind: Subject['kind']): IToken | undefined {
  return tokens.find(
    ({ tokenType, image }) =>
      tokenType.name === 'LeftParenthesis' ||
      (tokenType.name === 'Pipe' && image !== '|' && kind !== 'filters'),
  );
}
