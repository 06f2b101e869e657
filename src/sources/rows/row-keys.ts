import { fieldNamed, own } from '../../data/fields.js';
import { keyText } from '../../data/keys.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { KeyField, Row } from '../../data/request.js';
import { storable } from '../storable.js';

/** Events, product events and tasks come without an identifier of their own; everything else is found by one. */
const namedByKey: ReadonlyMap<Entity, readonly KeyField[]> = new Map<Entity, readonly KeyField[]>([
  ['contact', ['id', 'custom_id', 'email']],
  ['company', ['id', 'custom_id']],
  ['pipeline', ['id', 'custom_id']],
  ['stage', ['id', 'custom_id']],
  ['product', ['id', 'custom_id']],
  ['deal', ['id', 'custom_id']],
]);

/** By which a record is found, in this order. */
export const uniqueKeys = ['id', 'custom_id', 'email'] as const satisfies readonly KeyField[];

/** A row's key as it is compared; undefined where it gives none. */
export const keyOf = (row: Row, key: KeyField): string | undefined => keyText(own(row, key));

/** The keys of which a row must have one and has none; undefined where all is well. */
export function missingKeys(entity: Entity, row: Row): readonly KeyField[] | undefined {
  const keys = namedByKey.get(entity);
  return keys?.every((key) => keyOf(row, key) === undefined) ? keys : undefined;
}

/** The keys of a row that not every database keeps as they are. */
export const unusableKeys = (model: RecordModel, row: Row): readonly KeyField[] =>
  uniqueKeys.filter((key) => fieldNamed(model, key) && !storable(keyOf(row, key) ?? ''));

/** A row's id where it is a whole number above 0, past which others are numbered; else 0. */
export function wholeId(row: Row): number {
  const id = Number(keyOf(row, 'id'));
  return Number.isSafeInteger(id) && id > 0 ? id : 0;
}
