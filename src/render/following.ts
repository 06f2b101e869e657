import { type Followed, followed } from '../data/following.js';
import type { Reads } from '../data/reads.js';
import { DataRecord } from '../data/record.js';
import type { GetRequest } from '../data/request.js';
import { BoundList } from '../values/members.js';
import type { Value } from '../values/value.js';
import type { Answer } from './answers.js';

/** A relation on its way: which of its keys is being tried. */
interface Open extends Followed {
  readonly tried: number;
}

/**
 * Records that the template reads for certain, from record to record: they are fetched as soon as those that
 * name them are there, instead of after the next pass.
 */
export class Following {
  #open: Open[] = [];
  /** Receivers share records: each is followed once by all that is read of it under one tag. */
  readonly #begun = new Map<Value, Set<Reads>>();

  /** @param get the answer where it has come; else undefined, and the request is noted */
  constructor(readonly get: (request: GetRequest) => Answer | undefined) {}

  /** Follows a record, or a list of records, by what is read of each record, as far as the answers reach. */
  from(value: Value, reads: Reads): void {
    const begun = this.#begun.get(value) ?? new Set<Reads>();
    if (begun.has(reads)) return;
    this.#begun.set(value, begun.add(reads));
    const records: readonly Value[] = value instanceof BoundList ? value : [value];
    this.#advance(records.flatMap((record) => this.#below(record, reads)));
  }

  /** Goes on from what has come. */
  step(): void {
    const open = this.#open;
    this.#open = [];
    this.#advance(open);
  }

  #advance(from: readonly Open[]): void {
    const stack = [...from];
    for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
      const request = one.requests[one.tried];
      if (request === undefined) continue;
      const answer = this.get(request);
      if (answer === undefined) this.#open.push(one);
      else if ('value' in answer) {
        if (answer.value === null) stack.push({ ...one, tried: one.tried + 1 });
        else for (const next of this.#below(answer.value, one.reads)) stack.push(next);
      }
    }
  }

  #below(record: Value, reads: Reads): readonly Open[] {
    if (!(record instanceof DataRecord)) return [];
    return followed(record.model, record.row, reads).map((one) => ({ ...one, tried: 0 }));
  }
}
