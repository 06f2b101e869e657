import { Decimal } from 'decimal.js';
import { countCodePoints } from '../../values/code-points.js';
import { asDecimal, asText, isRecordLike } from '../../values/kinds.js';
import { pythonRepr } from '../../values/python-repr.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';
import type { FilterRuntime } from '../../values/settings.js';
import { toText } from '../../values/text.js';
import type { Value } from '../../values/value.js';
import { FilterError } from '../filter.js';
import { digitsOfDecimal, digitsOfFloat, exponential, fixed, general } from './exact-digits.js';

/** No message has a column wider, or a number longer. */
const widest = 10_000;

const specifier = /%(?:%|(?:\(([^()]*)\))?([-+ #0]*)(\*|\d*)(?:\.(\*|\d*))?[hlL]?([\s\S]?))/gu;

interface Specifier {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/** Python would raise ValueError or TypeError; Django prints nothing then. */
class Unformattable extends Error {}

/**
 * Python's `format % value` for one value.
 *
 * @returns '' where Python raises ValueError or TypeError, as Django's `stringformat`
 * @throws {FilterError} for a width or precision above 10,000, and where Python raises something else
 */
export function formatPercent(format: string, value: Value, runtime: FilterRuntime, exact: boolean): string {
  try {
    return fill(format, value, (spec, one) => convert(spec, one, runtime, exact));
  } catch (error) {
    if (error instanceof Unformattable) return '';
    throw error;
  }
}

function fill(format: string, value: Value, print: (spec: Specifier, value: Value) => string): string {
  const mapping = Array.isArray(value) || value instanceof Map || isRecordLike(value);
  let used = false;
  let current = value;
  const text = format.replace(
    specifier,
    (whole, key: string | undefined, flags, width, precision, conversion) => {
      if (whole === '%%') return '%';
      if (key !== undefined) {
        current = memberOf(value, key);
        used = false;
      }
      if (width === '*' || precision === '*' || conversion === '') throw new Unformattable();
      if (used) throw new Unformattable();
      used = true;
      const spec = {
        flags,
        width: size(width),
        precision: precision === undefined ? undefined : size(precision),
        conversion,
      };
      return print(spec, current);
    },
  );
  if (!used && !mapping) throw new Unformattable();
  return text;
}

function size(digits: string): number {
  const number = Number(digits);
  if (number > widest) throw new FilterError(`"stringformat" prints at most ${widest} characters`);
  return number;
}

function memberOf(value: Value, key: string): Value {
  if (Array.isArray(value) || !(value instanceof Map || isRecordLike(value))) throw new Unformattable();
  if (value instanceof Map ? value.has(key) : Object.hasOwn(value, key)) {
    return value instanceof Map ? value.get(key) : value[key];
  }
  throw new FilterError(`the value has no "${key}"`);
}

function convert(spec: Specifier, value: Value, runtime: FilterRuntime, exact: boolean): string {
  switch (spec.conversion) {
    case 's':
      return aligned(spec, cut(printed(value, runtime), spec.precision));
    case 'r':
      return aligned(spec, cut(pythonRepr(value), spec.precision));
    case 'a':
      return aligned(spec, cut(asciiOnly(pythonRepr(value)), spec.precision));
    case 'c':
      return aligned(spec, character(value));
    case 'd':
    case 'i':
    case 'u':
      return numeric(spec, integerDigits(whole(value, false), 10, spec.precision));
    case 'o':
      return numeric(spec, integerDigits(whole(value, true), 8, spec.precision), '0o');
    case 'x':
      return numeric(spec, integerDigits(whole(value, true), 16, spec.precision), '0x');
    case 'X':
      return numeric(spec, integerDigits(whole(value, true), 16, spec.precision).toUpperCase(), '0X');
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return numeric(spec, float(spec, value, exact));
    default:
      throw new Unformattable();
  }
}

/** Python's `str`, which writes floats in its own way. */
function printed(value: Value, runtime: FilterRuntime): string {
  return typeof value === 'number' ? pythonRepr(value) : toText(value, runtime);
}

const cut = (text: string, length: number | undefined): string =>
  length === undefined || text.length <= length
    ? text
    : Array.from(text.slice(0, length * 2))
        .slice(0, length)
        .join('');

const asciiOnly = (text: string): string =>
  text.replace(/[^\0-\x7f]/gu, (one) => {
    const code = one.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  });

function character(value: Value): string {
  const text = asText(value);
  if (text !== undefined) {
    if (countCodePoints(text) !== 1) throw new Unformattable();
    return text;
  }
  const code = whole(value, true);
  if (code < 0n || code > 0x10ffffn) throw new FilterError('there is no such character');
  return String.fromCodePoint(Number(code));
}

// ------------------------------------------------------------------ numbers

/** @param strictly only what is whole already, as the conversions other than `d` want it */
function whole(value: Value, strictly: boolean): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (strictly) throw new Unformattable();
  if (typeof value === 'number') {
    if (Number.isNaN(value)) throw new Unformattable();
    if (!Number.isFinite(value)) throw new FilterError('infinity is no whole number');
    return BigInt(Math.trunc(value));
  }
  const decimal = decimalOf(value);
  if (decimal === undefined) throw new Unformattable();
  return BigInt(decimal.value.trunc().toFixed());
}

function decimalOf(value: Value): ScaledDecimal | undefined {
  if (value instanceof ScaledDecimal) return value;
  const decimal = typeof value === 'object' && value !== null ? asDecimal(value) : undefined;
  return decimal === undefined || !decimal.isFinite() ? undefined : new ScaledDecimal(decimal);
}

function integerDigits(value: bigint, base: number, least = 0): string {
  const digits = (value < 0n ? -value : value).toString(base).padStart(least, '0');
  return value < 0n ? `-${digits}` : digits;
}

function float(spec: Specifier, value: Value, exact: boolean): string {
  const { conversion, flags, precision = 6 } = spec;
  const decimal = decimalOf(value);
  const number = floatOf(value, decimal);
  const text = Number.isFinite(number)
    ? finite(conversion, flags.includes('#'), precision, decimal, number, exact)
    : Number.isNaN(number)
      ? 'nan'
      : 'inf';
  const negative =
    decimal !== undefined && exact ? decimal.value.isNegative() : number < 0 || Object.is(number, -0);
  const signed = negative ? `-${text}` : text;
  return conversion < 'a' ? signed.toUpperCase() : signed;
}

function finite(
  conversion: string,
  alternate: boolean,
  precision: number,
  decimal: ScaledDecimal | undefined,
  number: number,
  exact: boolean,
): string {
  const digits = decimal !== undefined && exact ? digitsOfDecimal(decimal) : digitsOfFloat(number);
  switch (conversion.toLowerCase()) {
    case 'f':
      return fixed(digits, precision) + (alternate && precision === 0 ? '.' : '');
    case 'e': {
      const text = exponential(digits, precision);
      return alternate && precision === 0 ? text.replace('e', '.e') : text;
    }
    default: {
      const text = general(digits, precision, alternate);
      return alternate && !text.includes('.') ? text.replace(/(?=e|$)/, '.') : text;
    }
  }
}

function floatOf(value: Value, decimal: ScaledDecimal | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (decimal !== undefined) return decimal.value.toNumber();
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isFinite(number)) throw new FilterError('the number is too large');
    return number;
  }
  if (value instanceof Decimal) return value.toNumber();
  throw new Unformattable();
}

// ------------------------------------------------------------------- layout

function aligned({ flags, width }: Specifier, text: string): string {
  const fill = ' '.repeat(Math.max(0, width - countCodePoints(text)));
  return flags.includes('-') ? text + fill : fill + text;
}

/** The sign, then the prefix of the `#` flag, then zeros or digits. */
function numeric({ flags, width }: Specifier, text: string, prefix = ''): string {
  const negative = text.startsWith('-');
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const head = sign + (flags.includes('#') ? prefix : '');
  const digits = negative ? text.slice(1) : text;
  if (flags.includes('0') && !flags.includes('-')) return head + digits.padStart(width - head.length, '0');
  return flags.includes('-') ? (head + digits).padEnd(width) : (head + digits).padStart(width);
}
