import type { Field } from '../../data/model.js';
import { storable } from '../storable.js';
import { customFacts, type FactOf, type Facts } from './facts.js';
import type { CustomType, Dialect, Param, Place } from './shape.js';

/** What a plan may rest on, and where it keeps what it rests on. */
export interface Knowledge {
  readonly dialect: Dialect;
  readonly facts: Facts;
  /** IANA: where a date without a time is its midnight. */
  readonly zone: string;
  /** @returns the parameter's number */
  bind(param: Param): number;
  /** Rests on it that none of these holds; false where one is known to. */
  trust(without: readonly FactOf[]): boolean;
}

/** Where a field compares as `select` has it; undefined where its columns do not tell that of every row. */
export function placeOfField(field: Field, known: Knowledge): Place | undefined {
  const name = known.dialect.column(field);
  if (name === undefined) return undefined;
  const digits = !known.dialect.exactNumbers && (field.type === 'decimal' || field.type === 'money');
  const exact = known.trust([[field.name, 'inexact'], ...(digits ? [[field.name, 'long'] as const] : [])]);
  return exact ? { kind: 'column', name } : undefined;
}

/**
 * Where a custom attribute compares: all its values must be of one type.
 *
 * @param otherwise the type to take where no row has the attribute
 */
export function placeOfCustom(
  name: string,
  known: Knowledge,
  otherwise: CustomType,
): { readonly place: Place; readonly as: CustomType } | undefined {
  if (!storable(name) || !known.dialect.single(name)) return undefined;
  const found = known.facts.of(name);
  const as = typeOf(found) ?? (found.size === 0 ? otherwise : undefined);
  if (as === undefined) return undefined;
  const fine = as === 'number' && known.dialect.exactNumbers ? ['number', 'long'] : [as];
  const without = customFacts.filter((fact) => !fine.includes(fact));
  if (!known.trust(without.map((fact) => [name, fact] as const))) return undefined;
  return { place: { kind: 'custom', name, as }, as };
}

function typeOf(found: ReadonlySet<string>): CustomType | undefined {
  for (const type of ['number', 'text', 'boolean'] as const) if (found.has(type)) return type;
  return found.has('long') ? 'number' : undefined;
}
