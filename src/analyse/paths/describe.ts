import type { Reads } from '../../data/reads.js';

/**
 * What is read of a value, as people write it: one path for each attribute, sorted. `.*` is everything.
 *
 * @param name what the template calls the value
 * @example describePaths(reads, 'deal_list') // ['deal_list[].name', 'deal_list[].order_products[].product.name']
 */
export function describePaths(reads: Reads, name: string): readonly string[] {
  const found: string[] = [];
  describe(reads, name, found);
  return found.sort();
}

function describe(reads: Reads, path: string, found: string[]): void {
  if (reads.everything !== undefined) {
    found.push(`${path}.*`);
    return;
  }
  const before = found.length;
  for (const [name, member] of reads.members) describe(member, `${path}.${name}`, found);
  if (reads.ofElements) describe(reads.ofElements, `${path}[]`, found);
  if (found.length === before) found.push(path);
}
