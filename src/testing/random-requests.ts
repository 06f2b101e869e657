import { models } from '../data/entities.js';
import { fieldNamed, own, relationNamed } from '../data/fields.js';
import { keyText, ownerOf, requestKey } from '../data/keys.js';
import type { Entity, RecordModel } from '../data/model.js';
import type { Condition, DataRequest, Fields, KeyField, Owner } from '../data/request.js';
import type { Tables } from '../sources/memory.js';
import type { Arbitrary, FastCheck } from './fast-check.js';
import { attribute, conditionSketch } from './random-conditions.js';
import { customNames, type RandomValues, randomValues } from './random-values.js';
import { rowsOf } from './tables.js';

/** A request that still draws its keys and values from records. */
export type RequestSketch = (tables: Tables) => DataRequest;

const zones = ['UTC', 'Europe/Warsaw', 'America/New_York'];
const noon = Date.parse('2025-06-24T12:00:00Z');
const day = 86_400_000;

/** Random requests for records of these kinds: most for deals, which have most to ask for. */
export function randomRequests(
  fc: FastCheck,
  entities: readonly Entity[],
): Arbitrary<readonly RequestSketch[]> {
  const values = randomValues(fc);
  const weighted = entities.map((entity) => ({
    weight: entity === 'deal' ? 6 : 1,
    arbitrary: fc.oneof(
      { weight: 2, arbitrary: getSketch(fc, values, entity) },
      { weight: 5, arbitrary: listSketch(fc, values, entity) },
      { weight: 2, arbitrary: statsSketch(fc, values, entity) },
    ),
  }));
  return fc.array(fc.oneof(...weighted), { minLength: 1, maxLength: 25, size: 'max' });
}

/** What the sketches ask of these records; as an engine would, without repeating itself. */
export function drawn(sketches: readonly RequestSketch[], tables: Tables): readonly DataRequest[] {
  const requests = sketches.map((sketch) => sketch(tables));
  return [...new Map(requests.map((request) => [requestKey(request), request])).values()];
}

function getSketch(fc: FastCheck, { texts }: RandomValues, entity: Entity): Arbitrary<RequestSketch> {
  return fc
    .record({
      key: fc.constantFrom<KeyField>('id', 'id', 'custom_id', 'email'),
      row: fc.nat({ max: 11 }),
      variant: fc.nat({ max: 7 }),
      text: texts,
      fields: fieldNames(fc, entity),
    })
    .map(({ key, row, variant, text, fields }) => (tables) => {
      const rows = rowsOf(tables, entity);
      const found = keyText(own(rows[row % (rows.length + 1)] ?? {}, key)) ?? (text || '0');
      const value = [found.toLowerCase(), `0${found}`, `${found} `][variant] ?? found;
      return { kind: 'get', entity, key, value, ...(fields && { fields }) };
    });
}

function listSketch(fc: FastCheck, values: RandomValues, entity: Entity): Arbitrary<RequestSketch> {
  return fc
    .record({
      narrowed: narrowing(fc, values, entity),
      order: fc.record({
        field: attribute(fc, entity),
        direction: fc.constantFrom(1 as const, -1 as const),
      }),
      limit: fc.option(fc.constantFrom(0, 1, 2, 3, 4, 4), { nil: undefined, freq: 1 }),
      fields: fieldNames(fc, entity),
    })
    .map(({ narrowed, order, limit, fields }) => (tables) => {
      const rest = narrowed(tables);
      const read = fields && withNeeded(entity, fields, [order.field, ...namesOf(entity, rest)]);
      return {
        kind: 'list',
        entity,
        order,
        ...rest,
        ...(limit !== undefined && { limit }),
        ...(read && { fields: read }),
      };
    });
}

function statsSketch(fc: FastCheck, values: RandomValues, entity: Entity): Arbitrary<RequestSketch> {
  return fc
    .record({
      narrowed: narrowing(fc, values, entity),
      of: fc.option(numberAttribute(fc, entity), { nil: undefined, freq: 3 }),
      dateField: dateAttribute(fc, entity),
    })
    .map(({ narrowed, of, dateField }) => (tables) => ({
      kind: 'stats',
      entity,
      dateField,
      ...narrowed(tables),
      ...(of !== undefined && { of }),
    }));
}

interface Narrowed {
  readonly owner?: Owner;
  readonly where: readonly Condition[];
  readonly window?: { readonly field: string; readonly from: number; readonly to: number };
  readonly timeZone: string;
}

/** Owner, filters and window: what a list and numbers over one have in common. */
function narrowing(
  fc: FastCheck,
  values: RandomValues,
  entity: Entity,
): Arbitrary<(tables: Tables) => Narrowed> {
  const window = fc.record({
    field: dateAttribute(fc, entity),
    from: fc.constantFrom(noon, noon - day, noon - 1, noon - 600 * day),
    to: fc.constantFrom(noon, noon, noon + day),
  });
  return fc
    .record({
      owner: ownerSketch(fc),
      where: fc.oneof(
        { weight: 2, arbitrary: fc.constant<((tables: Tables) => Condition)[]>([]) },
        {
          weight: 3,
          arbitrary: fc.array(conditionSketch(fc, values, entity), { minLength: 1, maxLength: 2 }),
        },
      ),
      window: fc.oneof({ weight: 1, arbitrary: window }, { weight: 3, arbitrary: fc.constant(undefined) }),
      timeZone: fc.constantFrom(...zones),
    })
    .map(({ owner, where, window, timeZone }) => (tables) => {
      const chosen = owner(tables);
      return {
        ...(chosen && { owner: chosen }),
        where: where.map((one) => one(tables)),
        ...(window && { window }),
        timeZone,
      };
    });
}

const owners = ['contact', 'contact', 'contact', 'contact', 'company'] as const;
const ownerKeys = [
  ...(['everybody', 'everybody', 'everybody', 'everybody', 'everybody'] as const),
  ...(['all', 'all', 'all', 'id', 'custom_id', 'email', 'none'] as const),
];

/** Contacts and companies by one key, by all of them, by none, and nobody's in particular. */
function ownerSketch(fc: FastCheck): Arbitrary<(tables: Tables) => Owner | undefined> {
  return fc
    .record({
      entity: fc.constantFrom(...owners),
      row: fc.nat({ max: 5 }),
      keys: fc.constantFrom(...ownerKeys),
    })
    .map(({ entity, row, keys }) => (tables) => {
      if (keys === 'everybody') return undefined;
      const rows = rowsOf(tables, entity);
      const all = ownerOf(entity, rows[row % (rows.length + 1)] ?? { id: '404', custom_id: 'nobody' });
      if (keys === 'all') return all;
      const one = keys === 'none' ? undefined : all[keys];
      return { entity, ...(one !== undefined && { [keys]: one }) };
    });
}

function dateAttribute(fc: FastCheck, entity: Entity): Arbitrary<string> {
  const dates = models[entity].fields.filter(({ type }) => type === 'date' || type === 'datetime');
  const names = dates.map((field) => field.name);
  return fc.constantFrom(...names, ...names.slice(0, 1), 'ca_string');
}

/** What numbers can be of, most of the time. */
function numberAttribute(fc: FastCheck, entity: Entity): Arbitrary<string> {
  const money = models[entity].fields.filter(({ type }) => type === 'money').map((field) => field.name);
  if (money.length === 0) return attribute(fc, entity);
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...money) },
    { weight: 1, arbitrary: attribute(fc, entity) },
  );
}

function fieldNames(fc: FastCheck, entity: Entity): Arbitrary<Fields | undefined> {
  const names = [...models[entity].fields.map((field) => field.name), ...customNames];
  return fc.option(fc.uniqueArray(fc.constantFrom(...names), { maxLength: 6 }), { nil: undefined, freq: 1 });
}

/** The names that a request filters by, and those by which its spans find other records. */
function namesOf(entity: Entity, { where, window }: Narrowed): readonly string[] {
  const model = models[entity];
  return [...(window ? [window.field] : []), ...where.flatMap(({ path }) => firstOf(model, path))];
}

function firstOf(model: RecordModel, [first]: Condition['path']): readonly string[] {
  const relation = relationNamed(model, first);
  if (!relation || fieldNamed(model, first)) return [first];
  return [...relation.keys.map(({ local }) => local), ...(relation.many ? ['order_products'] : [])];
}

function withNeeded(entity: Entity, fields: Fields, needed: readonly string[]): Fields {
  const names = needed.map((name) => fieldNamed(models[entity], name)?.name ?? name);
  return [...new Set([...fields, ...names])];
}
