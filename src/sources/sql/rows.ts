import { own, readField } from '../../data/fields.js';
import { isRow } from '../../data/keys.js';
import type { Field, RecordModel } from '../../data/model.js';
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

/**
 * The row that was stored, its digits and spellings as they were sent.
 *
 * @param cells the model's fields in order, then `attributes`
 * @param from where they begin in the array
 */
export function decodeRow(model: RecordModel, cells: readonly unknown[], from = 0): Row {
  const columns = columnsOf(model);
  const attributes = cells[from + columns.length];
  const parsed = typeof attributes === 'string' ? parse(attributes) : undefined;
  const rest = isRow(parsed) ? parsed : undefined;
  const row: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index++) {
    const cell = cells[from + index];
    const field = columns[index]?.field;
    if (cell === null || cell === undefined || !field || (rest && holds(rest, field))) continue;
    row[field.name] = decode(field, cell as Cell, parse);
  }
  if (rest) for (const name of Object.keys(rest)) setOwn(row, name, rest[name]);
  return row;
}

/** Whether a field stands among the attributes, under its own name or another spelling. */
function holds(rest: Row, field: Field): boolean {
  if (Object.hasOwn(rest, field.name)) return true;
  return (field.aliases ?? []).some((alias) => Object.hasOwn(rest, alias));
}

/** Custom names come from data: `__proto__` must become a property like any other. */
function setOwn(row: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') row[name] = value;
  else Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Where no number has more digits than a JavaScript number keeps, the built-in parser reads the same. */
const needsDigits = /\d[.eE]|\d{16}|-0/;

/** Our own writing: JSON that cannot be read is a damaged file. The parser's own words would quote data. */
function parse(text: string): unknown {
  if (needsDigits.test(text)) {
    const parsed = parseJson(new SourceText('attributes', text));
    if ('value' in parsed) return rowValue(parsed.value);
  } else {
    try {
      return JSON.parse(text);
    } catch {}
  }
  throw new Error('the file is damaged');
}
