import { isRow } from '../data/keys.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';

/**
 * A value as text that equal values share and no others: digits as they are, text in quotes, names in order.
 * 149.90 and 149.9 differ, and so do 5 and "5".
 *
 * @example shown({ value: ScaledDecimal.parse('20.00'), id: 1 }) // '{"id": 1, "value": 20.00}'
 */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (value instanceof ScaledDecimal) {
    const digits = value.toString();
    return Number.isSafeInteger(Number(digits)) && !digits.includes('.') ? `${digits} (decimal)` : digits;
  }
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return `${value} (bigint)`;
    case 'object':
      return value === null ? 'null' : shownObject(value);
    default:
      return String(value);
  }
}

function shownObject(value: object): string {
  if (!isRow(value)) return `${value.constructor?.name ?? 'object'}(${String(value)})`;
  const parts = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => `${JSON.stringify(name)}: ${shown(item)}`);
  return `{${parts.join(', ')}}`;
}
