import { type RawBuilder, sql } from 'kysely';
import type { Branch, Shape, Test } from './plan.js';

/** The names under which a statement answers for which request, and whether its sorting can be trusted. */
export const requestColumn = '_request';
export const inexactColumn = '_inexact';

/**
 * The rows of many requests of one shape in one statement: for each request (an item of the JSON array) a
 * correlated `rid in (… limit n)` per key of its owner, which walks the index and stops. Every request has
 * at least one line in the answer, empty where it has no rows.
 *
 * @param requests the requests' values by the names that the shape gives them
 */
export function listStatement(shape: Shape, requests: readonly Readonly<Record<string, unknown>>[]) {
  const branches = shape.branches ? shape.branches.map((branch) => finder(shape, branch)) : [finder(shape, undefined)];
  const order = shape.order ? sql`, ${sorting('d', shape.order)}` : sql``;
  return sql<Record<string, unknown>>`
    select o.key as ${sql.ref(requestColumn)}, ${inexact(shape)} as ${sql.ref(inexactColumn)}, d.*
    from json_each(${JSON.stringify(requests)}) o
    left join ${sql.table(shape.table)} d on d.rid in (${sql.join(branches, sql` union all `)})
    order by o.key${order}`;
}

/** One record a key, for all keys at once. */
export function getStatement(table: string, column: string, keys: readonly (string | number)[]) {
  return sql<Record<string, unknown>>`
    select * from ${sql.table(table)} where ${sql.ref(column)} in (select value from json_each(${JSON.stringify(keys)}))
    order by rid`;
}

function finder(shape: Shape, branch: Branch | undefined): RawBuilder<unknown> {
  const tests = shape.tests.map(testOf);
  if (branch) tests.unshift(sql`${sql.ref(holder(branch))} = ${param(branch.param)}`);
  const from =
    branch?.kind === 'customers'
      ? sql`deal_customers c join ${sql.table(shape.table)} t on t.id = c.deal_id`
      : sql`${sql.table(shape.table)} t`;
  const where = tests.length > 0 ? sql` where ${sql.join(tests, sql` and `)}` : sql``;
  const order = shape.order && shape.limit !== undefined ? sql` order by ${sorting('t', shape.order)}` : sql``;
  const limit = shape.limit === undefined ? sql`` : sql` limit ${shape.limit}`;
  return sql`select rid from (select t.rid from ${from}${where}${order}${limit})`;
}

const holder = ({ kind, column }: Branch): string => `${kind === 'customers' ? 'c' : 't'}.${column}`;

/** SQLite sorts texts by their UTF-8 bytes, which is by code point, and numbers before texts, as `select` does. */
function sorting(alias: 't' | 'd', { column, direction }: { column: string; direction: 1 | -1 }): RawBuilder<unknown> {
  const way = sql.raw(direction === 1 ? 'asc' : 'desc');
  const byId = sql`${sql.ref(`${alias}.id`)} ${way}`;
  return column === 'id' ? byId : sql`${sql.ref(`${alias}.${column}`)} ${way} nulls last, ${byId}`;
}

function testOf({ column, operator, param: name }: Test): RawBuilder<unknown> {
  const left = sql.ref(`t.${column}`);
  if (operator === 'in') return sql`${left} in (select value from json_each(o.value, ${`$.${name}`}))`;
  return sql`${left} ${sql.raw(operator)} ${param(name)}`;
}

const param = (name: string): RawBuilder<unknown> => sql`o.value ->> ${name}`;

function inexact(shape: Shape): RawBuilder<unknown> {
  if (shape.trusted.length === 0) return sql`0`;
  const fields = sql.join(shape.trusted);
  return sql`exists (select 1 from inexact_fields where entity = ${shape.table} and field in (${fields}))`;
}
