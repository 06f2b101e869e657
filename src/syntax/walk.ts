import type { Clause, Condition, Expression, Header, NamedArgument, Node, Tag, Template } from './ast.js';

/** What to be told of; each is called before its children are walked. */
export interface Visitor {
  node?(node: Node): void;
  /** Each tag, after `node`. */
  tag?(tag: Tag): void;
  /** Each header: a tag's own, then those of its other branches. */
  header?(header: Header, tag: Tag): void;
  condition?(condition: Condition): void;
  /** Each expression, those inside others too: of `a|f:b` the whole, then `a`, then `b`. */
  expression?(expression: Expression): void;
}

/**
 * Visits a template, children in the order of the source. What `visitor` returns is ignored.
 *
 * @example walk(template, { tag: (tag) => names.push(tag.name) })
 */
export function walk(template: Template, visitor: Visitor): void {
  walkNodes(template.body, visitor);
}

export function walkNodes(nodes: readonly Node[], visitor: Visitor): void {
  for (const node of nodes) {
    visitor.node?.(node);
    if (node.kind === 'output') walkExpression(node.expression, visitor);
    if (node.kind !== 'tag') continue;
    visitor.tag?.(node);
    if (node.branches.length === 0) walkHeader(node.header, node, visitor);
    for (const branch of node.branches) {
      walkHeader(branch.header, node, visitor);
      walkNodes(branch.body, visitor);
    }
  }
}

/** Visits what stands in one header. */
export function walkHeader(header: Header, tag: Tag, visitor: Visitor): void {
  visitor.header?.(header, tag);
  switch (header.shape) {
    case 'condition':
      walkCondition(header.condition, visitor);
      break;
    case 'loop':
      walkExpression(header.iterable, visitor);
      break;
    case 'filters':
      walkExpression(header.expression, visitor);
      break;
    case 'arguments': {
      const parts = [...header.positional, ...header.named, ...header.clauses];
      parts.sort((a, b) => a.start - b.start);
      for (const part of parts) walkArgument(part, visitor);
      break;
    }
  }
}

function walkArgument(part: Expression | NamedArgument | Clause, visitor: Visitor): void {
  if (!('kind' in part)) {
    if (part.value) walkExpression(part.value, visitor);
  } else if (part.kind === 'bindings') {
    for (const binding of part.bindings) walkArgument(binding, visitor);
  } else if (part.kind === 'expression') walkExpression(part.expression, visitor);
  else if (part.kind !== 'flag' && part.kind !== 'name') walkExpression(part, visitor);
}

/** Visits a condition, the expressions in it too. */
export function walkCondition(condition: Condition, visitor: Visitor): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
    case 'comparison':
      visitor.condition?.(condition);
      walkCondition(condition.left, visitor);
      walkCondition(condition.right, visitor);
      break;
    case 'not':
      visitor.condition?.(condition);
      walkCondition(condition.operand, visitor);
      break;
    default:
      visitor.condition?.(condition);
      walkExpression(condition, visitor);
  }
}

/** Visits an expression, and those in it. */
export function walkExpression(expression: Expression, visitor: Visitor): void {
  visitor.expression?.(expression);
  if (expression.kind === 'filtered') {
    walkExpression(expression.input, visitor);
    if (expression.argument) walkExpression(expression.argument, visitor);
  } else if (expression.kind === 'translated') walkExpression(expression.text, visitor);
}
