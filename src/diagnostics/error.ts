import type { Diagnostic } from './diagnostic.js';
import { formatDiagnostic } from './frame.js';

/** Thrown where a caller asked for a template and it has errors. Holds every one of them. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join('\n\n'));
  }
}
