import type { Expression, Node } from '../syntax/ast.js';

/**
 * What one run of some nodes costs in steps, not counting what loops in them pay for themselves. A loop
 * pays it for each iteration, so even an empty body costs one.
 */
export function staticCost(nodes: readonly Node[]): number {
  let cost = 1;
  for (const node of nodes) {
    cost += 1;
    if (node.kind === 'output') cost += filters(node.expression);
    if (node.kind === 'tag') for (const branch of node.branches) cost += staticCost(branch.body);
  }
  return cost;
}

function filters(expression: Expression): number {
  let count = 0;
  for (let at = expression; at.kind === 'filtered'; at = at.input) count++;
  return count;
}
