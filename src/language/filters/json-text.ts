import { DateTime } from 'luxon';
import { CalendarDate } from '../../values/calendar-date.js';
import { hasZone } from '../../values/dates.js';
import { asDateTime, asDecimal, asText, isRecordLike } from '../../values/kinds.js';
import { hasMembers, member } from '../../values/members.js';
import { pythonRepr } from '../../values/python-repr.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';
import { TimeOfDay } from '../../values/time-of-day.js';
import { PENDING, type Value } from '../../values/value.js';
import { FilterError } from '../filter.js';

const deepest = 200;
const silent = { ask: () => PENDING };

/**
 * JSON as Django's `DjangoJSONEncoder` writes it: ASCII alone, decimals as strings so that no digit is lost,
 * dates in ISO 8601.
 *
 * @param write takes piece by piece, so that it can pay for them
 * @throws {FilterError} for what JSON cannot hold: itself inside of itself, keys that are no text
 */
export function writeJson(value: Value, write: (piece: string) => void, depth = 0): void {
  if (depth > deepest) throw new FilterError('the value is nested too deep for JSON');
  if (Array.isArray(value)) {
    writeAll('[', value, ']', write, (item) => writeJson(item, write, depth + 1));
    return;
  }
  const entries = entriesOf(value);
  if (entries === undefined) {
    write(atom(value));
    return;
  }
  writeAll('{', entries, '}', write, ([key, item]) => {
    write(`${quoted(keyText(key))}: `);
    writeJson(item, write, depth + 1);
  });
}

function writeAll<T>(
  start: string,
  items: Iterable<T>,
  end: string,
  write: (piece: string) => void,
  each: (item: T) => void,
): void {
  let before = start;
  for (const item of items) {
    write(before);
    each(item);
    before = ', ';
  }
  write(before === start ? start + end : end);
}

function entriesOf(value: Value): Iterable<readonly [Value, Value]> | undefined {
  if (value instanceof Map) return value;
  if (hasMembers(value))
    return value.memberNames().map((name) => [name, value[member](name, silent)] as const);
  return isRecordLike(value) ? Object.entries(value) : undefined;
}

function keyText(key: Value): string {
  const text = asText(key);
  if (text !== undefined) return text;
  if (key === null || typeof key === 'boolean' || typeof key === 'number' || typeof key === 'bigint')
    return atom(key);
  throw new FilterError('a key of the value is no text');
}

function atom(value: Value): string {
  const text = asText(value);
  if (text !== undefined) return quoted(text);
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'number':
      if (Number.isNaN(value)) return 'NaN';
      return Number.isFinite(value) ? pythonRepr(value) : value < 0 ? '-Infinity' : 'Infinity';
    case 'object':
      return value === null ? 'null' : quoted(objectText(value));
    default:
      return '""';
  }
}

function objectText(value: object): string {
  if (value instanceof ScaledDecimal || value instanceof CalendarDate || value instanceof TimeOfDay)
    return value.toString();
  const date = value instanceof Date ? DateTime.fromJSDate(value, { zone: 'UTC' }) : asDateTime(value);
  if (date !== undefined) {
    const iso = date.toISO({ suppressMilliseconds: true, includeOffset: hasZone(date) }) ?? '';
    return iso.replace(/[+]00:00$/, 'Z');
  }
  return asDecimal(value)?.toFixed() ?? '';
}

const special = /["\\]|[^ -~]/g;
const short: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '"': '\\"',
    '\\': '\\\\',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\f': '\\f',
    '\b': '\\b',
  }),
);

const quoted = (text: string): string =>
  `"${text.replace(special, (one) => short.get(one) ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
