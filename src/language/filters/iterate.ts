import { asText, isRecordLike } from '../../values/kinds.js';
import { hasMembers, lengthOf as memberCount } from '../../values/members.js';
import type { Value } from '../../values/value.js';

/** What Python iterates over: items, characters, keys. Undefined where it iterates over nothing. */
export function iterate(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  const text = asText(value);
  if (text !== undefined) return Array.from(text);
  if (value instanceof Map) return Array.from(value.keys());
  if (hasMembers(value)) return value.memberElements?.();
  return isRecordLike(value) ? Object.keys(value) : undefined;
}

/** Python's `len`, in code points of a text; undefined where there is none. */
export const lengthOf = (value: Value): number | undefined =>
  hasMembers(value) ? memberCount(value) : iterate(value)?.length;

/** Nothing to work on: missing, null, or an empty text. */
export const isNothing = (value: Value): boolean =>
  value === undefined || value === null || asText(value) === '';
