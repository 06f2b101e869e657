import { models } from '../../src/data/entities.js';
import { fieldNamed, readAttribute } from '../../src/data/fields.js';
import { keyText } from '../../src/data/keys.js';
import type { GetRequest, ListRequest, Row } from '../../src/data/request.js';
import type { Tables } from '../../src/sources/memory.js';
import { shown } from '../../src/testing/shown.js';
import { rowsOf } from '../../src/testing/tables.js';
import { ScaledDecimal } from '../../src/values/scaled-decimal.js';
import { type Broken, type Narrowed, withFaults } from './full-source.js';

const mapped = (row: Row, change: (value: unknown, name: string) => unknown): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value, name)]));

const decimals = (change: (value: ScaledDecimal) => unknown) => (row: Row) =>
  mapped(row, (value) => (value instanceof ScaledDecimal ? change(value) : value));

/** Rows that are equal by what they are ordered by, in the wrong order. */
function turnTies(rows: readonly Row[], { entity, order }: ListRequest): readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = shown(readAttribute(models[entity], row, order.field));
    groups.set(key, [row, ...(groups.get(key) ?? [])]);
  }
  return [...groups.values()].flat();
}

const found = (
  tables: Tables,
  { entity, key }: GetRequest,
  holds: (text: string) => boolean,
): readonly Row[] =>
  rowsOf(tables, entity)
    .filter((row) => fieldNamed(models[entity], key) && holds(keyText(row[key]) ?? ''))
    .slice(0, 1);

const otherLookup = (from: string, to: string) => (request: Narrowed) => ({
  ...request,
  where: request.where.map((one) => (one.lookup === from ? { ...one, lookup: to as 'iexact' } : one)),
});

const keys = 'finds records by every key';
const owners = "finds each owner's records";
const orders = 'orders with ties by id';
const filters = 'filters by every kind of condition';
const numbers = 'computes, or leaves to be computed';

/** Sources that give wrong records. */
export const wrongRecords: readonly Broken[] = [
  {
    fault: 'ties stand in the wrong order',
    caughtBy: orders,
    make: withFaults({ list: (_, request, right) => turnTies(right(request), request) }),
  },
  {
    fault: 'empty values come first',
    caughtBy: orders,
    make: withFaults({
      list: (_, { limit, ...request }, right) => {
        const rows = right(request);
        const empty = (row: Row) =>
          (readAttribute(models[request.entity], row, request.order.field) ?? '') === '';
        return [...rows.filter(empty), ...rows.filter((row) => !empty(row))].slice(0, limit);
      },
    }),
  },
  {
    fault: 'the limit cuts before the filter',
    caughtBy: filters,
    make: withFaults({
      list: (_, request, right) => {
        const cut = right({ ...request, where: [] });
        return right(request).filter((row) => cut.includes(row));
      },
    }),
  },
  {
    fault: 'a limit of 0 is none',
    caughtBy: orders,
    make: withFaults({
      list: (_, { limit, ...request }, right) => right(limit ? { ...request, limit } : request),
    }),
  },
  {
    fault: 'zeros at the end of a number are lost',
    caughtBy: 'finds records',
    make: withFaults({ row: decimals(({ value }) => new ScaledDecimal(value)) }),
  },
  {
    fault: 'decimals pass through binary floats',
    caughtBy: 'finds records',
    make: withFaults({ row: decimals((value) => Number(String(value))) }),
  },
  {
    fault: 'null is lost',
    caughtBy: keys,
    make: withFaults({ row: (row) => mapped(row, (value) => value ?? undefined) }),
  },
  {
    fault: 'keys become text',
    caughtBy: keys,
    make: withFaults({
      row: (row) => mapped(row, (value, name) => (/id$/.test(name) ? String(value) : value)),
    }),
  },
  {
    fault: 'a row is filled by assignment',
    caughtBy: keys,
    make: withFaults({
      row: (row) => {
        const made: Record<string, unknown> = {};
        for (const name of Object.keys(row)) made[name] = row[name];
        return made;
      },
    }),
  },
  {
    fault: 'an attribute that was asked for is left out',
    caughtBy: 'gives the attributes that are asked for',
    make: withFaults({
      row: (row, { kind, ...rest }) =>
        'fields' in rest && rest.fields?.[1]
          ? mapped(row, (value, name) => (name === rest.fields?.[1] ? undefined : value))
          : row,
    }),
  },
  {
    fault: 'other spellings of an attribute are not known when it is asked for',
    caughtBy: 'gives the attributes that are asked for',
    make: withFaults({
      row: (row, request) => {
        const fields = 'fields' in request ? request.fields : undefined;
        return fields
          ? mapped(row, (value, name) => (name === 'id' || fields.includes(name) ? value : undefined))
          : row;
      },
    }),
  },
  {
    fault: 'the end of a window is outside',
    caughtBy: 'holds both ends',
    make: withFaults({
      narrowed: (request) =>
        request.window ? { ...request, window: { ...request.window, to: request.window.to - 1 } } : request,
    }),
  },
  {
    fault: 'every date is meant in UTC',
    caughtBy: 'holds both ends',
    make: withFaults({ narrowed: (request) => ({ ...request, timeZone: 'UTC' }) }),
  },
  {
    fault: "a company's records are everybody's",
    caughtBy: owners,
    make: withFaults({
      narrowed: ({ owner, ...request }) =>
        (owner?.entity === 'company' ? request : { ...request, ...(owner && { owner }) }) as never,
    }),
  },
  {
    fault: 'an owner is known by the first key alone',
    caughtBy: owners,
    make: withFaults({
      narrowed: (request) =>
        request.owner?.id
          ? { ...request, owner: { entity: request.owner.entity, id: request.owner.id } }
          : request,
    }),
  },
  {
    fault: 'owners in a list of customers are not seen',
    caughtBy: owners,
    make: withFaults({
      owned: (rows, { owner }) => (owner ? rows.filter((row) => row.customers === undefined) : rows),
    }),
  },
  {
    fault: 'a record that names its owner twice comes twice',
    caughtBy: owners,
    make: withFaults({
      list: (_, request, right) =>
        request.owner?.custom_id ? right(request).flatMap((row) => [row, row]) : right(request),
    }),
  },
  {
    fault: 'keys are compared without regard to case',
    caughtBy: keys,
    make: withFaults({
      get: (request, tables) =>
        found(tables, request, (text) => text.toLowerCase() === request.value.toLowerCase()),
    }),
  },
  {
    fault: 'ids are compared as numbers',
    caughtBy: keys,
    make: withFaults({
      get: (request, tables) =>
        found(
          tables,
          request,
          (text) =>
            text === request.value || (request.key === 'id' && Number(text) === Number(request.value)),
        ),
    }),
  },
  {
    fault: 'a deal is found by an e-mail address',
    caughtBy: keys,
    make: withFaults({
      get: (request, tables, right) =>
        request.key === 'email' && request.entity === 'deal' ? rowsOf(tables, 'deal').slice(0, 1) : right(),
    }),
  },
  {
    fault: 'contains does not regard case',
    caughtBy: filters,
    make: withFaults({ narrowed: otherLookup('contains', 'icontains') as never }),
  },
  {
    fault: 'exact does not regard case',
    caughtBy: filters,
    make: withFaults({ narrowed: otherLookup('exact', 'iexact') as never }),
  },
  {
    fault: 'ne does not want the attribute set',
    caughtBy: filters,
    make: withFaults({ narrowed: otherLookup('ne', 'gt') as never }),
  },
  {
    fault: 'all currencies are one',
    caughtBy: numbers,
    make: withFaults({ stats: (groups) => groups.map((group) => ({ ...group, currency: 'USD' })) }),
  },
  {
    fault: 'the last currency is missing',
    caughtBy: numbers,
    make: withFaults({ stats: (groups) => (groups.length > 1 ? groups.slice(0, -1) : groups) }),
  },
  {
    fault: 'sums are binary',
    caughtBy: numbers,
    make: withFaults({
      stats: (groups) =>
        groups.map((group) => ({
          ...group,
          sum: group.sum && (ScaledDecimal.parse(String(Number(String(group.sum)))) ?? null),
        })),
    }),
  },
  {
    fault: 'the smallest number loses its digits',
    caughtBy: numbers,
    make: withFaults({
      stats: (groups) =>
        groups.map((group) => ({ ...group, max: group.max && new ScaledDecimal(group.max.value) })),
    }),
  },
];
