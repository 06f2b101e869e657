import type { FilterDefinition } from '../../language/filter.js';
import { amountNames } from '../../language/filters/aggregates.js';
import { builtinFilters } from '../../language/filters/index.js';
import { literalOf } from '../../language/literals.js';
import type { Condition, Expression, Filtered } from '../../syntax/ast.js';
import { nothing, union, type Value } from './values.js';
import type { Walk } from './walk.js';

const constants: ReadonlySet<string> = new Set(['True', 'False', 'None']);
const builtin: ReadonlySet<FilterDefinition> = new Set(builtinFilters);

/** What an expression may stand for. What it looks up on the way is noted. */
export function evaluated(expression: Expression, walk: Walk): Value {
  switch (expression.kind) {
    case 'variable': {
      const [head, ...rest] = expression.path;
      if (rest.length === 0 && constants.has(head.text)) return nothing;
      const found = rest.reduce((value, { text }) => walk.reading.step(value, text), walk.named(head.text));
      walk.dependence.note(found);
      return found;
    }
    case 'filtered':
      return worked(expression, walk);
    default:
      return nothing;
  }
}

/** The expression is printed, compared, or given to something that sees it as it is. */
export function readText(expression: Expression | undefined, walk: Walk): void {
  if (expression === undefined) return;
  const value = evaluated(expression, walk);
  walk.at(expression, () => walk.reading.text(value));
}

/** A condition: values are asked whether they are true, which takes no more than that they are there. */
export function readCondition(condition: Condition, walk: Walk): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      readCondition(condition.left, walk);
      walk.reading.conditional(() => readCondition(condition.right, walk));
      return;
    case 'not':
      readCondition(condition.operand, walk);
      return;
    case 'comparison':
      for (const side of [condition.left, condition.right]) {
        if (isExpression(side)) readText(side, walk);
        else readCondition(side, walk);
      }
      return;
    default:
      evaluated(condition, walk);
  }
}

const isExpression = (condition: Condition): condition is Expression =>
  condition.kind !== 'and' &&
  condition.kind !== 'or' &&
  condition.kind !== 'not' &&
  condition.kind !== 'comparison';

// ----------------------------------------------------------------- filters

/** What comes out, which waits for all that went in. */
function worked(expression: Filtered, walk: Walk): Value {
  const { dependence } = walk;
  let value = nothing;
  const needs = dependence.noting(() => {
    value = filteredValue(expression, walk);
  });
  if (dependence.tells(value, needs)) return value;
  return union(value, new Set([dependence.worked(expression, needs)]));
}

function filteredValue(expression: Filtered, walk: Walk): Value {
  const { reading } = walk;
  const input = evaluated(expression.input, walk);
  const argument = expression.argument ? evaluated(expression.argument, walk) : nothing;
  const definition = walk.language.filters.get(expression.filter.text);
  if (definition === undefined) return nothing;
  let result = nothing;
  walk.at(expression, () => {
    if (definition.input === 'text') reading.text(input);
    // What may come out again is read where that is read.
    const passes = definition.paths === 'input' && definition.result === 'any' && builtin.has(definition);
    if (!passes) reading.text(argument);
    result = flow(definition, expression, input, argument, walk);
  });
  return result;
}

/** By what the filter declares. */
function flow(
  definition: FilterDefinition,
  expression: Filtered,
  input: Value,
  argument: Value,
  walk: Walk,
): Value {
  const { reading } = walk;
  switch (definition.paths) {
    case 'none':
      return counted(definition, expression, input, walk);
    case 'text':
      reading.text(input);
      return nothing;
    case 'all':
      reading.all(input, `the filter ${definition.name} reads everything`);
      return nothing;
    case 'elements':
      return reading.someOf(input);
    case 'input': {
      const both = union(input, argument);
      return definition.input === 'list' || both.size > input.size ? reading.perhaps(both) : both;
    }
    case 'key':
      return keyed(definition, expression, input, walk);
  }
}

/** A mapping of `yesno` that is none gives the value itself. */
function counted(definition: FilterDefinition, { argument }: Filtered, input: Value, walk: Walk): Value {
  if (definition.result !== 'text' || argument === undefined) return nothing;
  const literal = literalOf(argument);
  if (literal && definition.argument?.doubt?.(String(literal.value)) === undefined) return nothing;
  walk.reading.text(input);
  return input;
}

/** `dictsort:"product.name"`, `sum:"value"`: what the argument names of each element. */
function keyed(definition: FilterDefinition, { argument }: Filtered, input: Value, walk: Walk): Value {
  const { reading } = walk;
  const each = reading.elements(input);
  if (argument !== undefined && literalOf(argument) === undefined) {
    reading.all(each, `what the filter ${definition.name} reads is not written out`);
    return union(input, each);
  }
  const found = keyValues(argument, each, walk);
  walk.dependence.note(found);
  reading.text(found);
  if (definition.result === 'list') return input;
  return builtin.has(definition) ? found : union(input, found);
}

function keyValues(argument: Expression | undefined, each: Value, walk: Walk): Value {
  if (argument?.kind === 'string') return namedValues(argument.value, each, walk);
  // A number is a position to dictsort, and to sum no name at all.
  const position = argument && String(Number(literalOf(argument)?.value));
  return position === undefined ? each : union(each, walk.reading.step(each, position));
}

function namedValues(key: string, each: Value, walk: Walk): Value {
  const { reading } = walk;
  const names = key.split('.');
  let holder = each;
  let value = each;
  for (const name of names) {
    holder = value;
    value = reading.step(value, name);
  }
  // The currency of an amount stands beside it.
  if (amountNames.has(names.at(-1) ?? '')) reading.text(reading.step(holder, 'currency'));
  // A name that reads as a number, such as "1.5", is one name.
  return names.length > 1 && /^[\s+\-.\p{Nd}]/u.test(key) ? union(value, reading.step(each, key)) : value;
}
