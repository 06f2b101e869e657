import { type RawBuilder, sql } from 'kysely';
import { wholeNumber } from '../../data/comparable.js';
import { models } from '../../data/entities.js';
import type { Field } from '../../data/model.js';
import type { Cell } from './columns.js';
import type { Projection } from './projection.js';
import {
  type Branch,
  type Cut,
  type Dialect,
  type Line,
  type ListShape,
  listColumns,
  type Param,
  type Params,
  type ParamType,
  type Place,
  type Selection,
  type StatsLine,
  type StatsShape,
  statsColumns,
  type Test,
} from './shape.js';
import { all, holder, untrusted } from './statement-parts.js';

/**
 * PostgreSQL. The requests of a shape are the rows of an `unnest`; for each a lateral subquery walks the
 * index and stops. Cells come as the server writes them, in text, so that no digit is lost on the way.
 *
 * @param schema in which the tables are
 */
export function postgresDialect(schema: string): Dialect {
  const table = (name: string) => sql.id(schema, name);
  const facts = table('facts');
  const finders = (shape: ListShape): RawBuilder<unknown>[] =>
    (shape.branches ?? [undefined]).flatMap((branch) => findersOf(shape, branch, table));
  /** The rows of one request, as `d`. */
  const found = (shape: ListShape, columns: RawBuilder<unknown>): RawBuilder<unknown> => {
    const [only, ...others] = finders(shape);
    const rows = table(models[shape.entity].plural);
    if (!only) return sql`select ${columns} from ${rows} d where false`;
    if (others.length === 0 && !shape.branches && !shape.cut) {
      return sql`select ${columns} from ${rows} d${all(shape.tests.map((test) => testOf('d', test)))}`;
    }
    // `union` also takes a row once that two keys of its owner find.
    const rids = sql.join([only, ...others], sql` union `);
    return sql`select ${columns} from (${rids}) k join ${rows} d on d.rid = k.rid`;
  };
  return {
    name: 'postgres',
    exactNumbers: true,
    single: () => true,
    column: ({ name, type }) => {
      switch (type) {
        case 'id':
        case 'string':
        case 'integer':
        case 'boolean':
        case 'decimal':
        case 'money':
          return name;
        case 'datetime':
          return `${name}_ms`;
        default:
          return undefined;
      }
    },
    // Keys are text there; how they sort is only kept of a record's own.
    sorts: ({ name, type }) => type !== 'id' || name === 'id',
    rowAt: listColumns.order + 1,
    list: (shape, projection, requests) => {
      const place = shape.cut
        ? sql`row_number() over (order by ${sorting('d', shape.cut, 'nulls last')})`
        : sql`null`;
      const columns = sql.join([sql`d.rid`, sql`${place} as place`, ...cells(projection)]);
      return sql`select o.n, ${untrusted(shape, facts)}, f.*
        from ${listed(shape, requests)} left join lateral (${found(shape, columns)}) f on true`;
    },
    arrange,
    cell,
    get: (model, key, keys, projection) => sql`
      select ${sql.join([sql.ref(`d.${key}`), ...cells(projection)])} from ${table(model.plural)} d
      where ${sql.ref(`d.${key}`)} = any(${keys.map(String)}::text[]) order by d.rid`,
    stats: (shape, requests) => sql`
      select o.n, ${untrusted(shape, facts)}, f.*
      from ${listed(shape, requests)} left join lateral (${numbersOf(shape, found)}) f on true`,
    numbers,
    facts: () => sql`select entity, field, fact from ${facts}`,
    largestId: (model) => sql`select max(id_num) from ${table(model.plural)}`,
    note: (key) => sql`select text from ${table('notes')} where key = ${key}`,
  };
}

const cells = (projection: Projection): RawBuilder<unknown>[] => [
  ...projection.fields.map(({ name }) => sql.ref(`d.${name}`)),
  sql`d.as_sent`,
  ...(projection.customs?.map(
    (name, index) => sql`d.attributes -> ${name}::text as ${sql.id(`c${index}`)}`,
  ) ?? [sql`d.attributes`]),
];

const serverTypes: Readonly<Record<ParamType | 'list', string>> = {
  text: 'text[]',
  number: 'numeric[]',
  instant: 'float8[]',
  boolean: 'boolean[]',
  list: 'text[]',
};

function listed({ types }: Selection, requests: readonly Params[]): RawBuilder<unknown> {
  const columns = types.map((type, number) => {
    const values = requests.map((params) => argument(params[number]));
    return sql`${values}::${sql.raw(serverTypes[type])}`;
  });
  const numbers = sql`${requests.map((_, index) => index)}::int[]`;
  const names = [sql.id('n'), ...types.map((_, number) => sql.id(`p${number}`))];
  return sql`unnest(${sql.join([numbers, ...columns])}) as o (${sql.join(names)})`;
}

function argument(param: Param | undefined): string | number | boolean | null {
  if (!param) return null;
  const { type, value } = param;
  if (typeof value === 'object') return JSON.stringify(value.map(String));
  return type === 'text' || type === 'number' ? String(value) : value;
}

function findersOf(
  shape: ListShape,
  branch: Branch | undefined,
  table: (name: string) => RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const { cut } = shape;
  const tests = shape.tests.map((test) => testOf('t', test));
  if (branch) tests.unshift(sql`${sql.ref(holder(branch))} = ${param(branch.param)}`);
  const rows = table(models[shape.entity].plural);
  const from =
    branch?.kind === 'customers'
      ? sql`${table('deal_customers')} c join ${rows} t on t.id = c.deal_id`
      : sql`${rows} t`;
  if (!cut) return [sql`(select t.rid from ${from}${all(tests)})`];
  const take = (more: readonly RawBuilder<unknown>[], nulls: Nulls) =>
    sql`(select t.rid from ${from}${all([...tests, ...more])} order by ${sorting('t', cut, nulls)} limit ${sql.lit(cut.limit)})`;
  // An index that is walked backwards has the empty ones first: they are taken by themselves.
  if (cut.direction === 1 || !(cut.place.kind === 'column' && cut.place.name.endsWith('_ms'))) {
    return [take([], 'nulls last')];
  }
  const place = placeOf('t', cut.place);
  return [take([sql`${place} is not null`], 'nulls first'), take([sql`${place} is null`], 'nulls first')];
}

type Nulls = 'nulls first' | 'nulls last';

/** As `select` sorts: texts by code point (the columns are COLLATE "C"), ids that are numbers first. */
function sorting(table: 't' | 'd', { place, direction }: Cut, nulls: Nulls): RawBuilder<unknown> {
  const ids =
    direction === 1
      ? sql`${sql.ref(`${table}.id_num`)} asc nulls last, ${sql.ref(`${table}.id`)} asc`
      : sql`${sql.ref(`${table}.id_num`)} desc nulls first, ${sql.ref(`${table}.id`)} desc`;
  if (place.kind === 'column' && place.name === 'id') return ids;
  return sql`${placeOf(table, place)} ${sql.raw(direction === 1 ? 'asc' : 'desc')} ${sql.raw(nulls)}, ${ids}`;
}

/** A custom attribute of another type than the facts have it must not end the statement. */
function placeOf(table: 't' | 'd', place: Place): RawBuilder<unknown> {
  if (place.kind === 'column') return sql.ref(`${table}.${place.name}`);
  const json = sql.ref(`${table}.attributes`);
  const text = sql`(${json} ->> ${place.name}::text)`;
  if (place.as === 'text') return sql`(nullif(${text}, '') collate "C")`;
  const type = sql`json_typeof(${json} -> ${place.name}::text)`;
  return place.as === 'number'
    ? sql`(case when ${type} = 'number' then ${text}::numeric end)`
    : sql`(case when ${type} = 'boolean' then ${text}::boolean end)`;
}

function testOf(table: 't' | 'd', { place, operator, type, param: number, ids }: Test): RawBuilder<unknown> {
  if (number === undefined) {
    const way = sql.raw(operator);
    return place.kind === 'column'
      ? sql`${sql.ref(`${table}.${place.name}`)} ${way}`
      : sql`(${sql.ref(`${table}.attributes`)} ->> ${place.name}::text) ${way}`;
  }
  const left = placeOf(table, place);
  const right = param(number);
  if (ids !== undefined) {
    const numbered = sql.ref(`${table}.id_num`);
    return ids === 'number'
      ? sql`${numbered} ${sql.raw(operator)} ${right}::bigint`
      : sql`${left} ${sql.raw(operator)} ${right} and ${numbered} is null`;
  }
  switch (operator) {
    case 'in':
      return sql`${left} = any(array(select json_array_elements_text(${right}::json))::${sql.raw(serverTypes[type])})`;
    case 'differs':
      return sql`${left} is distinct from ${right}`;
    case 'contains':
      return sql`strpos(${left}, ${right}) > 0`;
    case 'startswith':
      return sql`starts_with(${left}, ${right})`;
    case 'endswith':
      return sql`right(${left}, char_length(${right})) = ${right}`;
    default:
      return sql`${left} ${sql.raw(operator)} ${right}`;
  }
}

const param = (number: number): RawBuilder<unknown> => sql.ref(`o.p${number}`);

function arrange(lines: Line[], { limit }: Cut): readonly Line[] {
  const { order } = listColumns;
  lines.sort((a, b) => Number(a[order]) - Number(b[order]));
  return lines.slice(0, limit);
}

function cell({ type }: Field, text: unknown): Cell {
  if (typeof text !== 'string') return null;
  switch (type) {
    case 'id':
      return wholeNumber.test(text) ? Number(text) : text;
    case 'integer':
      return Number(text);
    case 'boolean':
      return text === 't' ? 1 : 0;
    default:
      return text;
  }
}

/** Equal values are counted first, so that what has to be sorted for the digits of the ends is short. */
function numbersOf(
  shape: StatsShape,
  found: (shape: StatsShape, columns: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const columns = sql.join([
    sql`${shape.currency === undefined ? sql`null::text` : sql.ref(`d.${shape.currency}`)} as currency`,
    sql`${shape.of ? placeOf('d', shape.of) : sql`null::numeric`} as value`,
    sql`${sql.ref(`d.${shape.date}`)} as at`,
  ]);
  const end = (way: 'asc' | 'desc') => sql`
    (array_agg(round(v.value, v.scale)::text order by v.value ${sql.raw(way)}) filter (where v.value is not null))[1]`;
  return sql`
    select sum(v.times), v.currency, sum(v.times) filter (where v.value is not null),
      sum(v.value * v.times), max(v.scale), ${end('asc')} as least, ${end('desc')} as most, min(v.first), max(v.last)
    from (
      select r.currency, r.value, count(*) as times, max(scale(r.value)) as scale,
        min(r.at) as first, max(r.at) as last
      from (${found(shape, columns)}) r group by r.currency, r.value
    ) v group by v.currency`;
}

function numbers(line: Line): StatsLine | undefined {
  const [count, currency, values, sum, scale, min, max, first, last] = line.slice(statsColumns.rest) as (
    | string
    | null
  )[];
  if (count === null || count === undefined) return undefined;
  const number = (text: string | null | undefined) =>
    text === null || text === undefined ? null : Number(text);
  return {
    currency: currency ?? null,
    count: Number(count),
    values: Number(values ?? 0),
    sum: sum ?? null,
    scale: Number(scale ?? 0),
    min: min ?? null,
    max: max ?? null,
    first: number(first),
    last: number(last),
  };
}
