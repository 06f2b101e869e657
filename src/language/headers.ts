import type {
  ArgumentsHeader,
  Clause,
  Condition,
  Expression,
  Header,
  LoopHeader,
  Word,
} from '../syntax/ast.js';

type Shape = Header['shape'];

/** The header in the shape that the tag declared; the parser makes no other, so a mismatch is our fault. */
export function headerOf<S extends Shape>(header: Header, shape: S): Extract<Header, { shape: S }> {
  if (header.shape !== shape) throw new TypeError(`the header is ${header.shape}, not ${shape}`);
  return header as Extract<Header, { shape: S }>;
}

export const argumentsOf = (header: Header): ArgumentsHeader => headerOf(header, 'arguments');
export const loopOf = (header: Header): LoopHeader => headerOf(header, 'loop');
export const conditionOf = (header: Header): Condition => headerOf(header, 'condition').condition;
export const wordsOf = (header: Header): readonly Word[] => headerOf(header, 'words').words;

/** The positional argument that the tag's syntax requires. */
export function positional(header: Header, index: number): Expression {
  const expression = argumentsOf(header).positional[index];
  if (expression === undefined) throw new TypeError(`there is no positional argument ${index}`);
  return expression;
}

export function clauseOf<K extends Clause['kind']>(
  header: Header,
  keyword: string,
  kind: K,
): Extract<Clause, { kind: K }> | undefined {
  const clause = argumentsOf(header).clauses.find((one) => one.keyword === keyword);
  return clause?.kind === kind ? (clause as Extract<Clause, { kind: K }>) : undefined;
}

/** The name behind `as`. */
export const asName = (header: Header): Word | undefined => clauseOf(header, 'as', 'name')?.name;

export const hasFlag = (header: Header, keyword: string): boolean =>
  clauseOf(header, keyword, 'flag') !== undefined;
