import type { RawBuilder } from 'kysely';
import { postgresDialect } from './postgres-dialect.js';
import { mayPass, postgresReason } from './postgres-errors.js';
import type { Readable } from './readable.js';
import type { Line } from './shape.js';

/** PostgreSQL, read by whoever runs statements. */
export const postgresReadable = (
  schema: string,
  lines: (statement: RawBuilder<unknown>, signal: AbortSignal | undefined) => Promise<readonly Line[]>,
  close: () => Promise<void>,
): Readable => ({
  dialect: postgresDialect(schema),
  lines,
  failed: (error) => ({
    error: `the database could not be read: ${postgresReason(error)}`,
    ...(mayPass(error) && { retryable: true }),
  }),
  close,
});
