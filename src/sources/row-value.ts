import { wholeNumber } from '../data/comparable.js';
import { isRow } from '../data/keys.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';

/**
 * A parsed JSON value as rows hold it: whole numbers that a JavaScript number holds exactly become one, all
 * others keep their digits. Every key becomes an own property, `__proto__` too.
 */
export function rowValue(value: unknown): unknown {
  if (typeof value === 'bigint') return ScaledDecimal.parse(String(value)) ?? value;
  if (value instanceof ScaledDecimal) return safeInteger(value) ?? value;
  if (Array.isArray(value)) return value.map(rowValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, rowValue(item)]));
  }
  return value;
}

function safeInteger(value: ScaledDecimal): number | undefined {
  if (value.scale > 0) return undefined;
  const number = value.value.toNumber();
  return Number.isSafeInteger(number) && !Object.is(number, -0) ? number : undefined;
}

/** The number that a text writes; undefined for `007`, `+1`, `1e5` and whatever else a person might mean as text. */
export function plainNumber(text: string): number | ScaledDecimal | undefined {
  if (wholeNumber.test(text)) return Number(text);
  if (!/^-?(?:0|[1-9]\d{0,99})(?:\.\d{1,99})?$/.test(text)) return undefined;
  const read = ScaledDecimal.parse(text);
  return read && (safeInteger(read) ?? read);
}

/** A row's value as JSON text: decimals as number literals with all their digits. */
export function jsonText(value: unknown): string {
  if (value instanceof ScaledDecimal) return value.toString();
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isRow(value)) {
    const parts: string[] = [];
    for (const [name, item] of Object.entries(value)) {
      if (item !== undefined) parts.push(`${JSON.stringify(name)}:${jsonText(item)}`);
    }
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
