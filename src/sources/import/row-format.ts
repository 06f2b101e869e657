import type { RecordModel } from '../../data/model.js';
import type { Format } from '../files/file-names.js';
import type { ReadRow } from '../files/json-row.js';
import type { Scanner } from './pieces.js';
import type { Place } from './place.js';
import type { Window } from './window.js';

/** What reading a format comes down to, once the beginning of a file was looked at. */
export interface Opened {
  readonly scanner: Scanner;
  /** Where the first row can stand. */
  readonly start: Place;
  /** Reads texts of rows; the answers stand in their order. */
  readonly read: (texts: readonly string[]) => readonly RowReading[];
  /** Looks at what stands behind the last row; undefined where all is well. */
  readonly tail?: (window: Window, end: Place) => Promise<string | undefined>;
}

export type RowReading = ReadRow;

export interface RowFileOptions {
  /** What diagnostics call the file. */
  readonly name: string;
  readonly format: Format;
  readonly model: RecordModel;
  /** Bytes that a row may have. */
  readonly longest: number;
}
