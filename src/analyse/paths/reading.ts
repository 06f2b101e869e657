import { models } from '../../data/entities.js';
import { fieldNamed, partNamed, relationNamed } from '../../data/fields.js';
import type { RecordModel } from '../../data/model.js';
import { isElement, type Reads } from '../../data/reads.js';
import type { Budget } from './budget.js';
import { nothing, type Origin, type Part, type ReadPart, type Shape, union, type Value } from './values.js';

/** Deeper than any template reads: what is found there goes round in a circle. */
const deepest = 16;

const attribute: Shape = { kind: 'attribute' };
const other: Shape = { kind: 'other' };

/**
 * Looks values up and notes it. A read is certain where nothing stands between it and the place where its
 * record was bound but loops over lists of the same origin.
 */
export class Reading {
  /** Around the place that is being walked: a loop with the origins of its list, or a condition. */
  readonly #around: (ReadonlySet<Origin> | undefined)[] = [];
  readonly #parts = new Map<Reads, { sure?: ReadPart; unsure?: ReadPart }>();

  /** @param tell is told where a whole record is read */
  constructor(
    readonly tell: (reason: string) => void,
    readonly budget: Budget,
  ) {}

  // ------------------------------------------------------------- certainty

  /** Walks what runs only at times. */
  conditional(walk: () => void): void {
    this.looped(undefined, walk);
  }

  looped(origins: ReadonlySet<Origin> | undefined, walk: () => void): void {
    this.#around.push(origins);
    walk();
    this.#around.pop();
  }

  origin(): Origin {
    return { base: this.#around.length };
  }

  /** The same data is bound here. */
  rebase(origin: Origin): void {
    origin.base = this.#around.length;
  }

  #isCertain({ origin, sure }: ReadPart): boolean {
    return sure && this.#around.slice(origin.base).every((loop) => loop?.has(origin));
  }

  // ----------------------------------------------------------------- steps

  part(reads: Reads, shape: Shape, origin: Origin, sure = true, depth = 0): ReadPart {
    const known = this.#parts.get(reads) ?? {};
    this.#parts.set(reads, known);
    const kept = sure ? known.sure : known.unsure;
    if (kept !== undefined) return kept;
    const part: ReadPart = { kind: 'read', reads, shape, origin, sure, depth };
    if (sure) known.sure = part;
    else known.unsure = part;
    return part;
  }

  /** `value.name` */
  step(value: Value, name: string): Value {
    this.budget.spend(value.size);
    const alone = [...value].filter(({ kind }) => kind !== 'worked').length === 1;
    return union(...[...value].map((part) => this.#stepFrom(part, name, alone)));
  }

  #stepFrom(part: Part, name: string, alone: boolean): Value {
    if (part.kind === 'read') return this.#stepInto(part, name, alone);
    if (part.kind === 'worked') return new Set([part]);
    if (part.kind === 'made') return part.members.get(name) ?? (isElement(name) ? part.elements : nothing);
    if (name === 'super') part.above();
    return nothing;
  }

  #stepInto(part: ReadPart, name: string, alone: boolean): Value {
    if (part.shape.kind === 'list') {
      return isElement(name) ? this.#element(part, false) : nothing;
    }
    const reads = part.reads.member(name);
    if (alone && this.#isCertain(part)) reads.certain = true;
    return this.#below(part, reads, below(part.shape, name), part.sure);
  }

  #element(part: ReadPart, sure: boolean): Value {
    const { shape } = part;
    const each: Shape = shape.kind === 'list' ? { kind: 'record', model: shape.model } : shape;
    return this.#below(part, part.reads.elements(), each, part.sure && sure);
  }

  #below(part: ReadPart, reads: Reads, shape: Shape, sure: boolean): Value {
    if (part.depth < deepest) return new Set([this.part(reads, shape, part.origin, sure, part.depth + 1)]);
    this.#wholePart(part, 'it goes round in a circle');
    return new Set([part]);
  }

  /** What a loop over the value walks over. */
  elements(value: Value): Value {
    this.budget.spend(value.size);
    return union(...[...value].map((part) => this.#elementsOf(part, true)));
  }

  /** One element or some of them. */
  someOf(value: Value): Value {
    return union(...[...value].map((part) => this.#elementsOf(part, false)));
  }

  #elementsOf(part: Part, sure: boolean): Value {
    if (part.kind === 'made') return part.elements;
    if (part.kind === 'worked') return new Set([part]);
    return part.kind === 'read' ? this.#element(part, sure) : nothing;
  }

  /** The value of one of several names that a loop unpacks each element into. */
  item(value: Value, index: number): Value {
    const items = [...value].map((part) =>
      part.kind === 'made'
        ? (part.members.get(String(index)) ?? part.elements)
        : this.#elementsOf(part, true),
    );
    return union(...items);
  }

  /** The same value, of which only a part may be read, or none. */
  perhaps(value: Value): Value {
    const parts = [...value].map((part) =>
      part.kind === 'read' ? this.part(part.reads, part.shape, part.origin, false, part.depth) : part,
    );
    return new Set(parts);
  }

  // ------------------------------------------------------------------ whole

  /** It is printed, compared, or given away as it is. */
  text(value: Value): void {
    this.all(value, 'a whole record is used as a text');
  }

  /** Everything below it may be read. */
  all(value: Value, reason: string): void {
    this.#whole(value, reason, new Set());
  }

  #whole(value: Value, reason: string, seen: Set<Part>): void {
    this.budget.spend(value.size);
    for (const part of value) {
      if (seen.has(part)) continue;
      seen.add(part);
      if (part.kind === 'read') this.#wholePart(part, reason);
      else if (part.kind === 'made') this.#whole(part.elements, reason, seen);
      else if (part.kind === 'block') part.above();
    }
  }

  #wholePart({ reads, shape }: ReadPart, reason: string): void {
    if (shape.kind === 'record') reads.readAll(reason);
    else if (shape.kind === 'list') reads.elements().readAll(reason);
    else {
      reads.readText();
      return;
    }
    this.tell(reason);
  }
}

/** What a name of a place leads to. */
function below(shape: Shape, name: string): Shape {
  switch (shape.kind) {
    case 'record':
      return inModel(shape.model, name);
    case 'list':
      return { kind: 'record', model: shape.model };
    default:
      return shape;
  }
}

function inModel(model: RecordModel, name: string): Shape {
  const field = fieldNamed(model, name);
  if (field) {
    const part = partNamed(model, field.name);
    return part ? { kind: 'list', model: part } : attribute;
  }
  const relation = relationNamed(model, name);
  if (!relation) return attribute;
  return { kind: relation.many ? 'list' : 'record', model: models[relation.entity] };
}

export const shapes = { attribute, other } as const;
