import type { Entity } from '../data/model.js';
import type { DataRequest } from '../data/request.js';
import type { DataSource } from '../data/source.js';
import type { Tables } from '../sources/memory.js';

/** A source that the contract is held against. */
export interface SourceSubject {
  /** What the tests call it. */
  readonly name: string;
  /**
   * A fresh source over these tables and nothing else; its `close` lets go of all that was made for it. It is
   * called once a test, and once for every random set of records.
   *
   * Every row has an `id`, and a `custom_id` and `email` that it has are unique. Whole numbers up to 2^53 are
   * JavaScript numbers, every other number is a `ScaledDecimal`: `jsonText` writes a row with its digits.
   */
  readonly make: (tables: Tables) => DataSource | Promise<DataSource>;
  /**
   * What of the tables the source is able to hold, in the form in which it gives it back; all of it, unless
   * given. A CSV file, say, has no cell for null. The contract then holds the source to that.
   */
  readonly carries?: (tables: Tables) => Tables;
  /** The kinds of records that it has; all, unless given. It is never asked for others. */
  readonly entities?: readonly Entity[];
  /**
   * The requests that the service behind the source has no way to answer. To these, and to no others, the
   * source may answer with an error.
   */
  readonly refuses?: (request: DataRequest) => boolean;
  /**
   * The same as `make`, but with a source that cannot read one kind of record: its table is gone, its endpoint
   * answers 500. With it the contract tests that one failure spoils no other answer.
   */
  readonly makeFailing?: (tables: Tables, entity: Entity) => DataSource | Promise<DataSource>;
}

/** How thorough the random tests are. */
export interface ContractOptions {
  /** Random sets of records; 100 unless given. */
  readonly runs?: number;
  /** Makes the same random sets again. A failure tells its own. */
  readonly seed?: number;
}
