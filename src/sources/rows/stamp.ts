import { fieldNamed, readField } from '../../data/fields.js';
import type { Field, RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { withValue } from './merge.js';

/** Of these, the fields that a kind of record has. */
export const clockFields = (model: RecordModel): readonly Field[] =>
  ['created_at', 'updated_at'].map((name) => fieldNamed(model, name)).filter((field) => field !== undefined);

/**
 * Sets `created_at` and `updated_at` to the clock where a row has none.
 *
 * @param now ISO 8601
 * @returns the row, and whether it had no time of creation, which is worth telling
 */
export function stamp(
  fields: readonly Field[],
  row: Row,
  now: string,
): { readonly row: Row; readonly created: boolean } {
  const unset = fields.filter((field) => (readField(row, field) ?? '') === '');
  return {
    row: unset.reduce((stamped, field) => withValue(stamped, field.name, now), row),
    created: unset[0] !== undefined && unset[0].name !== 'updated_at',
  };
}
