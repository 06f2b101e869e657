import { endOf, type Item, type Reading } from './readings.js';

/** The name of the tag that closes what `reading` opens; undefined where it opens nothing. */
export function closerOf(reading: Reading): string | undefined {
  const { role } = reading;
  if (role.kind === 'tag') return role.syntax.body && !role.syntax.body.raw ? endOf(role.syntax) : undefined;
  return role.kind === 'unknown' && role.block ? `end${reading.name}` : undefined;
}

/**
 * Which blocks have their end. An end closes the nearest open block of its name; blocks left open in
 * between have none. Known before the tree is built, so that a branch that is no part of the innermost
 * block is either misplaced or shows that this block was never closed.
 */
export function closedBlocks(items: readonly Item[]): ReadonlySet<Reading> {
  const closed = new Set<Reading>();
  const open: { reading: Reading; end: string }[] = [];
  const openEnds = new Map<string, number>();
  const count = (end: string, change: number) => openEnds.set(end, (openEnds.get(end) ?? 0) + change);
  for (const item of items) {
    if (item.kind !== 'tag') continue;
    const { reading } = item;
    const end = closerOf(reading);
    if (end !== undefined) {
      open.push({ reading, end });
      count(end, 1);
      continue;
    }
    const { kind } = reading.role;
    if (kind !== 'any-end' && !(kind === 'end' && (openEnds.get(reading.name) ?? 0) > 0)) continue;
    for (let top = open.pop(); top; top = open.pop()) {
      count(top.end, -1);
      if (kind !== 'any-end' && top.end !== reading.name) continue;
      closed.add(top.reading);
      break;
    }
  }
  return closed;
}
