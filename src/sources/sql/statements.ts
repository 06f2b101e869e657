import { type RawBuilder, sql } from 'kysely';
import { models } from '../../data/entities.js';
import type { RecordModel } from '../../data/model.js';
import type { Branch, Cut, Shape, Test } from './plan.js';

/** What stands where in each line of a list's answer; from `row` on its cells. */
export const listColumns = { request: 0, inexact: 1, rid: 2, order: 3, id: 4, row: 5 } as const;
/** And in each line of a get's. */
export const getColumns = { key: 0, row: 1 } as const;

/**
 * The rows of many requests of one shape in one statement: for each request (an item of the JSON array) a
 * correlated `rid in (… limit n)` per key of its owner, which walks the index and stops. Every request has
 * at least one line in the answer, empty where it has no rows. Lines are not sorted here: that would carry
 * whole rows through a sorter. With a cut each key of an owner gives up to `limit` of them.
 *
 * @param requests the requests' values by the names that the shape gives them
 */
export function listStatement(
  shape: Shape,
  requests: readonly Readonly<Record<string, unknown>>[],
): RawBuilder<unknown> {
  const branches = shape.branches
    ? shape.branches.map((branch) => finder(shape, branch))
    : [finder(shape, undefined)];
  const model = models[shape.entity];
  const order = shape.cut ? sql.ref(`d.${shape.cut.column}`) : sql`null`;
  return sql`
    select ${line([sql`o.key`, inexact(shape), sql`d.rid`, order, sql`d.id`], model)}
    from json_each(${JSON.stringify(requests)}) o
    left join ${sql.table(model.plural)} d on d.rid in (${sql.join(branches, sql` union all `)})`;
}

/** One record a key, for all keys at once. */
export function getStatement(
  model: RecordModel,
  key: string,
  keys: readonly (string | number)[],
): RawBuilder<unknown> {
  const column = sql.ref(`d.${key}`);
  return sql`
    select ${line([column], model)} from ${sql.table(model.plural)} d
    where ${column} in (select value from json_each(${JSON.stringify(keys)})) order by d.rid`;
}

/**
 * A line of an answer as one JSON array, the columns of which `decodeRow` makes a row at its end: handing
 * over each of thirty cells costs the driver more than writing and parsing the array does. All that a column
 * holds survives it: safe integers, numbers of at most fifteen digits and storable texts.
 */
function line(before: readonly RawBuilder<unknown>[], model: RecordModel): RawBuilder<unknown> {
  const names = [...model.fields.map(({ name }) => name), 'attributes'];
  return sql`json_array(${sql.join([...before, ...names.map((name) => sql.ref(`d.${name}`))])})`;
}

function finder(shape: Shape, branch: Branch | undefined): RawBuilder<unknown> {
  const tests = shape.tests.map(testOf);
  if (branch) tests.unshift(sql`${sql.ref(holder(branch))} = ${param(branch.param)}`);
  const from =
    branch?.kind === 'customers'
      ? sql`deal_customers c join ${sql.table(models[shape.entity].plural)} t on t.id = c.deal_id`
      : sql`${sql.table(models[shape.entity].plural)} t`;
  const where = tests.length > 0 ? sql` where ${sql.join(tests, sql` and `)}` : sql``;
  const cut = shape.cut ? sql` order by ${sorting(shape.cut)} limit ${shape.cut.limit}` : sql``;
  return sql`select rid from (select t.rid from ${from}${where}${cut})`;
}

const holder = ({ kind, column }: Branch): string => `${kind === 'customers' ? 'c' : 't'}.${column}`;

/** SQLite sorts texts by their UTF-8 bytes, which is by code point, and numbers before texts, as `select` does. */
function sorting({ column, direction }: Cut): RawBuilder<unknown> {
  const way = sql.raw(direction === 1 ? 'asc' : 'desc');
  const byId = sql`${sql.ref(`t.id`)} ${way}`;
  return column === 'id' ? byId : sql`${sql.ref(`t.${column}`)} ${way} nulls last, ${byId}`;
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
  return sql`exists (select 1 from inexact_fields where entity = ${models[shape.entity].plural} and field in (${fields}))`;
}
