import type { Value } from './value.js';

/** The method by which an object answers `{{ object.name }}` itself, instead of by its own properties. */
export const member: unique symbol = Symbol('member');

/** Answers requests for data that a member needs: a relation's record, or `PENDING` until it has come. */
export interface Asker {
  ask(request: object): Value;
  /** The zone in which a JavaScript `Date` has its `year`, `hour` and so on: IANA; UTC where absent. */
  readonly timeZone?: string;
}

/**
 * An object that decides what a template sees of it: CRM records, and whatever the engine hands out that
 * is not plain data. Nothing but `[member]` is ever read of it.
 */
export interface Members {
  /** The member's value; undefined where there is none. Never throws. */
  [member](name: string, asker: Asker): Value;
  /** The names that `[member]` answers without asking for data, for printing and for `items`. */
  memberNames(): readonly string[];
}

export function hasMembers(value: Value): value is Members {
  return typeof value === 'object' && value !== null && member in value;
}

/** The list that a data tag bound: an array that a template may also ask for `count`, `first` and `last`. */
export class BoundList extends Array<Value> {
  /** `map`, `slice` and the like give plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}
