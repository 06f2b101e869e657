import type { Code, Params } from '../../diagnostics/catalogue.js';
import { type Diagnostic, diagnose, type Where } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';

/** Where a fault stands that no text holds: in what the caller gave. */
const inCall: Where = { source: new SourceText('mail', ''), range: { start: 0, end: 0 } };

/**
 * Thrown where a message cannot become a mail. `diagnostic.message` is the reason for the receiver's outcome; it
 * names the field, never its value.
 */
export class MailError extends Error {
  override readonly name = 'MailError';

  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.help === undefined ? diagnostic.message : `${diagnostic.message}: ${diagnostic.help}`);
  }
}

/** The error of one entry of the catalogue. */
export const mailError = <C extends Code>(code: C, params: Params<C>): MailError =>
  new MailError(diagnose(code, params, inCall));
