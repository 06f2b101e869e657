import type { Row } from '../../data/request.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Range, SourceText } from '../../diagnostics/source-text.js';

/** A row and where it stands in its file. */
export interface PlacedRow {
  readonly row: Row;
  readonly source: SourceText;
  readonly range: Range;
}

export interface ReadRows {
  readonly rows: readonly PlacedRow[];
  readonly diagnostics: readonly Diagnostic[];
}
