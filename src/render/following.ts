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
  #open: readonly Open[] = [];

  /** @param get the answer where it has come; else undefined, and the request is noted */
  constructor(readonly get: (request: GetRequest) => Answer | undefined) {}

  /** Follows what came, a record or a list of records, by what is read of each record. */
  from(value: Value, reads: Reads): void {
    const records: readonly Value[] = value instanceof BoundList ? value : [value];
    this.#open = [...this.#open, ...records.flatMap((record) => this.#below(record, reads))];
  }

  /** Goes as far as the answers reach, and notes the requests for the next step. */
  step(): void {
    const waiting: Open[] = [];
    let open = this.#open;
    while (open.length > 0) {
      const next: Open[] = [];
      for (const one of open) {
        const request = one.requests[one.tried];
        const answer = request && this.get(request);
        if (answer === undefined) {
          if (request) waiting.push(one);
        } else if ('value' in answer) {
          if (answer.value === null) next.push({ ...one, tried: one.tried + 1 });
          else next.push(...this.#below(answer.value, one.reads));
        }
      }
      open = next;
    }
    this.#open = waiting;
  }

  #below(record: Value, reads: Reads): readonly Open[] {
    if (!(record instanceof DataRecord)) return [];
    return followed(record.model, record.row, reads).map((one) => ({ ...one, tried: 0 }));
  }
}
