import type { Value } from '../../values/value.js';
import { FilterError } from '../filter.js';
import { iterate } from './iterate.js';

/** Every level indents what is below it, so that deeper lists take the square of their depth. */
const deepest = 100;

/**
 * Django's `unordered_list`: `<li>` for each item; a list is the children of the item before it.
 *
 * @param show an item as HTML
 * @param charge pays for the text
 * @throws {FilterError} past 100 levels, as for a list inside of itself
 */
export function listItems(
  items: readonly Value[],
  show: (item: Value) => string,
  charge: (units: number) => void,
  depth = 1,
): string {
  if (depth > deepest) throw new FilterError('the list is nested too deep');
  const indent = '\t'.repeat(depth);
  const lines: string[] = [];
  for (let i = 0; i < items.length; i++) {
    const next: unknown = items[i + 1];
    const text = show(items[i]);
    let below = '';
    if (Array.isArray(next)) {
      i++;
      if (next.length > 0) {
        const inner = listItems(iterate(next) ?? [], show, charge, depth + 1);
        below = `\n${indent}<ul>\n${inner}\n${indent}</ul>\n${indent}`;
      }
    }
    const line = `${indent}<li>${text}${below}</li>`;
    charge(line.length);
    lines.push(line);
  }
  return lines.join('\n');
}
