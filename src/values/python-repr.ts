import { DateTime } from 'luxon';
import { CalendarDate } from './calendar-date.js';
import { hasZone } from './dates.js';
import { asDateTime, asDecimal, isRecordLike } from './kinds.js';
import { bracketsOf, hasMembers, type Members, member } from './members.js';
import { SafeText } from './safe-text.js';
import { ScaledDecimal } from './scaled-decimal.js';
import { TimeOfDay } from './time-of-day.js';
import { PENDING, type Value } from './value.js';

/** No structure prints more than this: objects that share parts can otherwise print without end. */
const longest = 1_000_000;

interface Frame {
  readonly container: object;
  readonly items: Iterator<readonly [key: Value, value: Value]>;
  readonly keyed: boolean;
  readonly around: readonly [open: string, close: string];
  first: boolean;
}

const noKey = Symbol('no key');

/**
 * A list, Map or object as Python prints the list or dict that it corresponds to: `['a', 1, None]`,
 * `{'name': 'Ann'}`. A structure that holds itself prints `[...]` there, as in Python. Never recursive, so
 * that no depth is too deep.
 */
export function pythonRepr(value: Value): string {
  const open = new Set<object>();
  const frames: Frame[] = [];
  let text = '';
  const write = (one: Value): void => {
    const container = containerOf(one);
    if (container === undefined) {
      text += atomRepr(one);
    } else if (open.has(container.container)) {
      text += container.keyed ? '{...}' : '[...]';
    } else {
      open.add(container.container);
      frames.push(container);
      text += container.around[0];
    }
  };
  write(value);
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const next = frame.items.next();
    if (next.done || text.length > longest) {
      text += text.length > longest ? '…' : frame.around[1];
      if (text.length > longest) break;
      open.delete(frame.container);
      frames.pop();
      continue;
    }
    if (!frame.first) text += ', ';
    frame.first = false;
    const [key, item] = next.value;
    if (key !== noKey) text += `${atomRepr(key)}: `;
    write(item);
  }
  return text;
}

function containerOf(value: Value): Frame | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const around = bracketsOf(value);
    return { container: value, items: listItems(value), keyed: false, around, first: true };
  }
  if (value instanceof Map) return keyed(value, value.entries());
  if (hasMembers(value)) {
    const isAtom = value.memberText !== undefined || nameOf(value) !== undefined;
    return isAtom ? undefined : keyed(value, memberItems(value));
  }
  return isRecordLike(value) ? keyed(value, Object.entries(value)[Symbol.iterator]()) : undefined;
}

const objectBrackets = ['{', '}'] as const;

const keyed = (container: object, items: Frame['items']): Frame => ({
  container,
  items,
  keyed: true,
  around: objectBrackets,
  first: true,
});

function* listItems(list: readonly Value[]): Generator<[Value, Value]> {
  for (const item of list) yield [noKey, item];
}

const silent = { ask: () => PENDING };

function* memberItems(value: Members): Generator<[Value, Value]> {
  for (const name of value.memberNames()) yield [name, value[member](name, silent)];
}

/** What a record is called: its `name`, else its `custom_id`, else its `id`. */
export function nameOf(value: Members): string | undefined {
  const names = value.memberNames();
  for (const key of ['name', 'custom_id', 'id']) {
    if (!names.includes(key)) continue;
    const found = value[member](key, silent);
    if (typeof found === 'string' && found !== '') return found;
    if (typeof found === 'number' || typeof found === 'bigint' || found instanceof ScaledDecimal)
      return String(found);
  }
  return undefined;
}

function atomRepr(value: Value): string {
  switch (typeof value) {
    case 'string':
      return textRepr(value);
    case 'number':
      return floatRepr(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? 'None' : objectRepr(value);
    default:
      return 'None';
  }
}

function objectRepr(value: object): string {
  if (value instanceof SafeText) return textRepr(value.text);
  if (value instanceof ScaledDecimal) return value.toString();
  if (value instanceof CalendarDate) return `datetime.date(${value.year}, ${value.month}, ${value.day})`;
  if (value instanceof TimeOfDay) return timeRepr(value);
  if (hasMembers(value)) return String(value.memberText?.() ?? textRepr(nameOf(value) ?? ''));
  const date = value instanceof Date ? DateTime.fromJSDate(value, { zone: 'UTC' }) : asDateTime(value);
  if (date !== undefined) return dateTimeRepr(date);
  return asDecimal(value)?.toFixed() ?? 'None';
}

function timeRepr({ hour, minute, second, microsecond }: TimeOfDay): string {
  const numbers = [hour, minute];
  if (second > 0 || microsecond > 0) numbers.push(second);
  if (microsecond > 0) numbers.push(microsecond);
  return `datetime.time(${numbers.join(', ')})`;
}

function dateTimeRepr(date: DateTime): string {
  if (!date.isValid) return 'None';
  const { year, month, day, hour, minute, second, millisecond } = date;
  const numbers = [year, month, day, hour, minute];
  if (second > 0 || millisecond > 0) numbers.push(second);
  if (millisecond > 0) numbers.push(millisecond * 1000);
  const utc = date.offset === 0 && date.zone.isUniversal;
  const zone = utc ? 'datetime.timezone.utc' : `zoneinfo.ZoneInfo(key='${date.zoneName ?? 'UTC'}')`;
  return `datetime.datetime(${numbers.join(', ')}${hasZone(date) ? `, tzinfo=${zone}` : ''})`;
}

/** A whole number prints as Python's int, any other as its float. */
function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? String(value + 0) : String(BigInt(value));
  if (Math.abs(value) >= 1e-4) return String(value);
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}

/** What Python's `repr` escapes: everything that is no letter, mark, number, sign or plain space. */
const unprintable = /[\\'\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Python's `repr` of a string: single quotes, unless it holds some and no double ones. */
export function textRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replace(unprintable, (character) => escapeFor(character, quote)) + quote;
}

function escapeFor(character: string, quote: string): string {
  switch (character) {
    case "'":
      return quote === "'" ? "\\'" : "'";
    case '\\':
      return '\\\\';
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
  }
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
