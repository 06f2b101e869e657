import type { Budget } from './budget.js';
import { isSame, nothing, type Part, union, type Value } from './values.js';

/** After so many turns with ever more values the rest is taken whole: a template that includes itself. */
export const mostTurns = 3;

/** What names stand for at one place. Names that the template has not bound are the roots', unless `isolated`. */
interface Names {
  readonly bound: Map<string, Value>;
  readonly isolated: boolean;
}

/**
 * Django's dynamic scope while a template is walked: an included template and a block see every name of the
 * place that uses them, and a name that only some branches bind stands for all that it may be.
 */
export class Scope {
  #names: Names = { bound: new Map(), isolated: false };
  /** Names whose new value outlives the scope that set it: `cycle … as`. */
  readonly #leaked = new Map<string, Set<Part>>();

  /**
   * @param root what a name is that nothing has bound
   * @param whole is given values that are followed no further: everything of them may be read
   */
  constructor(
    readonly root: (name: string) => Value,
    readonly whole: (value: Value) => void,
    readonly budget: Budget,
  ) {}

  get(name: string): Value {
    const leaked = this.#leaked.get(name);
    const value = this.#in(this.#names, name);
    return leaked === undefined ? value : union(value, leaked);
  }

  #in(names: Names, name: string): Value {
    return names.bound.get(name) ?? (names.isolated ? nothing : this.root(name));
  }

  bind(name: string, value: Value): void {
    this.#names.bound.set(name, value);
  }

  /** Binds a name for good. Returns whether it stood for less before. */
  leak(name: string, value: Value): boolean {
    const known = this.#leaked.get(name) ?? new Set();
    this.#leaked.set(name, known);
    const before = known.size;
    for (const part of value) known.add(part);
    this.bind(name, value);
    return known.size > before;
  }

  /** Names that outlive their scopes are walked no more. */
  settleLeaked(): void {
    for (const value of this.#leaked.values()) this.whole(value);
  }

  get isolated(): boolean {
    return this.#names.isolated;
  }

  /** Every value that a name stands for here. */
  values(): readonly Value[] {
    return [...this.#names.bound.values(), ...this.#leaked.values()];
  }

  /** Names that `walk` binds have their old values afterwards. */
  inside(walk: () => void): void {
    const outer = this.#names;
    this.#names = copy(outer);
    walk();
    this.#names = outer;
  }

  /** The same where nothing but what `walk` binds itself is seen. */
  alone(walk: () => void): void {
    const outer = this.#names;
    this.#names = { bound: new Map(), isolated: true };
    walk();
    this.#names = outer;
  }

  /** One of these runs, or none. */
  branches(walks: readonly (() => void)[]): void {
    const before = this.#names;
    let after = before;
    for (const walk of walks) {
      this.#names = copy(before);
      walk();
      after = this.#join(after, this.#names);
    }
    this.#names = after;
  }

  /** Runs any number of times, each time with what the last has bound. */
  repeated(walk: () => void): void {
    for (let turn = 1; ; turn++) {
      const before = this.#names;
      this.#names = copy(before);
      walk();
      const after = this.#join(before, this.#names);
      if (turn === mostTurns) this.#settle(before, after);
      this.#names = after;
      if (turn === mostTurns || this.#equal(before, after)) return;
    }
  }

  // ------------------------------------------------------------- recursion

  /** The names as they are, to come back to. */
  take(): Names {
    return copy(this.#names);
  }

  put(names: Names): void {
    this.#names = copy(names);
  }

  /**
   * What both have; undefined where that is no more than `names` has.
   *
   * @param turn how often the piece has been walked
   */
  more(names: Names, turn: number): Names | undefined {
    const joined = this.#join(names, this.#names);
    if (this.#equal(names, joined)) return undefined;
    if (turn < mostTurns || joined.isolated !== names.isolated) return joined;
    this.#settle(names, joined);
    return undefined;
  }

  /** What names have come to stand for in the last turn is walked no more. */
  #settle(before: Names, after: Names): void {
    for (const [name, value] of after.bound) {
      const known = this.#in(before, name);
      this.whole(new Set([...value].filter((part) => !known.has(part))));
    }
  }

  #join(a: Names, b: Names): Names {
    const bound = new Map<string, Value>();
    for (const name of new Set([...a.bound.keys(), ...b.bound.keys()])) {
      const value = union(this.#in(a, name), this.#in(b, name));
      this.budget.spend(1 + value.size);
      bound.set(name, value);
    }
    return { bound, isolated: a.isolated && b.isolated };
  }

  #equal(a: Names, b: Names): boolean {
    return (
      a.isolated === b.isolated && [...b.bound].every(([name, value]) => isSame(this.#in(a, name), value))
    );
  }
}

const copy = ({ bound, isolated }: Names): Names => ({ bound: new Map(bound), isolated });
