import type { Reads } from '../../data/reads.js';
import type { SourceText } from '../../diagnostics/source-text.js';
import type { Tag } from '../../syntax/ast.js';
import type { DataUse, Guard } from '../paths.js';
import type { Part, Value, WorkedPart } from './values.js';

/** What something is worked out of. */
type Needs = ReadonlySet<Reads>;

/** Which data each data tag waits for: that of its arguments, and of the conditions and loops around it. */
export class Dependence {
  readonly #uses = new Map<Tag, Use>();
  readonly #headers = new Map<Tag, Set<Reads>>();
  readonly #worked = new Map<object, WorkedPart>();
  readonly #noting: Set<Reads>[] = [];
  #around: readonly { readonly needs: Needs; readonly guard: Guard | undefined }[] = [];

  /** In the order of the template. */
  get uses(): readonly DataUse[] {
    return [...this.#uses.values()];
  }

  /** A variable has this value. */
  note(value: Value): void {
    for (const set of this.#noting) collect(value, set, new Set());
  }

  /** What is worked out in `walk` needs what comes back. */
  noting(walk: () => void): Needs {
    const needs = new Set<Reads>();
    this.#noting.push(needs);
    walk();
    this.#noting.pop();
    return needs;
  }

  /**
   * What a filter or a tag makes of data, which is no data itself.
   *
   * @param of the filter or the tag: each has one, so that walking it again finds nothing new
   */
  worked(of: object, needs: Needs): WorkedPart {
    const part = this.#worked.get(of) ?? { kind: 'worked', needs: new Set() };
    this.#worked.set(of, part);
    // Whether there is any depends on the conditions around it.
    for (const all of [needs, ...this.#around.map((one) => one.needs)]) {
      for (const one of all) part.needs.add(one);
    }
    return part;
  }

  /** Whether a value tells by itself that it waits for these. */
  tells(value: Value, needs: Needs): boolean {
    const told = new Set<Reads>();
    collect(value, told, new Set());
    return [...needs].every((one) => told.has(one));
  }

  /** Walks a tag's header. */
  header(tag: Tag, walk: () => void): Needs {
    const needs = this.#headers.get(tag) ?? new Set();
    this.#headers.set(tag, needs);
    for (const one of this.noting(walk)) needs.add(one);
    return needs;
  }

  /**
   * Walks what runs only once `needs` is there.
   *
   * @param guard a condition that decides; absent for a loop, which runs as soon as it has its list
   */
  behind(needs: Needs, guard: Guard | undefined, walk: () => void): void {
    const outer = this.#around;
    this.#around = [...outer, { needs, guard }];
    walk();
    this.#around = outer;
  }

  /** A data tag stands here. */
  use(tag: Tag, name: string, source: SourceText): void {
    const use = this.#uses.get(tag) ?? { tag, name, source, needs: new Set<Reads>(), guards: [] };
    this.#uses.set(tag, use);
    for (const one of this.#headers.get(tag) ?? []) use.needs.add(one);
    for (const { needs, guard } of this.#around) {
      for (const one of needs) use.needs.add(one);
      if (guard && !use.guards.some((other) => isSame(other, guard))) use.guards.push(guard);
    }
  }
}

interface Use extends DataUse {
  readonly needs: Set<Reads>;
  readonly guards: Guard[];
}

const isSame = (a: Guard, b: Guard): boolean => a.source === b.source && a.range.start === b.range.start;

/** The places in data that a value is, however it is wrapped. */
function collect(value: Value, into: Set<Reads>, seen: Set<Part>): void {
  for (const part of value) {
    if (seen.has(part)) continue;
    seen.add(part);
    if (part.kind === 'read') into.add(part.reads);
    if (part.kind === 'worked') for (const one of part.needs) into.add(one);
    if (part.kind !== 'made') continue;
    collect(part.elements, into, seen);
    for (const member of part.members.values()) collect(member, into, seen);
  }
}
