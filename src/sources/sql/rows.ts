import { own, readField } from '../../data/fields.js';
import { isRow } from '../../data/keys.js';
import type { RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';
import { jsonText, rowValue } from '../row-value.js';
import { type Cell, columnsOf, decode, encode, isWhole } from './columns.js';

export interface EncodedRow {
  readonly cells: Readonly<Record<string, Cell>>;
  /** Fields whose order column does not say everything. */
  readonly inexact: readonly string[];
}

/**
 * A row as the columns of its table. What a column cannot give back exactly as it was sent (a number as
 * text, another spelling, null) stands in `attributes` beside the custom ones; the column still holds what
 * it compares by.
 */
export function encodeRow(model: RecordModel, row: Row): EncodedRow {
  const cells: Record<string, Cell> = {};
  const inexact: string[] = [];
  const taken = new Set<string>();
  for (const { field, order } of columnsOf(model)) {
    const value = readField(row, field);
    const encoded = encode(field, value);
    cells[field.name] = encoded.cell;
    if (order !== undefined && order !== field.name) cells[order] = encoded.order;
    if (encoded.inexact) inexact.push(field.name);
    const spelt = (field.aliases ?? []).some((alias) => own(row, alias) !== undefined);
    if (!spelt && isWhole(field, value, encoded.cell)) taken.add(field.name);
  }
  const rest = Object.entries(row).filter(([name, value]) => value !== undefined && !taken.has(name));
  cells.attributes = rest.length === 0 ? null : jsonText(Object.fromEntries(rest));
  return { cells, inexact };
}

/** The row that was stored, its digits and spellings as they were sent. */
export function decodeRow(model: RecordModel, cells: Readonly<Record<string, unknown>>): Row {
  const entries: [string, unknown][] = [];
  const attributes = typeof cells.attributes === 'string' ? parse(cells.attributes) : undefined;
  const rest = isRow(attributes) ? attributes : {};
  for (const { field } of columnsOf(model)) {
    const cell = cells[field.name];
    if (typeof cell !== 'string' && typeof cell !== 'number') continue;
    if (Object.hasOwn(rest, field.name)) continue;
    if (field.aliases?.some((alias) => Object.hasOwn(rest, alias))) continue;
    entries.push([field.name, decode(field, cell, parse)]);
  }
  entries.push(...Object.entries(rest));
  return Object.fromEntries(entries);
}

/** Our own writing: JSON that cannot be read is a damaged file, and its reader says so. */
function parse(text: string): unknown {
  const parsed = parseJson(new SourceText('attributes', text));
  if ('diagnostics' in parsed) throw new Error('the file is damaged');
  return rowValue(parsed.value);
}
