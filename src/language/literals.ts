import type { Expression } from '../syntax/ast.js';
import { numberLiteral } from '../values/numbers.js';

/** The value of an expression that is written out; undefined for anything that a render decides. */
export function literalOf(expression: Expression): { readonly value: unknown } | undefined {
  if (expression.kind === 'string') return { value: expression.value };
  if (expression.kind === 'number') return { value: numberLiteral(expression.text) };
  return undefined;
}
