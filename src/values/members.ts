import type { ExchangeRates } from './exchange.js';
import type { SafeText } from './safe-text.js';
import type { Value } from './value.js';

/** The method by which an object answers `{{ object.name }}` itself, instead of by its own properties. */
export const member: unique symbol = Symbol('member');

/** Answers requests for data that a member needs: a relation's record, or `PENDING` until it has come. */
export interface Asker {
  ask(request: object): Value;
  /** The zone in which a JavaScript `Date` has its `year`, `hour` and so on: IANA; UTC where absent. */
  readonly timeZone?: string;
  /** What amounts are converted by, where a member is an amount in another currency. */
  readonly rates?: ExchangeRates | undefined;
  /** Is told of a member that the policy keeps from templates; throws where that ends what is being done. */
  refuse?(records: string, name: string): void;
}

/**
 * An object that decides what a template sees of it: CRM records, and whatever the engine hands out that
 * is not plain data. Nothing but `[member]` is ever read of it. An instance of a class: of an object
 * literal the own properties are read first.
 */
export interface Members {
  /** The member's value; undefined where there is none. Throws nothing but what `asker.refuse` does. */
  [member](name: string, asker: Asker): Value;
  /** The names that `[member]` answers without asking for data, for printing and for `items`. */
  memberNames(): readonly string[];
  /** What it prints: safe text is not escaped. Absent: its `name`, else its members. */
  memberText?(): string | SafeText;
  /** Whether `if` takes it for true. Absent: by its length where it has one, else true. */
  memberTruth?(): boolean;
  /** What `for`, `join` and `in` walk over. Absent: nothing can. */
  memberElements?(): readonly Value[];
  /** What `length` counts. Absent: its elements, where it has some. */
  memberLength?(): number;
  /** Two with the same identity are equal. Absent or undefined: only the same object is. */
  memberIdentity?(): string | undefined;
}

/**
 * What stands around the elements of a list that prints otherwise than a Python list does. The closing one
 * may depend on the length: Python's tuple of one is `(1,)`.
 */
export const brackets: unique symbol = Symbol('brackets');

/** A list with brackets of its own. */
export interface Bracketed {
  readonly [brackets]: readonly [open: string, close: string];
}

export const isBracketed = (value: object): value is Bracketed => brackets in value;

/** What stands around a list where it prints. */
export const bracketsOf = (list: readonly Value[]): readonly [open: string, close: string] =>
  isBracketed(list) ? list[brackets] : ['[', ']'];

/** How many elements an object says it has; undefined where it does not say. */
export const lengthOf = (value: Members): number | undefined =>
  value.memberLength?.() ?? value.memberElements?.().length;

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

/**
 * A list whose elements have names as well, Python's namedtuple: what `regroup` makes its groups of.
 *
 * @example new NamedTuple(['grouper', 'list'], ['May', days])
 */
export class NamedTuple extends BoundList {
  readonly names: readonly string[];

  constructor(names: readonly string[], values: readonly Value[]) {
    super();
    this.names = names;
    this.push(...values);
  }
}
