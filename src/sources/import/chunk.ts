import { fieldNamed } from '../../data/fields.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { KeyField, Row } from '../../data/request.js';
import { type Diagnostic, isError } from '../../diagnostics/diagnostic.js';
import { type Find, merge, storedTwin, withFirst } from '../rows/merge.js';
import { link, namesUnknownOwner } from '../rows/references.js';
import { keyOf, uniqueKeys } from '../rows/row-keys.js';
import { clockFields, stamp } from '../rows/stamp.js';
import { diagnoseAt, type Place } from './place.js';
import { ChangedRecords } from './records.js';
import { rowFaults } from './row-faults.js';
import type { FileRow } from './row-file.js';

/** What a chunk of rows comes to. */
export interface ChunkResult {
  /** The records as they are to be written. */
  readonly records: readonly Row[];
  readonly created: number;
  readonly updated: number;
  readonly rejected: readonly { readonly row: FileRow; readonly faults: readonly Diagnostic[] }[];
  readonly warnings: readonly Diagnostic[];
  /** The rows that had no time of creation. */
  readonly stamped: readonly Place[];
}

export interface ChunkOptions {
  readonly entity: Entity;
  readonly model: RecordModel;
  /** What diagnostics call the file. */
  readonly file: string;
  /** ISO 8601 */
  readonly now: string;
  /** The records of the store that the rows are or name. */
  readonly stored: Find;
  /** The id past which records without one are numbered. */
  readonly largestId: number;
}

/**
 * Works out what rows do to a store, one after the other: a row is the record that its first key names, and
 * what it omits keeps its value; a key that comes twice is the same record twice.
 */
export function workOut(rows: readonly FileRow[], options: ChunkOptions): ChunkResult {
  const { entity, model, file, now } = options;
  const records = new ChangedRecords(entity, options.stored);
  const fields = clockFields(model);
  const rejected: { row: FileRow; faults: Diagnostic[] }[] = [];
  const warnings: Diagnostic[] = [];
  const stamped: Place[] = [];
  let [created, updated, largest] = [0, 0, options.largestId];
  for (const one of rows) {
    if ('fault' in one.read) {
      rejected.push({ row: one, faults: [one.read.fault] });
      continue;
    }
    const { row } = one.read;
    const found = rowFaults(entity, model, row, file, one.place);
    const twin = storedTwin(entity, row, records.find);
    const taken = takenKeys(entity, model, row, twin, records.find);
    const faults = [
      ...found.filter(isError),
      ...taken.map((key) => diagnoseAt('repeated-key', { entity, key }, file, one.place)),
    ];
    if (faults.length > 0) {
      rejected.push({ row: one, faults });
      continue;
    }
    warnings.push(...found);
    let record = twin ? merge(model, twin, row) : row;
    if (keyOf(record, 'id') === undefined) record = withFirst(record, 'id', ++largest);
    if (namesUnknownOwner(model, record, records.find)) {
      warnings.push(diagnoseAt('unknown-owner', { entity, owner: 'contact' }, file, one.place));
    }
    const clocked = stamp(fields, link(model, record, records.find), now);
    if (clocked.created) stamped.push(one.place);
    records.put(clocked.row);
    if (twin) updated++;
    else created++;
  }
  return { records: records.rows, created, updated, rejected, warnings, stamped };
}

/** The keys of a row that another record than its own has. */
function takenKeys(
  entity: Entity,
  model: RecordModel,
  row: Row,
  twin: Row | undefined,
  find: Find,
): readonly KeyField[] {
  const own = twin && keyOf(twin, 'id');
  return uniqueKeys.filter((key) => {
    const value = fieldNamed(model, key) && keyOf(row, key);
    const holder = value === undefined ? undefined : find(entity, key, value);
    return holder !== undefined && keyOf(holder, 'id') !== own;
  });
}
