import { isEmpty } from '../data/comparable.js';
import { models } from '../data/entities.js';
import { own } from '../data/fields.js';
import type { Entity } from '../data/model.js';
import { type Condition, type Lookup, lookups, type Row } from '../data/request.js';
import type { Tables } from '../sources/memory.js';
import type { Arbitrary, FastCheck } from './fast-check.js';
import { customNames, type RandomValues } from './random-values.js';
import { rowsOf } from './tables.js';

/** Paths over relations and parts. Each leads to an attribute that records have. */
const spans: Readonly<Partial<Record<Entity, readonly Condition['path'][]>>> = {
  contact: [['company', 'name']],
  stage: [['pipeline', 'name']],
  deal: [
    ['order_products', 'product', 'category'],
    ['order_products', 'product', 'price'],
    ['order_products', 'value'],
    ['products', 'category'],
    ['contact', 'email'],
    ['contact', 'company', 'name'],
    ['company', 'ca_string'],
    ['stage', 'pipeline', 'name'],
    ['nothing', 'at', 'all'],
  ],
  task: [
    ['deal', 'name'],
    ['deal', 'contact', 'first_name'],
    ['contact', 'custom_id'],
  ],
  event: [
    ['contact', 'first_name'],
    ['data', 'a'],
  ],
  product_event: [
    ['product', 'category'],
    ['contact', 'email'],
  ],
};

/** Most conditions ask for what some record has, so that something is found. */
export function conditionSketch(
  fc: FastCheck,
  { anything }: RandomValues,
  entity: Entity,
): Arbitrary<(tables: Tables) => Condition> {
  const name = attribute(fc, entity).map((one): Condition['path'] => [one]);
  const spanning = spans[entity];
  const path = spanning
    ? fc.oneof({ weight: 3, arbitrary: name }, { weight: 1, arbitrary: fc.constantFrom(...spanning) })
    : name;
  return fc
    .record({
      path,
      lookup: fc.constantFrom(...lookups),
      value: fc.oneof(anything, fc.constantFrom<unknown>('won', 'Shoes', 'SKU-1', '1', 1)),
      others: fc.array(anything, { maxLength: 2 }),
      row: fc.option(fc.nat({ max: 11 }), { nil: undefined, freq: 3 }),
      part: fc.nat({ max: 30 }),
    })
    .map((one) => (tables) => {
      const { lookup, others } = one;
      const stored =
        one.row === undefined ? undefined : storedValue(entity, tables, one.path, one.row, one.part);
      const { path, value } = stored ?? one;
      if (lookup === 'isnull') return { path, lookup, value: others.length > 0 };
      if (lookup === 'in') return { path, lookup, value: [value, ...others] };
      return { path, lookup, value: stored && typeof value === 'string' ? partOf(value, lookup) : value };
    });
}

/** An attribute of some record and its value; for a path, what some related record has at its end. */
function storedValue(
  entity: Entity,
  tables: Tables,
  path: Condition['path'],
  row: number,
  part: number,
): Pick<Condition, 'path' | 'value'> | undefined {
  const last = path[path.length - 1] ?? '';
  const rows =
    path.length > 1
      ? Object.values(tables as Record<string, readonly Row[]>).flatMap((some) =>
          some.filter((one) => own(one, last)),
        )
      : rowsOf(tables, entity);
  const record = rows[row % Math.max(1, rows.length)];
  if (!record) return undefined;
  if (path.length > 1) return { path, value: own(record, last) };
  const names = Object.keys(record).filter((name) => !isEmpty(record[name]));
  const name = own(record, path[0]) === undefined ? names[part % names.length] : path[0];
  return name === undefined ? undefined : { path: [name], value: own(record, name) };
}

/** A piece of a text that its lookup finds it by. */
function partOf(text: string, lookup: Lookup): string {
  const points = [...text];
  const cased = lookup.startsWith('i') ? (one: string) => one.toUpperCase() : (one: string) => one;
  if (lookup.endsWith('startswith')) return cased(points.slice(0, 2).join(''));
  if (lookup.endsWith('endswith')) return cased(points.slice(-2).join(''));
  return cased(lookup.endsWith('contains') ? points.slice(-3, -1).join('') || text : text);
}

/** Any attribute: those of the model, and custom ones. */
export function attribute(fc: FastCheck, entity: Entity): Arbitrary<string> {
  const { fields } = models[entity];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...fields.map((field) => field.name)) },
    { weight: 1, arbitrary: fc.constantFrom(...fields.flatMap((field) => field.aliases ?? [field.name])) },
    { weight: 2, arbitrary: fc.constantFrom(...customNames) },
  );
}
