import { fieldNamed, own, readField } from '../../data/fields.js';
import { instantOf } from '../../data/instants.js';
import type { Entity, Field, RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { missingKeys, unusableKeys } from '../rows/row-keys.js';
import { diagnoseAt, type Place } from './place.js';

/** What is wrong with a row by itself: with an error among it the row cannot be stored. */
export function rowFaults(
  entity: Entity,
  model: RecordModel,
  row: Row,
  file: string,
  place: Place,
): readonly Diagnostic[] {
  const faults: Diagnostic[] = [];
  const missing = missingKeys(entity, row);
  if (missing)
    faults.push(diagnoseAt('row-without-key', { entity, keys: missing.join(' or ') }, file, place));
  for (const key of unusableKeys(model, row)) {
    faults.push(diagnoseAt('unusable-key', { entity, key }, file, place));
  }
  for (const name of lists) {
    const value = fieldNamed(model, name) && own(row, name);
    if (value !== undefined && value !== null && value !== '' && !Array.isArray(value)) {
      faults.push(diagnoseAt('not-a-list', { entity, field: name }, file, place));
    }
  }
  for (const field of unreadableDates(model, row)) {
    const fault = diagnoseAt('unreadable-date', { entity, field: field.name }, file, place);
    faults.push(creation.has(field.name) ? { ...fault, severity: 'error' } : fault);
  }
  return faults;
}

/** What messages go through item by item. */
const lists = ['order_products'] as const;

/** By these records are found in a span of time: without one a record would never be seen again. */
const creation: ReadonlySet<string> = new Set(['created_at', 'timestamp']);

const dateFields = new WeakMap<RecordModel, readonly Field[]>();

function unreadableDates(model: RecordModel, row: Row): readonly Field[] {
  let fields = dateFields.get(model);
  if (!fields) {
    fields = model.fields.filter(({ type }) => type === 'date' || type === 'datetime');
    dateFields.set(model, fields);
  }
  return fields.filter((field) => {
    const value = readField(row, field);
    if (value === undefined || value === null || value === '') return false;
    return instantOf(value, 'UTC', field.type === 'datetime') === undefined;
  });
}
