import type { RecordModel } from '../../data/model.js';
import type { Reads } from '../../data/reads.js';

/**
 * What a name or an expression may stand for while a template is walked: nothing that is fetched (an empty
 * set), or one or more of these.
 */
export type Value = ReadonlySet<Part>;
export type Part = ReadPart | MadePart | WorkedPart | BlockPart;

/** A place in what a data tag binds, or in a root. */
export interface ReadPart {
  readonly kind: 'read';
  readonly reads: Reads;
  readonly shape: Shape;
  readonly origin: Origin;
  /** Whether what is read of it is read of all its likes: the first element of a list is one of many. */
  readonly sure: boolean;
  /** Steps from its origin. */
  readonly depth: number;
}

/**
 * What the data model says of a place. An `attribute` is fetched as a whole or not at all; `other` is no data
 * of a source.
 */
export type Shape =
  | { readonly kind: 'record' | 'list'; readonly model: RecordModel }
  | { readonly kind: 'attribute' | 'other' };

/** Where a value was bound: what stands between there and a read decides whether the read is certain. */
export interface Origin {
  /** How many conditions and loops were around it. */
  base: number;
}

/** A list or a tuple that a tag made of other values: `regroup`. It grows while its template is walked again. */
export interface MadePart {
  readonly kind: 'made';
  readonly elements: Set<Part>;
  readonly members: ReadonlyMap<string, Set<Part>>;
}

/** A text or a number that was worked out of data: nothing can be read of it, but it waits for that data. */
export interface WorkedPart {
  readonly kind: 'worked';
  readonly needs: Set<Reads>;
}

/** The name `block` inside a block. */
export interface BlockPart {
  readonly kind: 'block';
  /** Walks the block as the parent has it: `block.super`. */
  readonly above: () => void;
}

export const nothing: Value = new Set();

export const made = (members: ReadonlyMap<string, Set<Part>> = new Map()): MadePart => ({
  kind: 'made',
  elements: new Set(),
  members,
});

export function union(...values: readonly Value[]): Value {
  const [first, ...others] = values.filter((value) => value.size > 0);
  if (first === undefined || others.length === 0) return first ?? nothing;
  const all = new Set(first);
  for (const value of others) for (const part of value) all.add(part);
  return all;
}

export const isSame = (a: Value, b: Value): boolean =>
  a === b || (a.size === b.size && [...a].every((part) => b.has(part)));

/** The origins of all that a value holds, however it is wrapped. */
export function originsOf(value: Value, seen: Set<Part> = new Set()): Set<Origin> {
  const origins = new Set<Origin>();
  for (const part of value) {
    if (seen.has(part)) continue;
    seen.add(part);
    if (part.kind === 'read') origins.add(part.origin);
    if (part.kind === 'made') for (const one of originsOf(part.elements, seen)) origins.add(one);
  }
  return origins;
}
