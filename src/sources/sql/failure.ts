import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { reasonOf } from '../reason.js';
import { DriverMissing } from './driver.js';

/** What went wrong with a database, as a diagnostic on its file. */
export function failure(file: string, error: unknown): Diagnostic {
  const where = { source: new SourceText(file, ''), range: { start: 0, end: 0 } };
  if (error instanceof DriverMissing) return diagnose('driver-missing', { driver: error.driver }, where);
  return diagnose('database-failed', { file, reason: reasonOf(error) }, where);
}
