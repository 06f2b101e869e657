import { fieldNamed } from '../../data/fields.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { KeyField, Row } from '../../data/request.js';
import { keyOf, uniqueKeys } from './row-keys.js';

/** Finds a record by a unique key. */
export type Find = (entity: Entity, key: KeyField, value: string) => Row | undefined;

/** The stored row that this one is about: the first key that it gives decides. */
export function storedTwin(entity: Entity, row: Row, find: Find): Row | undefined {
  for (const key of uniqueKeys) {
    const value = keyOf(row, key);
    if (value !== undefined) return find(entity, key, value);
  }
  return undefined;
}

/** What is stored once a row has come: what it omits keeps its value, under any spelling. */
export function merge(model: RecordModel, stored: Row, row: Row): Row {
  const sent = new Set(Object.keys(row).map((name) => fieldNamed(model, name)?.name ?? name));
  const kept = Object.entries(stored).filter(([name]) => !sent.has(fieldNamed(model, name)?.name ?? name));
  return Object.fromEntries([...kept, ...Object.entries(row)]);
}

export const withValue = (row: Row, name: string, value: unknown): Row =>
  Object.fromEntries([...Object.entries(row).filter(([other]) => other !== name), [name, value]]);

export const withFirst = (row: Row, name: string, value: unknown): Row =>
  Object.fromEntries([[name, value], ...Object.entries(row).filter(([other]) => other !== name)]);
