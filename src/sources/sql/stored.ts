import { entities, models } from '../../data/entities.js';
import { fieldNamed, readField } from '../../data/fields.js';
import { getRequest, keyText, requestKey } from '../../data/keys.js';
import type { Entity } from '../../data/model.js';
import type { GetRequest, KeyField, Row } from '../../data/request.js';
import { type Known, type PlacedTables, references, uniqueKeys } from '../files/complete.js';
import type { SqliteSource } from './sqlite-source.js';

/** Fetches what an import has to know of the records that are stored: those its rows are, and those they name. */
export async function storedRecords(source: SqliteSource, tables: PlacedTables): Promise<Known> {
  const wanted = new Map<string, GetRequest>();
  const want = (entity: Entity, key: KeyField, value: string | undefined) => {
    if (value === undefined || !fieldNamed(models[entity], key)) return;
    const request = getRequest(entity, key, value);
    wanted.set(requestKey(request), request);
  };
  for (const entity of entities) {
    const model = models[entity];
    for (const { row } of tables.get(entity) ?? []) {
      for (const key of uniqueKeys)
        want(entity, key, keyText(Object.hasOwn(row, key) ? row[key] : undefined));
      for (const { entity: other, id, custom_id } of references) {
        for (const [local, remote] of [
          [id, 'id'],
          [custom_id, 'custom_id'],
        ] as const) {
          const field = fieldNamed(model, local);
          if (field) want(other, remote, keyText(readField(row, field)));
        }
      }
    }
  }
  const requests = [...wanted.values()];
  const answers = await source.fetch(requests, {});
  const found = new Map<string, Row>();
  for (const [index, request] of requests.entries()) {
    const answer = answers[index];
    if (answer === undefined || !('rows' in answer)) {
      throw new Error(answer && 'error' in answer ? answer.error : 'the database did not answer');
    }
    if (answer.rows[0]) found.set(requestKey(request), answer.rows[0]);
  }
  const largest = source.largestIds();
  return {
    find: (entity, key, value) => found.get(requestKey(getRequest(entity, key, value))),
    largestId: (entity) => largest.get(entity) ?? 0,
  };
}
