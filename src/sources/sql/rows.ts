import { own, readField } from '../../data/fields.js';
import { isRow } from '../../data/keys.js';
import type { Field, RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';
import { jsonText, rowValue } from '../row-value.js';
import { storable } from '../storable.js';
import { type Cell, decode, encode, isWhole } from './columns.js';
import { type Facts, kindOf } from './facts.js';
import type { Projection } from './projection.js';

/** What of a row goes into the columns of its table, in the order of the model's fields. */
export interface EncodedRow {
  readonly cells: readonly Cell[];
  /** Beside each of them what it compares by, where that is another column. */
  readonly orders: readonly Cell[];
  /** JSON: what no column gives back exactly (a number as text, another spelling, null), and unstorable text. */
  readonly asSent: string | null;
  /** JSON: the other custom attributes, which every database can read. */
  readonly attributes: string | null;
}

/** @param facts is told what the row's columns do not tell */
export function encodeRow(model: RecordModel, row: Row, facts: Facts): EncodedRow {
  const cells: Cell[] = [];
  const orders: Cell[] = [];
  const taken = new Set<string>();
  const standard = new Set<string>();
  for (const field of model.fields) {
    const value = readField(row, field);
    const { cell, order, fact } = encode(field, value);
    cells.push(cell);
    orders.push(order);
    if (fact) facts.add(field.name, fact);
    standard.add(field.name);
    for (const alias of field.aliases ?? []) standard.add(alias);
    const spelt = (field.aliases ?? []).some((alias) => own(row, alias) !== undefined);
    if (!spelt && isWhole(field, value, cell)) taken.add(field.name);
    else if (value !== undefined || spelt) facts.add(field.name, 'kept');
  }
  const asSent: string[] = [];
  const attributes: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    if (value === undefined || taken.has(name)) continue;
    const text = `${JSON.stringify(name)}:${jsonText(value)}`;
    if (standard.has(name)) asSent.push(text);
    else if (unstorable.test(text)) {
      asSent.push(text);
      if (storable(name)) facts.add(name, 'kept');
    } else {
      attributes.push(text);
      const kind = kindOf(value);
      if (kind) facts.add(name, kind);
    }
  }
  return { cells, orders, asSent: objectText(asSent), attributes: objectText(attributes) };
}

/** Escapes that a database's JSON functions refuse, or worse; and some that only look so. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

const objectText = (members: readonly string[]): string | null =>
  members.length === 0 ? null : `{${members.join(',')}}`;

/**
 * The row that was stored, its digits and spellings as they were sent, as far as the projection goes.
 *
 * @param cells those of the projection, in its order
 * @param from where they begin in the array
 * @param read a cell as the database gives it, as one of ours; as it is, if absent
 */
export function decodeRow(
  projection: Projection,
  cells: readonly unknown[],
  from = 0,
  read?: (field: Field, cell: unknown) => Cell,
): Row {
  const { fields, customs } = projection;
  const row: Record<string, unknown> = {};
  const kept = cells[from + fields.length];
  const asSent = typeof kept === 'string' ? object(kept) : undefined;
  for (let index = 0; index < fields.length; index++) {
    const cell = cells[from + index];
    const field = fields[index];
    if (cell === null || cell === undefined || !field || (asSent && holds(asSent, field))) continue;
    row[field.name] = decode(field, read ? read(field, cell) : (cell as Cell), parse);
  }
  if (asSent) for (const name of Object.keys(asSent)) setOwn(row, name, asSent[name]);
  const next = from + fields.length + 1;
  if (customs === undefined) {
    const attributes = cells[next];
    const rest = typeof attributes === 'string' ? object(attributes) : undefined;
    if (rest) for (const name of Object.keys(rest)) setOwn(row, name, rest[name]);
    return row;
  }
  for (let index = 0; index < customs.length; index++) {
    const text = cells[next + index];
    const name = customs[index];
    if (typeof text === 'string' && name !== undefined) setOwn(row, name, parse(text));
  }
  return row;
}

/** Whether a field stands in what was kept, under its own name or another spelling. */
function holds(rest: Row, field: Field): boolean {
  if (Object.hasOwn(rest, field.name)) return true;
  return (field.aliases ?? []).some((alias) => Object.hasOwn(rest, alias));
}

/** Custom names come from data: `__proto__` must become a property like any other. */
function setOwn(row: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') row[name] = value;
  else Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
}

function object(text: string): Row {
  const parsed = parse(text);
  if (!isRow(parsed)) throw new Damaged();
  return parsed;
}

/** Where no number has more digits than a JavaScript number keeps, the built-in parser reads the same. */
const needsDigits = /\d[.eE]|\d{16}|-0/;

/** What is stored is not of our writing. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
  constructor() {
    super('the file is damaged');
  }
}

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
  throw new Damaged();
}
