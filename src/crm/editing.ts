import { models } from '../data/entities.js';
import { fieldNamed, own, readField } from '../data/fields.js';
import { keyText } from '../data/keys.js';
import type { Entity, RecordModel } from '../data/model.js';
import type { Row } from '../data/request.js';
import { merge } from '../sources/rows/merge.js';
import { references } from '../sources/rows/references.js';
import { uniqueKeys } from '../sources/rows/row-keys.js';
import type { Writer } from '../sources/store.js';
import { get } from './read.js';
import { refuse } from './refusal.js';

/** What a transaction of the CRM writes into, and the time that it stamps. */
export interface Editing {
  readonly writer: Writer;
  /** ISO 8601. */
  readonly now: string;
}

/** Last touches to a record: `stored` is as it was, undefined for a new one. */
export type Finish = (row: Row, stored: Row | undefined, sent: Row, now: string) => Row;

/**
 * Writes what was sent into a record. What is omitted keeps its value; null empties a field; names that no
 * standard field has become custom attributes. Rows come out as an import makes them: an id, both keys of
 * the contact and company that they name, `created_at` and `updated_at`.
 *
 * @param stored the record to be changed; undefined for a new one
 * @returns the whole record
 * @throws {Refusal} 400 for a key that another record has, 404 for a contact or company that is not there
 */
export async function save(
  { writer, now }: Editing,
  entity: Entity,
  stored: Row | undefined,
  sent: Row,
  finish: Finish = (row) => row,
): Promise<Row> {
  const model = models[entity];
  const given = keyText(own(sent, 'id'));
  if (given !== undefined && given !== keyText(stored && own(stored, 'id'))) {
    throw refuse(400, 'id', 'is given by the server');
  }
  await refuseTaken(writer, entity, stored, sent);
  const { id: _, ...attributes } = await link(writer, model, sent);
  const base = stored ?? { id: (await writer.largestId(entity)) + 1 };
  const merged = merge(model, base, attributes);
  const row = stamp(model, finish(merged, stored, sent, now), now);
  await writer.put(entity, [row]);
  return row;
}

async function refuseTaken(
  writer: Writer,
  entity: Entity,
  stored: Row | undefined,
  sent: Row,
): Promise<void> {
  for (const key of uniqueKeys) {
    const value = keyText(own(sent, key));
    if (key === 'id' || value === undefined || !fieldNamed(models[entity], key)) continue;
    if (key === 'email' && entity !== 'contact') continue;
    const holder = await get(writer.source, entity, key, value);
    if (holder && keyText(own(holder, 'id')) !== keyText(stored && own(stored, 'id'))) {
      throw refuse(400, key, `another ${named(entity)} has this ${key}`);
    }
  }
}

/** The words of the API: its users are the contacts of templates. */
export const named = (entity: Entity): string => (entity === 'contact' ? 'user' : entity.replace('_', ' '));

/** Both keys of the contact and company that were sent, in place of the one that was. */
async function link(writer: Writer, model: RecordModel, sent: Row): Promise<Row> {
  let linked = sent;
  for (const { entity, id, custom_id } of references) {
    const fields = [
      { field: fieldNamed(model, id), remote: 'id' },
      { field: fieldNamed(model, custom_id), remote: 'custom_id' },
    ] as const;
    const isGiven = fields.some(({ field }) => field && readField(sent, field) !== undefined);
    if (!isGiven) continue;
    let record: Row | undefined;
    for (const { field, remote } of fields) {
      const value = field && keyText(readField(sent, field));
      if (field === undefined || value === undefined) continue;
      const found = await get(writer.source, entity, remote, value);
      if (!found) throw refuse(404, field.name, `there is no ${named(entity)} with this ${remote}`);
      if (record && keyText(own(record, 'id')) !== keyText(own(found, 'id'))) {
        throw refuse(400, field.name, `names another ${named(entity)} than ${id}`);
      }
      record = found;
    }
    const keys = fields.flatMap(({ field, remote }) =>
      field ? [[field.name, record ? (own(record, remote) ?? null) : null] as const] : [],
    );
    linked = merge(model, linked, Object.fromEntries(keys));
  }
  return linked;
}

/** A new record is created now, and every one is updated now. */
function stamp(model: RecordModel, row: Row, now: string): Row {
  const created = fieldNamed(model, 'created_at');
  const updated = fieldNamed(model, 'updated_at');
  const isUnset = created && (readField(row, created) ?? '') === '';
  const stamps = {
    ...(created && isUnset && { [created.name]: now }),
    ...(updated && { [updated.name]: now }),
  };
  return merge(model, row, stamps);
}
