import type { DateTime } from 'luxon';
import type { Entity } from '../data/model.js';
import type { DataRequest } from '../data/request.js';

/** What one use of a data tag asks for, as far as its text tells. */
export type Asks = RecordAsks | LoaderAsks;

export interface RecordAsks {
  readonly kind: 'records';
  readonly entity: Entity;
  /** A list, one record, or numbers over records. */
  readonly binds: 'list' | 'one' | 'numbers';
  /** `the oldest 5 deals of the receiver, of the last 24 hours`. */
  readonly words: string;
  /** A request such as it makes; undefined where it can make none. */
  readonly sample: DataRequest | undefined;
}

/** An embedder's own data tag. */
export interface LoaderAsks {
  readonly kind: 'loader';
  readonly loader: string;
  readonly words: string;
}

/** What a sample is made for, where a render would know it. */
export interface SampleSettings {
  readonly now: DateTime;
  readonly timeZone: string;
  /** The most records that one tag may bind. */
  readonly rowLimit: number;
}
