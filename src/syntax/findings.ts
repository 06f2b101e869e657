import type { Code, Params } from '../diagnostics/catalogue.js';
import { type Diagnostic, diagnose, type Edit, type Related } from '../diagnostics/diagnostic.js';
import type { Severity } from '../diagnostics/entry.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';

export interface Extras {
  readonly fix?: readonly Edit[] | undefined;
  readonly related?: readonly { message: string; range: Range }[] | undefined;
  readonly severity?: Severity | undefined;
}

/** Gathers the diagnostics of one template while it is read. */
export class Findings {
  readonly list: Diagnostic[] = [];

  constructor(readonly source: SourceText) {}

  add<C extends Code>(code: C, params: Params<C>, range: Range, extras: Extras = {}): void {
    const related: Related[] | undefined = extras.related?.map((one) => ({ ...one, source: this.source }));
    const where = { source: this.source, range, related, fix: extras.fix, severity: extras.severity };
    this.list.push(diagnose(code, params, where));
  }

  /** A piece of the template, short enough to stand in a message. */
  excerpt(range: Range): string {
    const text = this.source.text.slice(range.start, range.end).trim();
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  }
}
