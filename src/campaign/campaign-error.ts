import type { Code, Params } from '../diagnostics/catalogue.js';
import { type Diagnostic, diagnose, type Where } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';

/** A campaign cannot begin, or not go on; the diagnostic says why, and what to do. */
export class CampaignError extends Error {
  override readonly name = 'CampaignError';

  constructor(
    readonly diagnostic: Diagnostic,
    /** Whether the call was wrong, and nothing was begun. */
    readonly usage: boolean = false,
  ) {
    super(diagnostic.help === undefined ? diagnostic.message : `${diagnostic.message}: ${diagnostic.help}`);
  }
}

/** The error of one entry of the catalogue, at a file or at nothing that has a text. */
export const campaignError = <C extends Code>(code: C, params: Params<C>, file = 'campaign'): CampaignError =>
  new CampaignError(diagnose(code, params, inFile(file)));

export const inFile = (file: string): Where => ({
  source: new SourceText(file, ''),
  range: { start: 0, end: 0 },
});
