import type { Diagnostic, Where } from '../diagnostics/diagnostic.js';

/** A diagnostic shown at another place: at the argument of the command line that it is about. */
export const placed = (diagnostic: Diagnostic, { source, range }: Where): Diagnostic => ({
  ...diagnostic,
  source,
  range,
});
