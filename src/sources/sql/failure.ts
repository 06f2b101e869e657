import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { reasonOf } from '../reason.js';
import { DriverMissing } from './driver.js';

/**
 * What went wrong with a database, as a diagnostic on its file or address.
 *
 * @param reason puts an error in words for a person
 */
export function failure(
  file: string,
  error: unknown,
  reason: (error: unknown) => string = reasonOf,
): Diagnostic {
  const where = { source: new SourceText(file, ''), range: { start: 0, end: 0 } };
  if (error instanceof DriverMissing) return diagnose('driver-missing', { driver: error.driver }, where);
  return diagnose('database-failed', { file, reason: reason(error) }, where);
}

/** Another writer has the SQLite file. */
export const isBusy = (error: unknown): boolean => reasonOf(error) === reasonOf({ code: 'SQLITE_BUSY' });
