import { fieldNamed } from '../../data/fields.js';
import { getRequest, requestKey } from '../../data/keys.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { GetRequest, KeyField, Row } from '../../data/request.js';
import type { DataSource } from '../../data/source.js';
import type { Find } from '../rows/merge.js';
import { linkRequests } from '../rows/references.js';
import { keyOf, uniqueKeys } from '../rows/row-keys.js';
import { StoreError } from '../store.js';

/** Fetches what a chunk of rows has to know of the records that are stored: those its rows are, and those they name. */
export async function storedRecords(
  source: DataSource,
  model: RecordModel,
  entity: Entity,
  rows: readonly Row[],
): Promise<Find> {
  const wanted = new Map<string, GetRequest>();
  const want = (request: GetRequest) => wanted.set(requestKey(request), request);
  for (const row of rows) {
    for (const key of uniqueKeys) {
      const value = fieldNamed(model, key) && keyOf(row, key);
      if (value !== undefined) want(getRequest(entity, key, value));
    }
    for (const request of linkRequests(model, row)) {
      if (request.entity !== entity) want({ ...request, fields: ['id', 'custom_id'] });
    }
  }
  const requests = [...wanted.values()];
  const answers = await source.fetch(requests, {});
  const found = new Map<string, Row>();
  for (const [index, request] of requests.entries()) {
    const answer = answers[index];
    if (answer === undefined || !('rows' in answer)) {
      const retryable = answer !== undefined && 'retryable' in answer && answer.retryable === true;
      throw new StoreError(answer && 'error' in answer ? answer.error : 'it did not answer', retryable);
    }
    if (answer.rows[0]) found.set(requestKey(request), answer.rows[0]);
  }
  return (other, key, value) => found.get(requestKey(getRequest(other, key, value)));
}

/** The records of one kind while a chunk is worked on: those that are stored, under those that it changes. */
export class ChangedRecords {
  readonly #byId = new Map<string, Row>();
  readonly #ids = new Map<string, string>();

  constructor(
    readonly entity: Entity,
    readonly stored: Find,
  ) {}

  /** The rows as they are to be written. */
  get rows(): readonly Row[] {
    return [...this.#byId.values()];
  }

  put(row: Row): void {
    const id = keyOf(row, 'id') ?? '';
    this.#byId.set(id, row);
    for (const key of uniqueKeys) {
      const value = keyOf(row, key);
      if (value !== undefined) this.#ids.set(`${key} ${value}`, id);
    }
  }

  readonly find: Find = (entity, key, value) => {
    if (entity !== this.entity) return this.stored(entity, key, value);
    return this.#changed(key, value) ?? this.#unchanged(key, value);
  };

  #changed(key: KeyField, value: string): Row | undefined {
    const row = this.#byId.get(this.#ids.get(`${key} ${value}`) ?? '');
    return row && keyOf(row, key) === value ? row : undefined;
  }

  /** A stored record, unless this chunk has given it another key. */
  #unchanged(key: KeyField, value: string): Row | undefined {
    const row = this.stored(this.entity, key, value);
    return row && !this.#byId.has(keyOf(row, 'id') ?? '') ? row : undefined;
  }
}
