import { asDecimal, isPlainObject } from './kinds.js';
import { hasMembers, lengthOf } from './members.js';
import { SafeText } from './safe-text.js';
import { ScaledDecimal } from './scaled-decimal.js';
import { PENDING, type Value } from './value.js';

/**
 * Python's truth: false for missing, null, false, zero of any kind, and every empty text, list, Map or
 * object. Records are true, and so is NaN.
 *
 * @example truthy('0') // true
 * @example truthy([]) // false
 */
export function truthy(value: Value): boolean {
  switch (typeof value) {
    case 'string':
      return value !== '';
    case 'number':
      return value !== 0;
    case 'boolean':
      return value;
    case 'bigint':
      return value !== 0n;
    case 'object':
      return value !== null && truthyObject(value);
    case 'symbol':
      return value !== PENDING;
    default:
      return false;
  }
}

function truthyObject(value: object): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isPlainObject(value)) return hasOwnKeys(value);
  if (value instanceof Map) return value.size > 0;
  if (value instanceof SafeText) return value.text !== '';
  if (value instanceof ScaledDecimal) return !value.value.isZero();
  if (hasMembers(value)) return value.memberTruth?.() ?? lengthOf(value) !== 0;
  return !(asDecimal(value)?.isZero() ?? false);
}

function hasOwnKeys(value: object): boolean {
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}
