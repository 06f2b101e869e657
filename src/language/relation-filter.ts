import { own } from '../data/fields.js';
import { keyText } from '../data/keys.js';
import type { Relation } from '../data/model.js';
import { DataRecord } from '../data/record.js';
import type { Condition, Lookup } from '../data/request.js';

/** A filter that compares a relation itself: `contact=receiver`, `order_products__product__in=list`. */
export interface RelationFilter {
  readonly path: readonly [string, ...string[]];
  readonly relation: Relation;
}

/** The lookups that ask which record it is; `contains` does so of a relation to several. */
const identifying: ReadonlySet<Lookup> = new Set(['exact', 'ne', 'in', 'contains']);

/** The records that a relation is compared with; undefined where the value is none. */
export function recordsIn(value: unknown): readonly DataRecord[] | undefined {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.length > 0 && all.every((one) => one instanceof DataRecord) ? all : undefined;
}

/**
 * The condition that a relation leads to one of these records. It goes through the relation, because rows name
 * their record by any of its keys, and one condition compares one attribute.
 *
 * @returns undefined where the records have no key in common, or are of another kind than the relation's
 */
export function relationCondition(
  { path, relation }: RelationFilter,
  lookup: Lookup,
  records: readonly DataRecord[],
): Condition | undefined {
  const remotes = ['id', ...relation.keys.map(({ remote }) => remote)];
  const keys = (remote: string) => records.map(({ row }) => keyText(own(row, remote)));
  const key = remotes.find((remote) => keys(remote).every((value) => value !== undefined));
  if (key === undefined || records.some(({ model }) => model.name !== relation.entity)) return undefined;
  const values = keys(key);
  return {
    path: [...path, key],
    lookup: lookup === 'contains' ? 'exact' : lookup,
    value: lookup === 'in' ? values : values[0],
  };
}

/** Whether a relation can be compared with records by that lookup. */
export const identifies = (lookup: Lookup): boolean => identifying.has(lookup);

/**
 * The filter to write where a relation is compared with what is no record: that of the key that such values are.
 *
 * @example keyFilter(contactOfDeals, 'exact', 'u1') // 'user_custom_id'
 */
export function keyFilter({ path, relation }: RelationFilter, lookup: Lookup, value: unknown): string {
  const sample: unknown = Array.isArray(value) ? value[0] : value;
  const isNumber = typeof sample !== 'string' || /^\d+$/.test(sample);
  const remote = isNumber ? 'id' : 'custom_id';
  const key = relation.keys.find((one) => one.remote === remote) ?? relation.keys[0];
  const suffix = lookup === 'exact' ? [] : [lookup];
  if (!relation.many) return [...path.slice(0, -1), key?.local ?? '', ...suffix].join('__');
  // A list is asked for an item; nothing else can be asked of it but through its records.
  return lookup === 'exact' || lookup === 'contains'
    ? [...path.slice(0, -1), key?.local ?? '', 'contains'].join('__')
    : [...path, key?.remote ?? 'id', ...suffix].join('__');
}
