import type { Range } from '../diagnostics/source-text.js';
import type { ComparisonOperator, Condition, Expression, Word } from './ast.js';

/** One thing between the white space of a tag's arguments: a value, or `name=value`. */
export interface Item extends Range {
  readonly name?: Word;
  readonly value: Expression;
}

export interface LoopParts {
  readonly targets: readonly Word[];
  readonly iterable: Expression;
  readonly reversed: boolean;
}

/** A name that the rules let through but the language does not, for the caller to report. */
export interface Slip extends Range {
  readonly code: 'name-underscore' | 'empty-name' | 'dotted-filter' | 'dotted-name';
  readonly text: string;
}

/** A condition and the text it takes up, parentheses included. */
export interface Spanned extends Range {
  readonly condition: Condition;
}

export function joined(kind: 'and' | 'or', left: Spanned, right: Spanned): Spanned {
  const start = left?.start ?? 0;
  const end = right?.end ?? 0;
  return { start, end, condition: { kind, start, end, left: left?.condition, right: right?.condition } };
}

export function compared(operator: ComparisonOperator, left: Spanned, right: Spanned): Spanned {
  const start = left?.start ?? 0;
  const end = right?.end ?? 0;
  const condition = {
    kind: 'comparison' as const,
    start,
    end,
    operator,
    left: left?.condition,
    right: right?.condition,
  };
  return { start, end, condition };
}
