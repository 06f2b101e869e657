import type { Field, RecordModel, Relation } from './model.js';
import type { Row } from './request.js';

interface Names {
  readonly fields: ReadonlyMap<string, Field>;
  readonly relations: ReadonlyMap<string, Relation>;
}

const cache = new WeakMap<RecordModel, Names>();

function namesOf(model: RecordModel): Names {
  const known = cache.get(model);
  if (known) return known;
  const fields = new Map<string, Field>();
  for (const field of model.fields) for (const alias of field.aliases ?? []) fields.set(alias, field);
  for (const field of model.fields) fields.set(field.name, field);
  const names = { fields, relations: new Map(model.relations.map((relation) => [relation.name, relation])) };
  cache.set(model, names);
  return names;
}

/** The standard field called `name`, or spelt so by some payloads; undefined for a custom attribute. */
export const fieldNamed = (model: RecordModel, name: string): Field | undefined =>
  namesOf(model).fields.get(name);

export const relationNamed = (model: RecordModel, name: string): Relation | undefined =>
  namesOf(model).relations.get(name);

/** What the elements of a list within the record are: the order lines of a deal. */
export const partNamed = (model: RecordModel, name: string): RecordModel | undefined =>
  Object.hasOwn(model.parts, name) ? model.parts[name]?.() : undefined;

/** Whether `name` is anything that the model itself knows; a custom attribute is not. */
export const isStandardName = (model: RecordModel, name: string): boolean =>
  namesOf(model).fields.has(name) || namesOf(model).relations.has(name) || model.derived.includes(name);

/** Every name that the model knows, other spellings left out. */
export const standardNames = (model: RecordModel): readonly string[] => [
  ...model.fields.map(({ name }) => name),
  ...namesOf(model).relations.keys(),
  ...model.derived,
];

/** The row's own value of that name. Nothing inherited is ever read of a row. */
export const own = (row: Row, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined);

/** What a row holds for a standard field, whichever of its spellings the payload used. */
export function readField(row: Row, field: Field): unknown {
  const value = own(row, field.name);
  if (value !== undefined || !field.aliases) return value;
  for (const alias of field.aliases) {
    const other = own(row, alias);
    if (other !== undefined) return other;
  }
  return undefined;
}

/** What a row holds for an attribute, standard or custom. */
export function readAttribute(model: RecordModel, row: Row, name: string): unknown {
  const field = fieldNamed(model, name);
  return field ? readField(row, field) : own(row, name);
}
