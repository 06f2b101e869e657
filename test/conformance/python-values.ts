import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import { markCallable, SafeText, ScaledDecimal } from '../../src/index.js';
import { CalendarDate } from '../../src/values/calendar-date.js';
import { withoutZone } from '../../src/values/dates.js';
import { pythonFloat } from '../../src/values/numbers.js';
import { ExactDecimal } from '../../src/values/scaled-decimal.js';
import { TimeOfDay } from '../../src/values/time-of-day.js';
import type { Value } from '../../src/values/value.js';
import type { Encoded } from './case.js';
import {
  NamedOffset,
  PythonBytes,
  PythonObject,
  PythonRange,
  PythonSet,
  PythonTimedelta,
  PythonTuple,
} from './python-kinds.js';

/** How values are read: what a time without a zone means, and what makes a template. */
export interface Decoding {
  /** Where a naive datetime is. */
  readonly timeZone: string;
  readonly compile: (source: string, name: string | undefined) => Value;
}

type Fields = { readonly [name: string]: Encoded };
type Decode = (value: Encoded) => Value;

/** A kind that this reader does not know: the case cannot be run. */
export class UnknownKind extends Error {}

/** The value that an encoded one stands for. */
export function decode(value: Encoded, how: Decoding): Value {
  const read: Decode = (one) => decode(one, how);
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Fields;
  if (!Object.hasOwn(fields, '$t')) {
    return Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, read(one)]));
  }
  return decodeKind(fields, how, read);
}

function decodeKind(fields: Fields, how: Decoding, read: Decode): Value {
  const text = String(fields.value);
  const items = () => (fields.items as readonly Encoded[]).map(read);
  switch (fields.$t) {
    case 'safe':
      return new SafeText(text);
    case 'lazystr':
      return text;
    case 'int':
      return integer(text);
    case 'float':
      return float(text);
    case 'decimal':
      return ScaledDecimal.parse(text) ?? new ExactDecimal(text.replace(/^-?s?nan\d*$/i, 'NaN'));
    case 'bytes':
      return new PythonBytes(Buffer.from(String(fields.base64), 'base64'));
    case 'tuple':
      return PythonTuple.from(items());
    case 'set':
    case 'frozenset':
      return new PythonSet(items(), fields.$t === 'frozenset');
    case 'range':
      return new PythonRange(Number(fields.start), Number(fields.stop), Number(fields.step));
    case 'dict':
      return new Map(
        (fields.items as readonly (readonly [Encoded, Encoded])[]).map(([key, one]) => [
          read(key),
          read(one),
        ]),
      );
    case 'date': {
      const [year, month, day] = text.split('-').map(Number);
      return new CalendarDate(Number(year), Number(month), Number(day));
    }
    case 'time':
      return TimeOfDay.parse(text);
    case 'datetime':
      return datetime(fields, how);
    case 'timedelta':
      return new PythonTimedelta(Number(fields.days), Number(fields.seconds), Number(fields.microseconds));
    case 'tz':
      return zoneName(fields);
    case 'template':
      return how.compile(String(fields.source), typeof fields.name === 'string' ? fields.name : undefined);
    case 'callable':
      return callable(fields, read);
    case 'raises':
      throw new UnknownKind('an exception outside of an object');
    case 'object':
      return object(fields, read);
    default:
      throw new UnknownKind(`the kind "${String(fields.$t)}"`);
  }
}

function integer(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function float(text: string): Value {
  const number = Number(text.replace('inf', 'Infinity'));
  return Object.is(number, -0) ? new ScaledDecimal(new ExactDecimal('-0'), 1) : pythonFloat(number);
}

// -------------------------------------------------------------------- clocks

/** A zone in the form in which the engine takes one: an IANA name, or an offset, `UTC+05:30`. */
export function zoneName(fields: Fields): string {
  if (typeof fields.zone === 'string') return fields.zone;
  const minutes = Math.trunc(Number(fields.offset_s) / 60);
  if (minutes === 0) return 'UTC';
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}

function zoneOf(encoded: Encoded | undefined, timeZone: string): Zone {
  if (typeof encoded !== 'object' || encoded === null) return IANAZone.create(timeZone);
  const { zone, offset_s, name } = encoded as Fields;
  if (typeof zone === 'string') return IANAZone.create(zone);
  const minutes = Math.trunc(Number(offset_s) / 60);
  return typeof name === 'string' && name !== 'UTC'
    ? new NamedOffset(minutes, name)
    : FixedOffsetZone.instance(minutes);
}

function datetime(fields: Fields, how: Decoding): Value {
  const aware = fields.tz !== null && fields.tz !== undefined;
  let date = DateTime.fromISO(String(fields.value), { zone: zoneOf(fields.tz, how.timeZone) });
  // Of a time that a clock shows twice luxon takes one; `fold` says which.
  const [earlier, later] = date.getPossibleOffsets().sort((a, b) => a.toMillis() - b.toMillis());
  if (earlier !== undefined && later !== undefined) date = fields.fold === 1 ? later : earlier;
  return aware ? date : withoutZone(date);
}

// ------------------------------------------------------------------- objects

class PythonError extends Error {}

function raise(fields: Fields): never {
  throw new PythonError(`${String(fields.type)}: ${String(fields.message ?? '')}`);
}

function callable(fields: Fields, read: Decode): Value {
  const body = (): Value => {
    const { raises } = fields;
    if (raises === undefined) return read(fields.returns ?? null);
    if ((raises as Fields).silent) return undefined;
    return raise(raises as Fields);
  };
  // A function without the mark is never called, and so is as absent as in Django.
  return fields.requires_args || fields.alters_data || fields.do_not_call_in_templates
    ? body
    : markCallable(body);
}

function object(fields: Fields, read: Decode): Value {
  const call = fields.call as Fields | undefined;
  const calls = call !== undefined && !fields.do_not_call_in_templates && !call.do_not_call_in_templates;
  // Django calls what it can before it looks at it: an object that can be called is its result.
  if (calls) return callable({ ...call, ...(fields.alters_data && { alters_data: true }) }, read);
  const attributes = new Map<string, () => Value>();
  for (const [name, one] of Object.entries((fields.attrs ?? {}) as Fields)) {
    if (typeof one === 'object' && one !== null && (one as Fields).$t === 'raises') {
      attributes.set(name, () => ((one as Fields).silent ? undefined : raise(one as Fields)));
    } else {
      const value = read(one);
      attributes.set(name, () => value);
    }
  }
  const text = fields.str === undefined ? undefined : read(fields.str);
  return new PythonObject(attributes, {
    text: text instanceof SafeText || typeof text === 'string' ? text : `<${String(fields.class)} object>`,
    ...(typeof fields.bool === 'boolean' && { truth: fields.bool }),
    ...(typeof fields.len === 'number' && { length: fields.len }),
    ...(Array.isArray(fields.iter) && { elements: fields.iter.map(read) }),
  });
}
