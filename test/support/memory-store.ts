import { entities, models } from '../../src/data/entities.js';
import { keyText } from '../../src/data/keys.js';
import type { Entity } from '../../src/data/model.js';
import type { Row } from '../../src/data/request.js';
import type { DataSource } from '../../src/data/source.js';
import { memorySource } from '../../src/sources/memory.js';
import { RepeatedKey, type Store, type Writer } from '../../src/sources/store.js';

/** A store without a database: what is committed is a list of rows for each kind of record. */
export class MemoryStore implements Store {
  #committed: ReadonlyMap<Entity, readonly Row[]> = new Map();
  #last: Promise<unknown> = Promise.resolve();

  get source(): DataSource {
    return sourceOf(this.#committed);
  }

  rows(entity: Entity): readonly Row[] {
    return this.#committed.get(entity) ?? [];
  }

  write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    const done = this.#last.then(async () => {
      const writer = new MemoryWriter(new Map(this.#committed));
      const result = await work(writer);
      this.#committed = writer.tables;
      return result;
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  async note(): Promise<undefined> {}
  async close(): Promise<void> {}
}

class MemoryWriter implements Writer {
  constructor(readonly tables: Map<Entity, readonly Row[]>) {}

  get source(): DataSource {
    return sourceOf(this.tables);
  }

  async put(entity: Entity, rows: readonly Row[]): Promise<void> {
    const sent = new Map(rows.map((row) => [keyText(row.id), row]));
    const kept = (this.tables.get(entity) ?? []).filter((row) => !sent.has(keyText(row.id)));
    const all = [...kept, ...sent.values()];
    const keys = all.map((row) => keyText(row.custom_id)).filter((key) => key !== undefined);
    if (new Set(keys).size < keys.length) throw new RepeatedKey(entity, 'custom_id');
    this.tables.set(entity, all);
  }

  async remove(entity: Entity, ids: readonly string[]): Promise<void> {
    const rows = this.tables.get(entity) ?? [];
    this.tables.set(
      entity,
      rows.filter((row) => !ids.includes(keyText(row.id) ?? '')),
    );
  }

  async largestId(entity: Entity): Promise<number> {
    return Math.max(
      0,
      ...(this.tables.get(entity) ?? []).map((row) => Number(row.id)).filter(Number.isSafeInteger),
    );
  }

  async note(): Promise<undefined> {}
  async setNote(): Promise<void> {}
}

const sourceOf = (tables: ReadonlyMap<Entity, readonly Row[]>): DataSource =>
  memorySource(
    Object.fromEntries(entities.map((entity) => [models[entity].plural, tables.get(entity) ?? []])),
  );
