import { entities, models } from '../data/entities.js';
import { fieldNamed, own, readAttribute } from '../data/fields.js';
import { isRow, keyText } from '../data/keys.js';
import type { Entity, RecordModel } from '../data/model.js';
import type { DataRequest, GetRequest, ListRequest, Owner, Row, StatsRequest } from '../data/request.js';
import { nothingApplied } from '../data/select.js';
import type { DataAnswer, DataSource, FetchOptions } from '../data/source.js';

/** Rows by the names of the API's resources. `users` is another name of `contacts`. */
export interface Tables {
  readonly contacts?: readonly Row[];
  readonly users?: readonly Row[];
  readonly companies?: readonly Row[];
  readonly pipelines?: readonly Row[];
  readonly stages?: readonly Row[];
  readonly products?: readonly Row[];
  readonly deals?: readonly Row[];
  readonly tasks?: readonly Row[];
  readonly events?: readonly Row[];
  readonly product_events?: readonly Row[];
}

/**
 * A source over rows in memory, in the shape of the API's payloads. It finds records and owners' rows by
 * index and leaves filter, order and limit to the engine, which makes it the measure for every other source.
 * The rows are not copied: do not change them afterwards. Of rows that share a key the first is found.
 *
 * @example
 * memorySource({ contacts: [{ id: 1, email: 'ann@example.com' }], deals: [{ id: 7, user_id: 1, value: 20 }] })
 */
export function memorySource(tables: Tables): DataSource {
  const index = new Map<Entity, Table>();
  for (const entity of entities) {
    const rows =
      entity === 'contact' ? [...(tables.contacts ?? []), ...(tables.users ?? [])] : rowsOf(tables, entity);
    index.set(entity, new Table(models[entity], rows));
  }
  return {
    async fetch(requests: readonly DataRequest[], { signal }: FetchOptions): Promise<readonly DataAnswer[]> {
      signal?.throwIfAborted();
      return requests.map((request) => {
        const table = index.get(request.entity);
        if (!table) return { error: `there are no records called ${String(request.entity)}` };
        const rows = request.kind === 'get' ? table.get(request) : table.list(request);
        return { rows, applied: nothingApplied };
      });
    },
  };
}

function rowsOf(tables: Tables, entity: Exclude<Entity, 'contact'>): readonly Row[] {
  const name = models[entity].plural as keyof Tables;
  return (Object.hasOwn(tables, name) ? tables[name] : undefined) ?? [];
}

type Index = ReadonlyMap<string, readonly Row[]>;

class Table {
  readonly #indexes = new Map<string, Index>();

  constructor(
    readonly model: RecordModel,
    readonly rows: readonly Row[],
  ) {}

  get({ key, value }: GetRequest): readonly Row[] {
    if (key === 'email' && this.model.name !== 'contact') return [];
    return this.#rowsWith(key, value).slice(0, 1);
  }

  /** An owner's rows, or those that an exact key names (a deal's tasks), or all of them. */
  list({ owner, where }: ListRequest | StatsRequest): readonly Row[] {
    if (owner) return this.#ofOwner(owner);
    for (const { path, lookup, value } of where) {
      const text = keyText(value);
      if (path.length === 1 && lookup === 'exact' && text !== undefined && this.#isId(path[0])) {
        return this.#rowsWith(path[0], text);
      }
    }
    return this.rows;
  }

  #ofOwner(owner: Owner): readonly Row[] {
    const fields = this.model.owners[owner.entity];
    if (!fields) return [];
    const found = new Set<Row>();
    const add = (name: string, value: string | undefined) => {
      if (value !== undefined) for (const row of this.#rowsWith(name, value)) found.add(row);
    };
    add(fields.id, owner.id);
    add(fields.custom_id, owner.custom_id);
    if (fields.list !== undefined) {
      add(`${fields.list} id`, owner.id);
      add(`${fields.list} email`, owner.email);
    }
    return [...found];
  }

  #isId(name: string): boolean {
    return fieldNamed(this.model, name)?.type === 'id';
  }

  #rowsWith(name: string, value: string): readonly Row[] {
    let index = this.#indexes.get(name);
    if (!index) {
      index = this.#build(name);
      this.#indexes.set(name, index);
    }
    return index.get(value) ?? [];
  }

  #build(name: string): Index {
    const index = new Map<string, Row[]>();
    for (const row of this.rows) {
      for (const key of this.#keysOf(row, name)) {
        const rows = index.get(key);
        if (rows) rows.push(row);
        else index.set(key, [row]);
      }
    }
    return index;
  }

  /** `customers email` stands for the e-mail addresses of the contacts in the list `customers`. */
  #keysOf(row: Row, name: string): readonly string[] {
    const [list, part] = name.split(' ');
    if (list === undefined || part === undefined)
      return present([keyText(readAttribute(this.model, row, name))]);
    const items = own(row, list);
    return Array.isArray(items)
      ? present([...new Set(items.map((item) => (isRow(item) ? keyText(own(item, part)) : undefined)))])
      : [];
  }
}

const present = (keys: readonly (string | undefined)[]): string[] => keys.filter((key) => key !== undefined);
