import { type RawBuilder, sql } from 'kysely';
import { models } from '../../data/entities.js';
import type { RecordModel } from '../../data/model.js';
import { compareCodePoints } from '../../values/code-points.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';
import type { Projection } from './projection.js';
import {
  type Branch,
  type Cut,
  type Dialect,
  type Line,
  type ListShape,
  listColumns,
  type Params,
  type Place,
  type Selection,
  type StatsLine,
  statsColumns,
  type Test,
} from './shape.js';
import { all, holder, untrusted } from './statement-parts.js';

/**
 * SQLite. The requests of a shape are the items of one JSON array. For each a correlated
 * `rid in (… limit n)` per key of its owner walks the index and stops. Lines are not sorted there: that
 * would carry whole rows through a sorter.
 *
 * A line of an answer is one JSON array: handing over each of thirty cells costs the driver more than
 * writing and parsing the array does. All that a column holds survives it: safe integers, numbers of at
 * most fifteen digits and storable texts.
 *
 * @param version the schema of the file: what was written before version 3 has no facts, and keeps what was
 *   sent among the attributes
 */
export function sqliteDialect(version: number): Dialect {
  const facts = sql`facts`;
  const asSent = version < 3 ? sql`null` : sql`d.as_sent`;
  const cells = (projection: Projection) => [
    ...projection.fields.map(({ name }) => sql.ref(`d.${name}`)),
    asSent,
    ...(projection.customs?.map((name) => jsonOf(name)) ?? [sql`d.attributes`]),
  ];
  return {
    name: 'sqlite',
    exactNumbers: false,
    // Whatever else has to be escaped in a JSON path.
    single: (name) => plainName.test(name),
    column: ({ name, type }) => {
      switch (type) {
        case 'id':
        case 'string':
        case 'integer':
        case 'boolean':
          return name;
        case 'decimal':
        case 'money':
          return `${name}_num`;
        case 'datetime':
          return `${name}_ms`;
        default:
          return undefined;
      }
    },
    sorts: () => true,
    rowAt: listColumns.order + 2,
    list: (shape, projection, requests) => {
      const order = shape.cut ? placeOf('d', shape.cut.place) : sql`null`;
      const before = [sql`o.key`, untrusted(shape, facts), sql`d.rid`, order, sql`d.id`];
      return sql`
        select json_array(${sql.join([...before, ...cells(projection)])})
        from json_each(${listed(requests)}) o left join ${tableOf(shape)} d on ${isFound(shape)}`;
    },
    arrange,
    get: (model, key, keys, projection) => sql`
      select json_array(${sql.join([sql.ref(`d.${key}`), ...cells(projection)])})
      from ${sql.table(model.plural)} d
      where ${sql.ref(`d.${key}`)} in (select value from json_each(${JSON.stringify(keys)})) order by d.rid`,
    stats: (shape, requests) => {
      const currency = shape.currency === undefined ? sql`null` : sql.ref(`d.${shape.currency}`);
      const value = shape.of ? digitsOf(shape.of) : sql`null`;
      const date = sql.ref(`d.${shape.date}`);
      return sql`
        select json_array(o.key, ${untrusted(shape, facts)}, count(d.rid), ${currency}, ${value}, min(${date}), max(${date}))
        from json_each(${listed(requests)}) o left join ${tableOf(shape)} d on ${isFound(shape)}
        group by o.key, ${currency}, ${value}`;
    },
    numbers,
    ...(version >= 3 && { facts: () => sql`select json_array(entity, field, fact) from facts` }),
    largestId: (model: RecordModel) =>
      // Texts stand after all numbers.
      sql`select json_array(max(id)) from ${sql.table(model.plural)} where id < ''`,
    note: (key) => sql`select json_array(text) from notes where key = ${key}`,
  };
}

const plainName = /^[^"\\\p{Cc}\p{Surrogate}]+$/u;
const pathOf = (name: string): string => `$."${name}"`;

/** A custom attribute as JSON text: what `->` gives would be an item of the line's own JSON, its digits lost. */
const jsonOf = (name: string): RawBuilder<unknown> => sql`(d.attributes -> ${pathOf(name)}) || ''`;

const listed = (requests: readonly Params[]): string =>
  JSON.stringify(requests.map((params) => params.map(({ value }) => value)));

const tableOf = ({ entity }: Selection): RawBuilder<unknown> => sql.table(models[entity].plural);

function isFound(shape: ListShape): RawBuilder<unknown> {
  const finders = (shape.branches ?? [undefined]).map((branch) => finder(shape, branch));
  return finders.length === 0 ? sql`false` : sql`d.rid in (${sql.join(finders, sql` union all `)})`;
}

function finder(shape: ListShape, branch: Branch | undefined): RawBuilder<unknown> {
  const tests = shape.tests.map(testOf);
  if (branch) tests.unshift(sql`${sql.ref(holder(branch))} = ${param(branch.param)}`);
  const from =
    branch?.kind === 'customers'
      ? sql`deal_customers c join ${tableOf(shape)} t on t.id = c.deal_id`
      : sql`${tableOf(shape)} t`;
  const cut = shape.cut ? sql` order by ${sorting(shape.cut)} limit ${shape.cut.limit}` : sql``;
  return sql`select rid from (select t.rid from ${from}${all(tests)}${cut})`;
}

/** SQLite sorts texts by their UTF-8 bytes, which is by code point, and numbers before texts, as `select` does. */
function sorting({ place, direction }: Cut): RawBuilder<unknown> {
  const way = sql.raw(direction === 1 ? 'asc' : 'desc');
  const byId = sql`t.id ${way}`;
  if (place.kind === 'column' && place.name === 'id') return byId;
  return sql`${placeOf('t', place)} ${way} nulls last, ${byId}`;
}

function placeOf(table: 't' | 'd', place: Place): RawBuilder<unknown> {
  if (place.kind === 'column') return sql.ref(`${table}.${place.name}`);
  // An empty text is empty, beside whatever type.
  return sql`nullif(${sql.ref(`${table}.attributes`)} ->> ${pathOf(place.name)}, '')`;
}

/** A number with all its digits. */
const digitsOf = (place: Place): RawBuilder<unknown> =>
  place.kind === 'column' ? sql.ref(`d.${place.name}`) : sql`nullif(${jsonOf(place.name)}, 'null')`;

function testOf({ place, operator, param: number, ids }: Test): RawBuilder<unknown> {
  if (number === undefined) {
    const way = sql.raw(operator);
    return place.kind === 'column'
      ? sql`${sql.ref(`t.${place.name}`)} ${way}`
      : sql`(t.attributes ->> ${pathOf(place.name)}) ${way}`;
  }
  const left = placeOf('t', place);
  const right = param(number);
  if (ids !== undefined) {
    // Texts stand after all numbers.
    const sort = ids === 'number' ? sql`${left} < ''` : sql`${left} >= ''`;
    return sql`${left} ${sql.raw(operator)} ${right} and ${sort}`;
  }
  switch (operator) {
    case 'in':
      return sql`${left} in (select value from json_each(o.value, ${`$[${number}]`}))`;
    case 'differs':
      return sql`${left} is not ${right}`;
    case 'contains':
      return sql`instr(${left}, ${right}) > 0`;
    case 'startswith':
      return sql`substr(${left}, 1, length(${right})) = ${right}`;
    case 'endswith':
      return sql`substr(${left}, -length(${right})) = ${right}`;
    default:
      return sql`${left} ${sql.raw(operator)} ${right}`;
  }
}

const param = (number: number): RawBuilder<unknown> => sql`(o.value ->> ${`$[${number}]`})`;

const idAt = listColumns.order + 1;

/** What the keys of an owner give together, in order and cut: each gave up to `limit` rows. */
function arrange(lines: Line[], { direction, limit }: Cut): readonly Line[] {
  const { order } = listColumns;
  lines.sort((a, b) => {
    if (a[order] === null || b[order] === null) {
      return (
        Number(a[order] === null) - Number(b[order] === null) || direction * compareCells(a[idAt], b[idAt])
      );
    }
    return direction * (compareCells(a[order], b[order]) || compareCells(a[idAt], b[idAt]));
  });
  return lines.slice(0, limit);
}

/** As SQLite does: numbers, then texts by code point. */
function compareCells(a: unknown, b: unknown): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : compareCodePoints(String(a), String(b));
}

/** The records that have the same currency and the same digits: SQLite has no decimals to add them up. */
function numbers(line: Line): StatsLine | undefined {
  const [count, currency, digits, first, last] = line.slice(statsColumns.rest);
  if (count === 0) return undefined;
  const value = typeof digits === 'string' ? ScaledDecimal.parse(digits) : undefined;
  const text = value ? value.toString() : null;
  return {
    currency: currency as string | null,
    count: Number(count),
    values: value ? Number(count) : 0,
    sum: value ? value.value.times(Number(count)).toFixed() : null,
    scale: value?.scale ?? 0,
    min: text,
    max: text,
    first: first as number | null,
    last: last as number | null,
  };
}
