import { entities, models } from '../../data/entities.js';
import { fieldNamed, own, readField } from '../../data/fields.js';
import { keyText } from '../../data/keys.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { KeyField, Row } from '../../data/request.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { storable } from '../storable.js';
import type { PlacedRow } from './placed-row.js';

export type PlacedTables = ReadonlyMap<Entity, readonly PlacedRow[]>;

/** Records that are stored already, when rows go into a database that has some. */
export interface Known {
  find(entity: Entity, key: KeyField, value: string): Row | undefined;
  /** The largest whole-number id; 0 where there is none. */
  largestId(entity: Entity): number;
}

export const nothingKnown: Known = { find: () => undefined, largestId: () => 0 };

export interface Completed {
  readonly tables: ReadonlyMap<Entity, readonly Row[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Events, product events and tasks come without an identifier of their own; everything else is found by one. */
const namedByKey: ReadonlyMap<Entity, readonly KeyField[]> = new Map<Entity, readonly KeyField[]>([
  ['contact', ['id', 'custom_id', 'email']],
  ['company', ['id', 'custom_id']],
  ['pipeline', ['id', 'custom_id']],
  ['stage', ['id', 'custom_id']],
  ['product', ['id', 'custom_id']],
  ['deal', ['id', 'custom_id']],
]);

export const uniqueKeys = ['id', 'custom_id', 'email'] as const;
const clockFields = ['created_at', 'updated_at'] as const;

/**
 * What reading leaves open: ids where there are none (the next whole numbers, in file order), both keys of
 * the contact, company and deal that a row names, the clock for `created_at` and `updated_at`; and the
 * faults that only show between rows. Where a row is stored already, what it omits keeps its value.
 *
 * @param now ISO 8601
 */
export function complete(tables: PlacedTables, now: string, known: Known = nothingKnown): Completed {
  const diagnostics: Diagnostic[] = [];
  const done = new Map<Entity, readonly Row[]>();
  const finders = new Map<Entity, Finder>();
  for (const entity of entities) {
    const placed = tables.get(entity) ?? [];
    const model = models[entity];
    diagnostics.push(...missingKeys(entity, placed), ...unusableKeys(model, placed));
    diagnostics.push(...repeatedKeys(model, placed));
    diagnostics.push(...takenKeys(entity, placed, known));
    const merged = placed.map((one) => ({ ...one, row: mergeStored(entity, one.row, known) }));
    const numbered = assignIds(entity, merged, known);
    const linked = numbered.map((one) => ({ ...one, row: link(model, one.row, finders) }));
    diagnostics.push(...unknownOwners(model, placed, finders));
    const stamped = stamp(model, linked, now);
    diagnostics.push(...stamped.diagnostics);
    done.set(entity, stamped.rows);
    finders.set(entity, new Finder(entity, stamped.rows, known));
  }
  return { tables: done, diagnostics };
}

/** Finds records among the rows that are being read, and then among those that are stored. */
class Finder {
  readonly #byKey = new Map<string, Row>();

  constructor(
    readonly entity: Entity,
    rows: readonly Row[],
    readonly known: Known,
  ) {
    for (const row of rows) {
      for (const key of uniqueKeys) {
        const value = keyText(own(row, key));
        if (value !== undefined) this.#byKey.set(`${key} ${value}`, row);
      }
    }
  }

  find(key: KeyField, value: string): Row | undefined {
    return this.#byKey.get(`${key} ${value}`) ?? this.known.find(this.entity, key, value);
  }
}

function missingKeys(entity: Entity, placed: readonly PlacedRow[]): Diagnostic[] {
  const keys = namedByKey.get(entity);
  if (!keys) return [];
  return placed
    .filter(({ row }) => keys.every((key) => keyText(own(row, key)) === undefined))
    .map((one) => diagnose('row-without-key', { entity, keys: keys.join(' or ') }, one));
}

function unusableKeys(model: RecordModel, placed: readonly PlacedRow[]): Diagnostic[] {
  const keys = uniqueKeys.filter((key) => fieldNamed(model, key));
  return placed.flatMap((one) =>
    keys
      .filter((key) => !storable(keyText(own(one.row, key)) ?? ''))
      .map((key) => diagnose('unusable-key', { entity: model.name, key }, one)),
  );
}

function repeatedKeys(model: RecordModel, placed: readonly PlacedRow[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const key of uniqueKeys) {
    if (!fieldNamed(model, key)) continue;
    const seen = new Map<string, PlacedRow>();
    for (const one of placed) {
      const value = keyText(own(one.row, key));
      const first = value === undefined ? undefined : seen.get(value);
      if (first) {
        const related = [{ message: 'the first stands here', source: first.source, range: first.range }];
        diagnostics.push(diagnose('repeated-key', { entity: model.name, key }, { ...one, related }));
      } else if (value !== undefined) seen.set(value, one);
    }
  }
  return diagnostics;
}

/** The stored row that this one is about: the first key that it gives decides. */
function storedTwin(entity: Entity, row: Row, known: Known): Row | undefined {
  for (const key of uniqueKeys) {
    const value = keyText(own(row, key));
    if (value !== undefined) return known.find(entity, key, value);
  }
  return undefined;
}

function mergeStored(entity: Entity, row: Row, known: Known): Row {
  const stored = storedTwin(entity, row, known);
  return stored ? withoutOtherSpellings(models[entity], stored, row) : row;
}

/** A custom_id that another record than this one has already. */
function takenKeys(entity: Entity, placed: readonly PlacedRow[], known: Known): Diagnostic[] {
  return placed
    .filter(({ row }) => {
      const value = keyText(own(row, 'custom_id'));
      const holder = value === undefined ? undefined : known.find(entity, 'custom_id', value);
      const id = keyText(own(row, 'id'));
      return holder !== undefined && id !== undefined && keyText(own(holder, 'id')) !== id;
    })
    .map((one) => diagnose('repeated-key', { entity, key: 'custom_id' }, one));
}

/** What a row sends under one spelling replaces what was stored under another. */
function withoutOtherSpellings(model: RecordModel, stored: Row, row: Row): Row {
  const sent = new Set(Object.keys(row).map((name) => fieldNamed(model, name)?.name ?? name));
  const kept = Object.entries(stored).filter(([name]) => !sent.has(fieldNamed(model, name)?.name ?? name));
  return Object.fromEntries([...kept, ...Object.entries(row)]);
}

function assignIds(entity: Entity, placed: readonly PlacedRow[], known: Known): PlacedRow[] {
  let largest = known.largestId(entity);
  for (const { row } of placed) {
    const id = Number(keyText(own(row, 'id')));
    if (Number.isSafeInteger(id) && id > largest) largest = id;
  }
  return placed.map((one) => {
    if (keyText(own(one.row, 'id')) !== undefined) return one;
    largest++;
    return { ...one, row: withFirst(one.row, 'id', largest) };
  });
}

/** The keys by which rows name other records; both are filled in where the record is known. */
export const references = [
  { entity: 'contact', id: 'user_id', custom_id: 'user_custom_id' },
  { entity: 'company', id: 'company_id', custom_id: 'company_custom_id' },
  { entity: 'deal', id: 'deal_id', custom_id: 'deal_custom_id' },
] as const;

function link(model: RecordModel, row: Row, finders: ReadonlyMap<Entity, Finder>): Row {
  let linked = row;
  for (const { entity, id, custom_id } of references) {
    const record = named(model, row, id, custom_id, finders.get(entity));
    if (!record) continue;
    for (const [local, remote] of [
      [id, 'id'],
      [custom_id, 'custom_id'],
    ] as const) {
      const field = fieldNamed(model, local);
      const value = own(record, remote);
      if (field && keyText(readField(linked, field)) === undefined && keyText(value) !== undefined) {
        linked = withValue(linked, local, value);
      }
    }
  }
  return linked;
}

function named(
  model: RecordModel,
  row: Row,
  id: string,
  customId: string,
  finder: Finder | undefined,
): Row | undefined {
  if (!finder) return undefined;
  for (const [local, remote] of [
    [id, 'id'],
    [customId, 'custom_id'],
  ] as const) {
    const field = fieldNamed(model, local);
    const value = field ? keyText(readField(row, field)) : undefined;
    const record = value === undefined ? undefined : finder.find(remote, value);
    if (record) return record;
  }
  return undefined;
}

function unknownOwners(
  model: RecordModel,
  placed: readonly PlacedRow[],
  finders: ReadonlyMap<Entity, Finder>,
): Diagnostic[] {
  if (model.name !== 'deal') return [];
  const ids = [fieldNamed(model, 'user_id'), fieldNamed(model, 'user_custom_id')];
  return placed
    .filter(({ row }) => ids.some((field) => field && keyText(readField(row, field)) !== undefined))
    .filter(({ row }) => !named(model, row, 'user_id', 'user_custom_id', finders.get('contact')))
    .map((one) => diagnose('unknown-owner', { entity: 'deal', owner: 'contact' }, one));
}

function stamp(model: RecordModel, placed: readonly PlacedRow[], now: string) {
  const present = clockFields.map((name) => fieldNamed(model, name)).filter((field) => field !== undefined);
  const diagnostics: Diagnostic[] = [];
  let stamped = 0;
  let first: PlacedRow | undefined;
  const rows = placed.map((one) => {
    const unset = present.filter((field) => (readField(one.row, field) ?? '') === '');
    if (unset.length === 0) return one.row;
    if (unset[0]?.name !== 'updated_at') {
      stamped++;
      first ??= one;
    }
    return unset.reduce((row, field) => withValue(row, field.name, now), one.row);
  });
  if (first) {
    const fields = present.map((field) => field.name).join(' and ');
    const where = { source: first.source, range: { start: first.range.start, end: first.range.start } };
    diagnostics.push(
      diagnose('clock-set', { fields, rows: stamped, plural: model.plural.replace('_', ' ') }, where),
    );
  }
  return { rows, diagnostics };
}

const withValue = (row: Row, name: string, value: unknown): Row =>
  Object.fromEntries([...Object.entries(row).filter(([other]) => other !== name), [name, value]]);

const withFirst = (row: Row, name: string, value: unknown): Row =>
  Object.fromEntries([[name, value], ...Object.entries(row).filter(([other]) => other !== name)]);
