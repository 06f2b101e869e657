import { entities, models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { KeyField, Row } from '../../data/request.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { type Find, withFirst } from '../rows/merge.js';
import { link, namesUnknownOwner } from '../rows/references.js';
import { keyOf, missingKeys, uniqueKeys, unusableKeys, wholeId } from '../rows/row-keys.js';
import { clockFields, stamp } from '../rows/stamp.js';
import type { PlacedRow } from './placed-row.js';

export type PlacedTables = ReadonlyMap<Entity, readonly PlacedRow[]>;

export interface Completed {
  readonly tables: ReadonlyMap<Entity, readonly Row[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What reading leaves open: ids where there are none (the next whole numbers, in file order), both keys of
 * the contact, company and deal that a row names, the clock for `created_at` and `updated_at`; and the
 * faults that only show between rows.
 *
 * @param now ISO 8601
 */
export function complete(tables: PlacedTables, now: string): Completed {
  const diagnostics: Diagnostic[] = [];
  const done = new Map<Entity, readonly Row[]>();
  const byKey = new Map<string, Row>();
  const find: Find = (entity, key, value) => byKey.get(`${entity} ${key} ${value}`);
  for (const entity of entities) {
    const placed = tables.get(entity) ?? [];
    const model = models[entity];
    diagnostics.push(...placed.flatMap((one) => keyFaults(model, entity, one)));
    diagnostics.push(...repeatedKeys(model, placed));
    diagnostics.push(...unknownOwners(model, placed, find));
    const linked = assignIds(placed).map((one) => ({ ...one, row: link(model, one.row, find) }));
    const stamped = stampAll(model, linked, now);
    diagnostics.push(...stamped.diagnostics);
    done.set(entity, stamped.rows);
    for (const row of stamped.rows) {
      for (const key of uniqueKeys) {
        const value = keyOf(row, key);
        if (value !== undefined) byKey.set(`${entity} ${key} ${value}`, row);
      }
    }
  }
  return { tables: done, diagnostics };
}

function keyFaults(model: RecordModel, entity: Entity, one: PlacedRow): Diagnostic[] {
  const missing = missingKeys(entity, one.row);
  return [
    ...(missing ? [diagnose('row-without-key', { entity, keys: missing.join(' or ') }, one)] : []),
    ...unusableKeys(model, one.row).map((key) => diagnose('unusable-key', { entity, key }, one)),
  ];
}

function repeatedKeys(model: RecordModel, placed: readonly PlacedRow[]): Diagnostic[] {
  const keys: readonly KeyField[] = uniqueKeys.filter((key) => fieldNamed(model, key));
  return keys.flatMap((key) => {
    const seen = new Map<string, PlacedRow>();
    return placed.flatMap((one) => {
      const value = keyOf(one.row, key);
      if (value === undefined) return [];
      const first = seen.get(value);
      if (!first) seen.set(value, one);
      if (!first) return [];
      const related = [{ message: 'the first stands here', source: first.source, range: first.range }];
      return [diagnose('repeated-key', { entity: model.name, key }, { ...one, related })];
    });
  });
}

function assignIds(placed: readonly PlacedRow[]): PlacedRow[] {
  let largest = 0;
  for (const { row } of placed) largest = Math.max(largest, wholeId(row));
  return placed.map((one) => {
    if (keyOf(one.row, 'id') !== undefined) return one;
    largest++;
    return { ...one, row: withFirst(one.row, 'id', largest) };
  });
}

const unknownOwners = (model: RecordModel, placed: readonly PlacedRow[], find: Find): Diagnostic[] =>
  placed
    .filter(({ row }) => namesUnknownOwner(model, row, find))
    .map((one) => diagnose('unknown-owner', { entity: 'deal', owner: 'contact' }, one));

function stampAll(model: RecordModel, placed: readonly PlacedRow[], now: string) {
  const fields = clockFields(model);
  let count = 0;
  let first: PlacedRow | undefined;
  const rows = placed.map((one) => {
    const { row, created } = stamp(fields, one.row, now);
    if (created) {
      count++;
      first ??= one;
    }
    return row;
  });
  if (!first) return { rows, diagnostics: [] };
  const params = {
    fields: fields.map((field) => field.name).join(' and '),
    rows: count,
    plural: model.plural.replace('_', ' '),
  };
  const where = { source: first.source, range: { start: first.range.start, end: first.range.start } };
  return { rows, diagnostics: [diagnose('clock-set', params, where)] };
}
