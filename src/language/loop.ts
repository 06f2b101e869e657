import { hasMembers } from '../values/members.js';
import { SafeText } from '../values/safe-text.js';
import type { Value } from '../values/value.js';

/**
 * What `for` walks over: the elements of a list, the characters of a text, the keys of an object or Map;
 * nothing for a missing value or null. Undefined for what cannot be walked.
 */
export function elementsOf(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [...value];
  if (value instanceof SafeText) return [...value.text];
  if (value instanceof Map) return [...value.keys()];
  if (value instanceof Set) return [...value];
  if (hasMembers(value)) return value.memberElements?.();
  if (typeof value !== 'object') return undefined;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? Object.keys(value) : undefined;
}

/** `forloop`, one object for a whole loop, as Django's: its numbers change, it does not. */
export interface ForLoop {
  parentloop: Value;
  counter0: number;
  counter: number;
  revcounter: number;
  revcounter0: number;
  first: boolean;
  last: boolean;
}

export function startLoop(length: number, parentloop: Value): ForLoop {
  return {
    parentloop: parentloop ?? {},
    counter0: 0,
    counter: 1,
    revcounter: length,
    revcounter0: length - 1,
    first: true,
    last: length === 1,
  };
}

export function advanceLoop(loop: ForLoop, index: number, length: number): void {
  loop.counter0 = index;
  loop.counter = index + 1;
  loop.revcounter = length - index;
  loop.revcounter0 = length - index - 1;
  loop.first = index === 0;
  loop.last = index === length - 1;
}

const states = new WeakMap<object, Map<object, unknown>>();

/** What a tag remembers for as long as one run of a loop lasts: `ifchanged`. */
export function loopMemory(loop: object): Map<object, unknown> {
  let memory = states.get(loop);
  if (memory === undefined) {
    memory = new Map();
    states.set(loop, memory);
  }
  return memory;
}
