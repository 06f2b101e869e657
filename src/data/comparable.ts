import { compareCodePoints } from '../values/code-points.js';
import { ExactDecimal, ScaledDecimal } from '../values/scaled-decimal.js';
import { instantOf, readIso } from './instants.js';
import type { Field } from './model.js';

/** A stored value in the form in which it compares. `other`: a list or map, which has no order. */
export type Comparable =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number | InstanceType<typeof ExactDecimal> }
  | { readonly kind: 'instant'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'other'; readonly value: unknown };

const ranks = { boolean: 0, number: 1, instant: 2, text: 3, other: 4 } as const;

/** The values that stand last in any order and outside any window. */
export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * What a stored value compares as: by its field's type, or for a custom attribute by what it is (a number,
 * a boolean, an ISO date, else text).
 *
 * @returns undefined for an empty value, and for one that its field's type cannot read
 */
export function comparable(field: Field | undefined, value: unknown, zone: string): Comparable | undefined {
  if (isEmpty(value)) return undefined;
  switch (field?.type) {
    case undefined:
    case 'any':
    case 'list':
    case 'map':
      return untyped(value, zone);
    case 'id':
      return asKey(value);
    case 'string':
      return asText(value);
    case 'boolean':
      return asBoolean(value);
    case 'integer':
      return field.choices ? asChoice(field.choices, value) : asNumber(value);
    case 'decimal':
    case 'money':
      return asNumber(value);
    case 'date':
    case 'datetime':
      return asInstant(value, zone, field.type === 'datetime');
  }
}

/** A condition's value in the form of the stored value that it is held against; undefined where it has none. */
export function likeStored(
  field: Field | undefined,
  stored: Comparable,
  value: unknown,
  zone: string,
): Comparable | undefined {
  if (isEmpty(value)) return undefined;
  if (field?.type === 'id') return asKey(value);
  switch (stored.kind) {
    case 'boolean':
      return asBoolean(value);
    case 'number':
      return field?.choices ? asChoice(field.choices, value) : asNumber(value);
    case 'instant':
      return asInstant(value, zone, field?.type === 'datetime') ?? (field ? undefined : asText(value));
    case 'text':
      return asText(value);
    case 'other':
      return undefined;
  }
}

/** A total order: kinds that differ stand booleans, numbers, dates, text; lists and maps have no order. */
export function compare(a: Comparable, b: Comparable): number {
  if (a.kind !== b.kind) return ranks[a.kind] - ranks[b.kind];
  if (a.kind === 'text') return compareCodePoints(a.value, b.value as string);
  if (a.kind === 'number') return compareNumbers(a.value, b.value as number);
  if (a.kind === 'other') return 0;
  return Number(a.value) - Number(b.value);
}

function compareNumbers(a: number | InstanceType<typeof ExactDecimal>, b: typeof a): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return new ExactDecimal(a).comparedTo(b);
}

/** A value as text, as it was sent; undefined for lists, maps and nothing. */
export function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'object':
      return value instanceof ScaledDecimal || value instanceof ExactDecimal ? value.toString() : undefined;
    default:
      return undefined;
  }
}

/** Whole numbers, as JSON writes them, that a JavaScript number holds exactly. */
export const wholeNumber = /^(?:0|-?[1-9]\d{0,14})$/;

/** Ids order as numbers where they are whole numbers; every other id stands after them, by code point. */
function asKey(value: unknown): Comparable | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  return wholeNumber.test(text) ? { kind: 'number', value: Number(text) } : { kind: 'text', value: text };
}

function untyped(value: unknown, zone: string): Comparable {
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'string') {
    if (readIso(value)) return asInstant(value, zone, false) ?? { kind: 'text', value };
    return { kind: 'text', value };
  }
  if (typeof value === 'object') {
    return asNumber(value) ?? asInstant(value, zone, false) ?? { kind: 'other', value };
  }
  return asNumber(value) ?? { kind: 'other', value };
}

function asText(value: unknown): Comparable | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : { kind: 'text', value: text };
}

function asInstant(value: unknown, zone: string, seconds: boolean): Comparable | undefined {
  const instant = instantOf(value, zone, seconds);
  return instant === undefined ? undefined : { kind: 'instant', value: instant };
}

function asNumber(value: unknown): Comparable | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? { kind: 'number', value } : undefined;
  if (value instanceof ScaledDecimal) return { kind: 'number', value: value.value };
  if (value instanceof ExactDecimal) return { kind: 'number', value };
  if (typeof value === 'string' || typeof value === 'bigint') {
    const read = ScaledDecimal.parse(String(value));
    return read && { kind: 'number', value: read.value };
  }
  return undefined;
}

/** A name of the field (`won`, in any case, spaces or hyphens for underscores) or its number. */
function asChoice(choices: ReadonlyMap<string, number>, value: unknown): Comparable | undefined {
  if (typeof value === 'string') {
    const number = choices.get(value.trim().toLowerCase().replace(/[ -]/g, '_'));
    if (number !== undefined) return { kind: 'number', value: number };
  }
  return asNumber(value);
}

function asBoolean(value: unknown): Comparable | undefined {
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  const text = textOf(value)?.toLowerCase();
  if (text === 'true' || text === '1') return { kind: 'boolean', value: true };
  if (text === 'false' || text === '0') return { kind: 'boolean', value: false };
  return undefined;
}
