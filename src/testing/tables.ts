import { entities, models } from '../data/entities.js';
import { keyText } from '../data/keys.js';
import type { Entity } from '../data/model.js';
import type { GetRequest, Row } from '../data/request.js';
import type { Tables } from '../sources/memory.js';
import { shown } from './shown.js';
import type { SourceSubject } from './subject.js';

/** The rows of one kind of record. */
export function rowsOf(tables: Tables, entity: Entity): readonly Row[] {
  const rows = (tables as Readonly<Record<string, readonly Row[] | undefined>>)[models[entity].plural] ?? [];
  return entity === 'contact' ? [...rows, ...(tables.users ?? [])] : rows;
}

/** What a source has of the tables: the kinds of records that it knows, as it can hold them. */
export function heldBy({ carries, entities: known }: SourceSubject, tables: Tables): Tables {
  const kept = entities.filter((entity) => !known || known.includes(entity));
  const some = Object.fromEntries(kept.map((entity) => [models[entity].plural, rowsOf(tables, entity)]));
  return carries ? carries(some) : some;
}

/** Finds the record that a request names, as an engine that had asked for it. */
export const resolver =
  (tables: Tables) =>
  ({ entity, key, value }: GetRequest): Row | null =>
    rowsOf(tables, entity).find((row) => Object.hasOwn(row, key) && keyText(row[key]) === value) ?? null;

/** All rows, one a line. */
export function shownTables(tables: Tables): string {
  return entities
    .flatMap((entity) => rowsOf(tables, entity).map((row) => `${models[entity].plural}: ${shown(row)}`))
    .join('\n');
}
