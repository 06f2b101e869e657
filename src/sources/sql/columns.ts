import { comparable } from '../../data/comparable.js';
import { readIso } from '../../data/instants.js';
import type { Field, RecordModel } from '../../data/model.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';
import { jsonText, plainNumber } from '../row-value.js';
import { storable } from '../storable.js';

/** What SQLite takes and gives. */
export type Cell = string | number | null;

/**
 * A standard field's column. `order` is the column by which it compares and sorts as `select` does; absent
 * where no column does.
 */
export interface Column {
  readonly field: Field;
  readonly order?: string;
}

const columnsByModel = new WeakMap<RecordModel, readonly Column[]>();

export function columnsOf(model: RecordModel): readonly Column[] {
  let columns = columnsByModel.get(model);
  if (!columns) {
    columns = model.fields.map((field) => {
      const order = orderColumn(field);
      return order === undefined ? { field } : { field, order };
    });
    columnsByModel.set(model, columns);
  }
  return columns;
}

function orderColumn({ name, type }: Field): string | undefined {
  switch (type) {
    case 'id':
    case 'string':
    case 'integer':
      return name;
    case 'decimal':
    case 'money':
      return `${name}_num`;
    case 'datetime':
      return `${name}_ms`;
    default:
      return undefined;
  }
}

/** What of a value goes into its columns. */
export interface Encoded {
  readonly cell: Cell;
  /** The order column's value, where that is another column. */
  readonly order: Cell;
  /** The order column does not say all that `select` would see, so sorting by it would be wrong. */
  readonly inexact: boolean;
}

const nothing: Encoded = { cell: null, order: null, inexact: false };

export function encode(field: Field, value: unknown): Encoded {
  if (value === undefined || value === null) return nothing;
  switch (field.type) {
    case 'id':
    case 'string':
      return encodeComparable(field, value);
    case 'integer': {
      const encoded = encodeComparable(field, value);
      return typeof encoded.cell === 'number' && !Number.isSafeInteger(encoded.cell)
        ? { ...nothing, inexact: true }
        : encoded;
    }
    case 'decimal':
    case 'money':
      return encodeDecimal(value);
    case 'datetime':
      return encodeInstant(field, value);
    case 'date':
      return { ...nothing, cell: typeof value === 'string' && storable(value) ? value : null };
    case 'boolean':
      return { ...nothing, cell: typeof value === 'boolean' ? Number(value) : null };
    default:
      return { ...nothing, cell: jsonText(value) };
  }
}

function encodeComparable(field: Field, value: unknown): Encoded {
  const read = comparable(field, value, 'UTC');
  if (!read) return nothing;
  const cell = cellOf(read.value);
  return cell === undefined ? { ...nothing, inexact: true } : { cell, order: null, inexact: false };
}

/** A comparable value as a bound parameter; undefined where SQLite would not hold or compare it as we do. */
export function cellOf(value: unknown): string | number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string') return storable(value) ? value : undefined;
  const text = String(value);
  return significantDigits(text) <= 15 ? Number(text) : undefined;
}

function encodeDecimal(value: unknown): Encoded {
  const text =
    value instanceof ScaledDecimal || typeof value === 'number' || typeof value === 'string'
      ? String(value)
      : '';
  const read = ScaledDecimal.parse(text);
  if (!read) return nothing;
  const digits = read.toString();
  const exact = significantDigits(digits) <= 15;
  return { cell: digits, order: exact ? Number(digits) : null, inexact: !exact };
}

/** Up to fifteen of them, decimal and binary numbers sort alike. */
const significantDigits = (text: string): number => text.replace(/[-.]/g, '').replace(/^0+/, '').length;

function encodeInstant(field: Field, value: unknown): Encoded {
  const instant = comparable(field, value, 'UTC');
  const order = instant?.kind === 'instant' ? instant.value : null;
  const zoned = typeof value !== 'string' || readIso(value)?.kind === 'instant';
  const cell = typeof value === 'string' && storable(value) ? value : null;
  return { cell, order: zoned ? order : null, inexact: order !== null && !zoned };
}

/** What a cell alone says, for comparing with what was sent; a row is decoded by `decodeRow`. */
export function decode(field: Field, cell: Cell, parse: (text: string) => unknown): unknown {
  if (cell === null) return undefined;
  switch (field.type) {
    case 'decimal':
    case 'money':
      return typeof cell === 'string' ? (plainNumber(cell) ?? ScaledDecimal.parse(cell)) : cell;
    case 'boolean':
      return cell === 1;
    case 'list':
    case 'map':
    case 'any':
      return typeof cell === 'string' ? parse(cell) : cell;
    default:
      return cell;
  }
}

/** Whether the cell holds all that was sent, to the last digit. */
export function isWhole(field: Field, value: unknown, cell: Cell): boolean {
  if (cell === null) return false;
  switch (field.type) {
    case 'decimal':
    case 'money':
      return typeof value === 'number' || value instanceof ScaledDecimal;
    case 'boolean':
      return true;
    case 'list':
    case 'map':
    case 'any':
      return true;
    default:
      return Object.is(value, cell);
  }
}
