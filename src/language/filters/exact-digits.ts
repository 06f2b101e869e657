import type { ScaledDecimal } from '../../values/scaled-decimal.js';

/** A number without its sign: `0.digits` times ten to the power of `point`, exactly. Zero has no digits. */
export interface ExactDigits {
  readonly digits: string;
  readonly point: number;
}

const view = new DataView(new ArrayBuffer(8));

/** Every digit that a binary float has: 0.1 is 0.1000000000000000055511151231257827…. */
export function digitsOfFloat(value: number): ExactDigits {
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const stored = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = stored === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (stored === 0 ? 1 : stored) - 1075;
  return exponent >= 0
    ? trimmed(String(mantissa << BigInt(exponent)), 0)
    : trimmed(String(mantissa * 5n ** BigInt(-exponent)), exponent);
}

/** The digits of a decimal number, as they are. */
export function digitsOfDecimal({ value, scale }: ScaledDecimal): ExactDigits {
  return trimmed(value.abs().toFixed(scale).replace('.', ''), -scale);
}

/** @param exponent of the last digit */
function trimmed(text: string, exponent: number): ExactDigits {
  const start = text.search(/[1-9]/);
  return start < 0
    ? { digits: '', point: 0 }
    : { digits: text.slice(start), point: text.length - start + exponent };
}

/** Rounds to the first `count` digits, halves to the even one. Below zero digits nothing is left. */
export function roundDigits({ digits, point }: ExactDigits, count: number): ExactDigits {
  if (count < 0) return { digits: '', point: 0 };
  if (digits.length <= count) return { digits, point };
  const kept = digits.slice(0, count);
  const next = digits.charCodeAt(count) - 48;
  const exact = /^0*$/.test(digits.slice(count + 1));
  const odd = count > 0 && (digits.charCodeAt(count - 1) & 1) === 1;
  if (next < 5 || (next === 5 && exact && !odd))
    return kept === '' ? { digits: '', point: 0 } : { digits: kept, point };
  const raised = String(BigInt(`0${kept}`) + 1n);
  // 99 and a bit is 100: one digit more before the point, and a zero at the end that says nothing.
  return raised.length > count
    ? { digits: raised.slice(0, Math.max(1, count)), point: point + 1 }
    : { digits: raised, point };
}

/** `%f`: `places` digits after the point. */
export function fixed(value: ExactDigits, places: number): string {
  const { digits, point } = roundDigits(value, value.point + places);
  const end = point + places;
  const all = (point < 0 ? '0'.repeat(Math.min(-point, places)) : '') + digits.slice(0, Math.max(0, end));
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '';
  const fraction = point > 0 ? digits.slice(point, end) : all;
  return `${whole || '0'}${places > 0 ? `.${fraction.padEnd(places, '0')}` : ''}`;
}

/** `%e`: one digit before the point, `places` after it. */
export function exponential(value: ExactDigits, places: number): string {
  const { digits, point } = roundDigits(value, places + 1);
  const all = digits.padEnd(places + 1, '0');
  const exponent = digits === '' ? 0 : point - 1;
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${all[0]}${places > 0 ? `.${all.slice(1)}` : ''}e${exponent < 0 ? '-' : '+'}${size}`;
}

/**
 * `%g`: the shorter of the two.
 *
 * @param keepZeros the `#` flag: zeros at the end stay
 */
export function general(value: ExactDigits, precision: number, keepZeros: boolean): string {
  const count = Math.max(1, precision);
  const { digits, point } = roundDigits(value, count);
  const exponent = digits === '' ? 0 : point - 1;
  const asFixed = exponent >= -4 && exponent < count;
  const text = asFixed ? fixed(value, count - 1 - exponent) : exponential(value, count - 1);
  if (keepZeros) return text;
  const [mantissa = '', tail] = text.split('e');
  const short = mantissa.includes('.') ? withoutZeros(mantissa) : mantissa;
  return tail === undefined ? short : `${short}e${tail}`;
}

function withoutZeros(text: string): string {
  let end = text.length;
  while (text[end - 1] === '0') end--;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}
