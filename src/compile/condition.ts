import { type Evaluate, ExpressionFailure, type Pass, type Test } from '../language/pass.js';
import type { Comparison, ComparisonOperator, Condition, Expression } from '../syntax/ast.js';
import { contains, equals, is, order } from '../values/compare.js';
import { truthy } from '../values/truth.js';
import { PENDING, type Value } from '../values/value.js';
import { compileExpression, type ExpressionCompiler } from './expression.js';

/** A condition as a test. Whatever depends on data that is on its way is pending. */
export function compileTest(condition: Condition, c: ExpressionCompiler): Test {
  const test = compileOperand(condition, c);
  return condition.kind === 'filtered' ? guarded(test, (error) => error.missing) : test;
}

/** Part of a larger condition: what fails in an expression is for the operator around it to catch. */
function compileOperand(condition: Condition, c: ExpressionCompiler): Test {
  const test = compileBare(condition, c);
  return isExpression(condition) || !mayFail(condition) ? test : guarded(test, () => true);
}

const isExpression = (condition: Condition): condition is Expression =>
  condition.kind !== 'and' &&
  condition.kind !== 'or' &&
  condition.kind !== 'not' &&
  condition.kind !== 'comparison';

/** Only filters fail. */
function mayFail(condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or':
    case 'comparison':
      return mayFail(condition.left) || mayFail(condition.right);
    case 'not':
      return mayFail(condition.operand);
    default:
      return condition.kind === 'filtered';
  }
}

/** What cannot be evaluated is false: Django's rule for whatever an operator meets; of a value alone, what is missing. */
function guarded(test: Test, forgives: (error: ExpressionFailure) => boolean): Test {
  return (pass) => {
    try {
      return test(pass);
    } catch (error) {
      if (error instanceof ExpressionFailure && forgives(error)) return false;
      throw error;
    }
  };
}

function compileBare(condition: Condition, c: ExpressionCompiler): Test {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const left = compileOperand(condition.left, c);
      const right = compileOperand(condition.right, c);
      const decided = condition.kind === 'or';
      return (pass) => {
        const first = left(pass);
        return first === PENDING || first === decided ? first : right(pass);
      };
    }
    case 'not': {
      const operand = compileOperand(condition.operand, c);
      return (pass) => {
        const value = operand(pass);
        return value === PENDING ? PENDING : !value;
      };
    }
    case 'comparison':
      return compileComparison(condition, c);
    default: {
      const evaluate = compileExpression(condition, 'test', c);
      return (pass) => {
        const value = evaluate(pass);
        return value === PENDING ? PENDING : truthy(value);
      };
    }
  }
}

type Compare = (left: Value, right: Value, pass: Pass) => boolean;

const comparisons: Readonly<Record<ComparisonOperator, Compare>> = {
  '==': (left, right) => equals(left, right),
  '!=': (left, right) => !equals(left, right),
  '<': (left, right, pass) => ordered(order(left, right, pass), (sign) => sign < 0),
  '<=': (left, right, pass) => ordered(order(left, right, pass), (sign) => sign <= 0),
  '>': (left, right, pass) => ordered(order(left, right, pass), (sign) => sign > 0),
  '>=': (left, right, pass) => ordered(order(left, right, pass), (sign) => sign >= 0),
  in: (left, right) => contains(right, left) === true,
  'not in': (left, right) => contains(right, left) === false,
  is: (left, right) => is(left, right),
  'is not': (left, right) => !is(left, right),
};

/** What cannot be ordered compares as false, whichever way it is asked: Django's rule. */
const ordered = (sign: number | undefined, holds: (sign: number) => boolean): boolean =>
  sign !== undefined && holds(sign);

function compileComparison({ operator, left, right }: Comparison, c: ExpressionCompiler): Test {
  const compare = comparisons[operator];
  const first = operand(left, c);
  const second = operand(right, c);
  return (pass) => {
    const a = first(pass);
    const b = second(pass);
    return a === PENDING || b === PENDING ? PENDING : compare(a, b, pass);
  };
}

function operand(condition: Condition, c: ExpressionCompiler): Evaluate {
  switch (condition.kind) {
    case 'and':
    case 'or':
    case 'not':
    case 'comparison':
      return compileOperand(condition, c);
    default:
      return compileExpression(condition, 'test', c);
  }
}
