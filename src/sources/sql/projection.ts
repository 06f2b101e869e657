import { fieldNamed } from '../../data/fields.js';
import type { Field, RecordModel } from '../../data/model.js';
import type { Fields } from '../../data/request.js';
import { storable } from '../storable.js';

/** What of a row a statement gives back, besides what is kept as it was sent, which is always with it. */
export interface Projection {
  readonly fields: readonly Field[];
  /** Custom attributes, each as JSON; all of them in one JSON object, if absent. */
  readonly customs?: readonly string[];
}

/** Past so many, one object with all of them costs less than looking for each. */
const mostCustoms = 12;

/** @param single whether the database can give a single custom attribute of this name with all its digits */
export function projectionOf(
  model: RecordModel,
  fields: Fields | undefined,
  single: (name: string) => boolean,
): Projection {
  if (!fields) return whole(model);
  const wanted = new Set<Field>(model.fields.filter(({ name }) => name === 'id'));
  const customs = new Set<string>();
  for (const name of fields) {
    const field = fieldNamed(model, name);
    if (field) wanted.add(field);
    // Under a name that cannot be stored nothing stands but what is kept as it was sent.
    else if (storable(name)) customs.add(name);
  }
  const inOrder = model.fields.filter((field) => wanted.has(field));
  const names = [...customs].sort();
  if (names.length > mostCustoms || !names.every(single)) return { fields: inOrder };
  return { fields: inOrder, customs: names };
}

const wholes = new WeakMap<RecordModel, Projection>();

/** Everything. */
export function whole(model: RecordModel): Projection {
  let projection = wholes.get(model);
  if (!projection) {
    projection = { fields: model.fields };
    wholes.set(model, projection);
  }
  return projection;
}
