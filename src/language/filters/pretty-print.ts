import { compareCodePoints, countCodePoints } from '../../values/code-points.js';
import { asText, isRecordLike } from '../../values/kinds.js';
import { bracketsOf } from '../../values/members.js';
import { pythonRepr, textRepr } from '../../values/python-repr.js';
import type { Value } from '../../values/value.js';
import { isSpace, splitLines } from './white-space.js';

const lineWidth = 80;
/** Python's own limit of recursion strikes at about three times that. */
const deepest = 100;
/** Nothing prints more than this: structures that share parts can otherwise print without end. */
const longest = 1_000_000;

/** The value cannot be shown. */
export class Unprintable extends Error {}

/**
 * Python's `pprint.pformat`: a list or dict on one line where it fits into 80 characters, else an item a
 * line; dicts by their keys.
 *
 * @throws {Unprintable} for what is too deep or too long
 */
export function prettyPrint(value: Value): string {
  const printer = new Printer();
  printer.format(value, 0, 0, 0);
  return printer.parts.join('');
}

class Printer {
  readonly parts: string[] = [];
  private length = 0;
  private readonly open = new Set<unknown>();

  format(value: Value, indent: number, allowance: number, level: number): void {
    const room = lineWidth - indent - allowance;
    const line = oneLine(value, Math.max(room, 0), this.open, level);
    if (line !== undefined && countCodePoints(line) <= room) this.write(line);
    else if (this.open.has(value)) this.write(oneLine(value, lineWidth, this.open, level) ?? '…');
    else this.long(value, indent, allowance, level);
  }

  private long(value: Value, indent: number, allowance: number, level: number): void {
    if (level > deepest) throw new Unprintable('it is nested too deep');
    const text = asText(value);
    if (text !== undefined && text !== '') {
      this.text(text, indent, allowance, level + 1);
      return;
    }
    this.open.add(value);
    if (Array.isArray(value)) this.list(value, indent, allowance, level + 1);
    else if (isMap(value)) this.dict(value, indent, allowance, level + 1);
    else this.write(pythonRepr(value));
    this.open.delete(value);
  }

  private write(text: string): void {
    this.length += text.length;
    if (this.length > longest) throw new Unprintable('it is too long');
    this.parts.push(text);
  }

  private list(items: readonly Value[], indent: number, allowance: number, level: number): void {
    const [open, close] = bracketsOf(items);
    this.write(open);
    for (const [index, item] of items.entries()) {
      if (index > 0) this.write(`,\n${' '.repeat(indent + 1)}`);
      this.format(item, indent + 1, index === items.length - 1 ? allowance + 1 : 1, level);
    }
    this.write(close);
  }

  private dict(value: object, indent: number, allowance: number, level: number): void {
    this.write('{');
    const entries = sortedEntries(value);
    for (const [index, [key, item]] of entries.entries()) {
      if (index > 0) this.write(`,\n${' '.repeat(indent + 1)}`);
      const name = pythonRepr(key);
      this.write(`${name}: `);
      const inner = indent + 1 + countCodePoints(name) + 2;
      this.format(item, inner, index === entries.length - 1 ? allowance + 1 : 1, level);
    }
    this.write('}');
  }

  /** A long text becomes several literals, broken at line ends and spaces, as Python joins them. */
  private text(text: string, indent: number, allowance: number, level: number): void {
    const outermost = level === 1;
    const inner = outermost ? indent + 1 : indent;
    const chunks = literals(text, lineWidth - inner, outermost ? allowance + 1 : allowance);
    const joined = chunks.join(`\n${' '.repeat(inner)}`);
    this.write(outermost && chunks.length > 1 ? `(${joined})` : joined);
  }
}

const isMap = (value: Value): value is object => value instanceof Map || isRecordLike(value);

function literals(text: string, width: number, allowance: number): readonly string[] {
  const chunks: string[] = [];
  const lines = splitLines(text, true);
  for (const [index, line] of lines.entries()) {
    const last = index === lines.length - 1;
    const whole = textRepr(line);
    if (countCodePoints(whole) <= (last ? width - allowance : width)) {
      chunks.push(whole);
      continue;
    }
    const parts = wordsWithSpaces(line);
    let current = '';
    for (const [place, part] of parts.entries()) {
      const room = last && place === parts.length - 1 ? width - allowance : width;
      if (countCodePoints(textRepr(current + part)) <= room) current += part;
      else {
        if (current !== '') chunks.push(textRepr(current));
        current = part;
      }
    }
    if (current !== '') chunks.push(textRepr(current));
  }
  // One literal alone is the whole text, broken or not.
  return chunks.length === 1 ? [textRepr(text)] : chunks;
}

/** Each word with the spaces behind it. */
function wordsWithSpaces(line: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 1; i < line.length; i++) {
    if (!isSpace(line.charCodeAt(i - 1)) || isSpace(line.charCodeAt(i))) continue;
    parts.push(line.slice(start, i));
    start = i;
  }
  return start < line.length ? [...parts, line.slice(start)] : parts;
}

/** The value on one line; undefined as soon as that is longer than `room`. */
function oneLine(value: Value, room: number, open: ReadonlySet<unknown>, level: number): string | undefined {
  if (level > deepest) return undefined;
  const list = Array.isArray(value);
  if (!list && !isMap(value)) {
    const text = asText(value);
    return text !== undefined && text.length > 2 * room + 2 ? undefined : pythonRepr(value);
  }
  if (open.has(value)) return list ? '[...]' : '{...}';
  const inside = new Set(open).add(value);
  const entries = list ? value.map((item) => [undefined, item] as const) : sortedEntries(value);
  // Two characters an item, at the least.
  if (entries.length > room) return undefined;
  let text = '';
  for (const [key, item] of entries) {
    const shown = oneLine(item, room, inside, level + 1);
    if (shown === undefined) return undefined;
    text += `${text === '' ? '' : ', '}${list ? '' : `${pythonRepr(key)}: `}${shown}`;
    if (text.length > 2 * room + 2) return undefined;
  }
  const [before, after] = list ? bracketsOf(value) : ['{', '}'];
  return before + text + after;
}

/** By key where keys can be compared, as texts or as numbers. */
function sortedEntries(value: object): readonly (readonly [Value, Value])[] {
  const entries: [Value, Value][] = value instanceof Map ? [...value] : Object.entries(value);
  if (entries.every(([key]) => typeof key === 'string')) {
    return entries.sort(([a], [b]) => compareCodePoints(String(a), String(b)));
  }
  return entries.every(([key]) => typeof key === 'number')
    ? entries.sort(([a], [b]) => Number(a) - Number(b))
    : entries;
}
