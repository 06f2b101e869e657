import { comparable } from '../../data/comparable.js';
import { readIso } from '../../data/instants.js';
import type { Field } from '../../data/model.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';
import { jsonText, plainNumber } from '../row-value.js';
import { storable } from '../storable.js';

/** What a column holds, in words that every database shares: booleans are 0 and 1, keys numbers or texts. */
export type Cell = string | number | null;

/**
 * What the columns of a field do not tell, of some row of a table. `long`: digits that binary numbers lose.
 * `inexact`: the field cannot be compared or sorted by its columns at all.
 */
export type FieldFact = 'inexact' | 'long';

/** What of a value goes into its columns. */
export interface Encoded {
  readonly cell: Cell;
  /** What it compares and sorts by, where that is another column. */
  readonly order: Cell;
  readonly fact?: FieldFact;
}

const nothing: Encoded = { cell: null, order: null };
const untold: Encoded = { ...nothing, fact: 'inexact' };

export function encode(field: Field, value: unknown): Encoded {
  if (value === undefined || value === null) return nothing;
  switch (field.type) {
    case 'list':
    case 'map':
    case 'any':
      return { ...nothing, cell: jsonText(value) };
    default:
      // `contains` and `exact` ask after the items of a list, wherever it stands.
      return Array.isArray(value) ? untold : encodeScalar(field, value);
  }
}

function encodeScalar(field: Field, value: unknown): Encoded {
  switch (field.type) {
    case 'decimal':
    case 'money':
      return encodeDecimal(value);
    case 'datetime':
      return encodeInstant(field, value);
    case 'date':
      return { ...nothing, cell: typeof value === 'string' && storable(value) ? value : null };
    case 'boolean': {
      const read = comparable(field, value, 'UTC');
      return read ? { ...nothing, cell: Number(read.value) } : nothing;
    }
    case 'integer': {
      const encoded = encodeComparable(field, value);
      return typeof encoded.cell === 'number' && !Number.isSafeInteger(encoded.cell) ? untold : encoded;
    }
    default:
      return encodeComparable(field, value);
  }
}

function encodeComparable(field: Field, value: unknown): Encoded {
  const read = comparable(field, value, 'UTC');
  if (!read) return nothing;
  const cell = cellOf(read.value);
  return cell === undefined ? untold : { ...nothing, cell };
}

/** A comparable value as a cell; undefined where a database would not hold or compare it as we do. */
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
  const fact = numberFact(digits);
  return fact
    ? { cell: fact === 'long' ? digits : null, order: null, fact }
    : { cell: digits, order: Number(digits) };
}

/** Up to this many characters exact sums of any count stay within what ExactDecimal keeps. */
const longest = 40;

/** Up to fifteen digits, decimal and binary numbers sort alike. */
export function numberFact(digits: string): FieldFact | undefined {
  if (digits.length > longest) return 'inexact';
  return significantDigits(digits) <= 15 ? undefined : 'long';
}

const significantDigits = (text: string): number => text.replace(/[-.]/g, '').replace(/^0+/, '').length;

function encodeInstant(field: Field, value: unknown): Encoded {
  const instant = comparable(field, value, 'UTC');
  const order = instant?.kind === 'instant' ? instant.value : null;
  const zoned = typeof value !== 'string' || readIso(value)?.kind === 'instant';
  const cell = typeof value === 'string' && storable(value) ? value : null;
  if (order === null || zoned) return { cell, order };
  return { cell, order: null, fact: 'inexact' };
}

/** What a cell alone says; a row is decoded by `decodeRow`. */
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

/** Whether the cell gives back all that was sent, to the last digit. */
export function isWhole(field: Field, value: unknown, cell: Cell): boolean {
  if (cell === null) return false;
  switch (field.type) {
    case 'decimal':
    case 'money':
      return typeof value === 'number' || value instanceof ScaledDecimal;
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
    case 'map':
    case 'any':
      return true;
    default:
      return Object.is(value, cell);
  }
}
