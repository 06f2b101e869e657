import { type RawBuilder, sql } from 'kysely';
import { models } from '../../data/entities.js';
import type { Branch, Selection } from './shape.js';

/** 1 where something that a statement rests on does not hold (see facts.ts), else 0. */
export function untrusted(shape: Selection, facts: RawBuilder<unknown>): RawBuilder<unknown> {
  if (shape.trusted.length === 0) return sql`0`;
  const pairs = sql.join(shape.trusted.map(([name, fact]) => sql`(${name}, ${fact})`));
  const { plural } = models[shape.entity];
  return sql`case when exists (
    select 1 from ${facts} where entity = ${plural} and (field, fact) in (values ${pairs})) then 1 else 0 end`;
}

/** The column, with its table, that holds the key of an owner. */
export const holder = ({ kind, column }: Branch): string => `${kind === 'customers' ? 'c' : 't'}.${column}`;

export const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`` : sql` where ${sql.join(conditions, sql` and `)}`;
