import type { RawBuilder } from 'kysely';
import type { ErrorAnswer } from '../../data/source.js';
import type { Dialect, Line } from './shape.js';

/** A database of ours that can be read. */
export interface Readable {
  readonly dialect: Dialect;
  /** @throws what the driver throws; the signal's reason where the caller has gone */
  lines(statement: RawBuilder<unknown>, signal: AbortSignal | undefined): Promise<readonly Line[]>;
  /** What an error says to a person. */
  failed(error: unknown): ErrorAnswer;
  close(): Promise<void>;
}
