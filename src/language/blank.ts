import { SafeText } from '../values/safe-text.js';
import type { Value } from '../values/value.js';

/** Whether there is anything to read: not missing, not null, not a text of white space alone. 0 and False are. */
export function isPresent(value: Value): boolean {
  if (value === undefined || value === null) return false;
  const text = value instanceof SafeText ? value.text : value;
  return typeof text !== 'string' || text.trim() !== '';
}
