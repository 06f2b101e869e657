import { compareCodePoints } from '../values/code-points.js';
import { ExactDecimal, ScaledDecimal } from '../values/scaled-decimal.js';
import { models } from './entities.js';
import { fieldNamed, own, readAttribute } from './fields.js';
import { instantOf } from './instants.js';
import { keyText } from './keys.js';
import type { RecordModel } from './model.js';
import type { Fields, ListRequest, Row, StatsRequest } from './request.js';
import type { StatsGroup } from './source.js';

/** The list request whose records a `stats` request is about: what a source that computes nothing answers. */
export function listOfStats(request: StatsRequest): ListRequest {
  const { of: _, dateField, kind: __, ...rest } = request;
  const spans = rest.where.some(({ path }) => path.length > 1);
  return {
    ...rest,
    kind: 'list',
    order: { field: dateField, direction: 1 },
    ...(!spans && { fields: statsFields(request) }),
  };
}

function statsFields({ entity, of, dateField, where, window }: StatsRequest): Fields {
  const model = models[entity];
  const currency = of === undefined ? undefined : fieldNamed(model, of)?.currency;
  const names = [
    'id',
    dateField,
    ...(of === undefined ? [] : [of]),
    ...(currency === undefined ? [] : [currency]),
    ...(window ? [window.field] : []),
    ...where.map(({ path }) => path[0]),
  ];
  return [...new Set(names.map((name) => fieldNamed(model, name)?.name ?? name))];
}

/**
 * The numbers over rows that were filtered already: the one implementation, for every source that left it to
 * the engine, and the measure for every source that did not. Groups stand in the order of their currencies,
 * that without a currency last.
 *
 * @example summarise([{ id: 1, value: 20, currency: 'USD' }], request) // [{ currency: 'USD', count: 1, sum: 20, … }]
 */
export function summarise(rows: readonly Row[], request: StatsRequest): readonly StatsGroup[] {
  const model = models[request.entity];
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const currency = currencyOf(model, request.of, row) ?? '';
    const members = groups.get(currency);
    if (members) members.push(row);
    else groups.set(currency, [row]);
  }
  return [...groups]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || compareCodePoints(a, b))
    .map(([currency, members]) => summariseGroup(currency === '' ? null : currency, members, request));
}

function currencyOf(model: RecordModel, of: string | undefined, row: Row): string | undefined {
  const field = of === undefined ? undefined : fieldNamed(model, of);
  if (field?.fixedCurrency !== undefined) return field.fixedCurrency;
  return field?.currency === undefined ? undefined : keyText(own(row, field.currency))?.toUpperCase();
}

function summariseGroup(currency: string | null, rows: readonly Row[], request: StatsRequest): StatsGroup {
  const { entity, of, dateField, timeZone } = request;
  const model = models[entity];
  const seconds = fieldNamed(model, dateField)?.type === 'datetime';
  const numbers: ScaledDecimal[] = [];
  let first: number | null = null;
  let last: number | null = null;
  for (const row of rows) {
    const number = of === undefined ? undefined : numberOf(readAttribute(model, row, of));
    if (number !== undefined) numbers.push(number);
    const instant = instantOf(readAttribute(model, row, dateField), timeZone, seconds);
    if (instant === undefined) continue;
    first = first === null ? instant : Math.min(first, instant);
    last = last === null ? instant : Math.max(last, instant);
  }
  return {
    currency,
    count: rows.length,
    values: numbers.length,
    sum: numbers.length === 0 ? null : numbers.reduce(plus),
    min: numbers.length === 0 ? null : numbers.reduce((a, b) => end(a, b, 1)),
    max: numbers.length === 0 ? null : numbers.reduce((a, b) => end(a, b, -1)),
    first_at: first,
    last_at: last,
  };
}

/** Exactly, with the digits of the one that has more. */
export const plus = (a: ScaledDecimal, b: ScaledDecimal): ScaledDecimal =>
  new ScaledDecimal(new ExactDecimal(a.value).plus(b.value), Math.max(a.scale, b.scale));

/** The least or the greatest; of equal ones that with more digits, so that it is the same in any order. */
export function end(a: ScaledDecimal, b: ScaledDecimal, direction: 1 | -1): ScaledDecimal {
  const order = direction * a.value.comparedTo(b.value);
  return order < 0 || (order === 0 && a.scale >= b.scale) ? a : b;
}

/** A number as it was stored; undefined for what is none. */
function numberOf(value: unknown): ScaledDecimal | undefined {
  if (value instanceof ScaledDecimal) return value;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint') {
    return ScaledDecimal.parse(String(value));
  }
  return undefined;
}
