import { isRow } from '../../data/keys.js';
import type { Row } from '../../data/request.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';
import { rowValue } from '../row-value.js';

/** A row, or what is wrong with it: diagnostics on its own text. */
export type ReadRow = { readonly row: Row } | { readonly diagnostics: readonly Diagnostic[] };

/** Reads the text of one row of a JSON or JSONL file. */
export function readJsonRow(text: string): ReadRow {
  const source = new SourceText('row', text);
  const parsed = parseJson(source);
  if ('diagnostics' in parsed) return parsed;
  return rowOf(parsed.value, source, { start: 0, end: text.length });
}

/** A parsed value as a row. */
export function rowOf(value: unknown, source: SourceText, range: Diagnostic['range']): ReadRow {
  const row = rowValue(value);
  if (isRow(row)) return { row };
  return { diagnostics: [diagnose('not-a-row', { found: kindOf(row) }, { source, range })] };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a number' : `a ${typeof value}`;
}
