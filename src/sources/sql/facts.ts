import { readIso } from '../../data/instants.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';
import { storable } from '../storable.js';
import { type FieldFact, numberFact } from './columns.js';

/**
 * What holds of some stored row of a kind, by attribute. A statement may only filter or sort by what every
 * row's columns tell, so it rests on facts that must not hold; when one turns up it is asked anew, for less.
 * Facts are only ever added. `kept`: the attribute stands among what is kept as it was sent. The others say
 * what types a custom attribute has; `other` is one that no database compares as we do.
 */
export type Fact = FieldFact | 'kept' | Kind | 'other';
type Kind = 'number' | 'boolean' | 'text';

export const customFacts: readonly Fact[] = ['number', 'long', 'boolean', 'text', 'other', 'kept'];

/** An attribute and what holds of it. */
export type FactOf = readonly [name: string, fact: Fact];

/** The facts of one kind of record. */
export class Facts {
  readonly #known = new Map<string, Set<Fact>>();

  add(name: string, fact: Fact): void {
    const facts = this.#known.get(name);
    if (facts) facts.add(fact);
    else this.#known.set(name, new Set([fact]));
  }

  has(name: string, fact: Fact): boolean {
    return this.#known.get(name)?.has(fact) ?? false;
  }

  of(name: string): ReadonlySet<Fact> {
    return this.#known.get(name) ?? none;
  }

  *[Symbol.iterator](): Iterator<FactOf> {
    for (const [name, facts] of this.#known) for (const fact of facts) yield [name, fact];
  }
}

/** Of a database that does not say: nothing can be rested on. */
export class AnyFact extends Facts {
  override has(): boolean {
    return true;
  }

  override of(): ReadonlySet<Fact> {
    return new Set(customFacts);
  }
}

const none: ReadonlySet<Fact> = new Set();

/** What a custom attribute's value is, as `comparable` takes it; undefined for one that is empty. */
export function kindOf(value: unknown): Fact | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number' || value instanceof ScaledDecimal) {
    const fact = numberFact(String(value));
    return fact === 'inexact' ? 'other' : (fact ?? 'number');
  }
  if (typeof value === 'string' && storable(value) && !readIso(value)) return 'text';
  return 'other';
}
