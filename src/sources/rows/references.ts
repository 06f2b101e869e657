import { fieldNamed, own, readField } from '../../data/fields.js';
import { getRequest, keyText } from '../../data/keys.js';
import type { RecordModel } from '../../data/model.js';
import type { GetRequest, Row } from '../../data/request.js';
import { type Find, withValue } from './merge.js';

/** The keys by which rows name other records; both are filled in where the record is known. */
export const references = [
  { entity: 'contact', id: 'user_id', custom_id: 'user_custom_id' },
  { entity: 'company', id: 'company_id', custom_id: 'company_custom_id' },
  { entity: 'deal', id: 'deal_id', custom_id: 'deal_custom_id' },
] as const;

type Reference = (typeof references)[number];

/** The fields that a reference stands in, and the key of the other record that each holds. */
const pairs = ({ id, custom_id }: Reference) =>
  [
    [id, 'id'],
    [custom_id, 'custom_id'],
  ] as const;

/** Fills in the other key of the contact, company and deal that a row names, as far as they are known. */
export function link(model: RecordModel, row: Row, find: Find): Row {
  let linked = row;
  for (const reference of references) {
    const record = named(model, row, reference, find);
    if (!record) continue;
    for (const [local, remote] of pairs(reference)) {
      const field = fieldNamed(model, local);
      const value = own(record, remote);
      if (field && keyText(readField(linked, field)) === undefined && keyText(value) !== undefined) {
        linked = withValue(linked, local, value);
      }
    }
  }
  return linked;
}

function named(model: RecordModel, row: Row, reference: Reference, find: Find): Row | undefined {
  for (const { entity, key, value } of namedBy(model, row, reference)) {
    const record = find(entity, key, value);
    if (record) return record;
  }
  return undefined;
}

function namedBy(model: RecordModel, row: Row, reference: Reference): GetRequest[] {
  return pairs(reference).flatMap(([local, remote]) => {
    const field = fieldNamed(model, local);
    const value = field ? keyText(readField(row, field)) : undefined;
    return value === undefined ? [] : [getRequest(reference.entity, remote, value)];
  });
}

/** The requests for the records that `link` would look up. */
export const linkRequests = (model: RecordModel, row: Row): GetRequest[] =>
  references.flatMap((reference) => namedBy(model, row, reference));

/** Whether a deal names a contact that is not there: its messages would go to nobody. */
export function namesUnknownOwner(model: RecordModel, row: Row, find: Find): boolean {
  const [contact] = references;
  if (model.name !== 'deal' || namedBy(model, row, contact).length === 0) return false;
  return named(model, row, contact, find) === undefined;
}
