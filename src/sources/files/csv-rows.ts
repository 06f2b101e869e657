import { CsvError, parse } from 'csv-parse/sync';
import type { RecordModel } from '../../data/model.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import type { SourceText } from '../../diagnostics/source-text.js';
import { csvReason, headerFault, readCsvRow } from './csv-row.js';
import type { PlacedRow, ReadRows } from './placed-row.js';

/** The rows of a CSV file (RFC 4180): the first line names the attributes. */
export function readCsv(source: SourceText, model: RecordModel): ReadRows {
  const records = split(source);
  if ('diagnostics' in records) return { rows: [], diagnostics: records.diagnostics };
  const [header, ...lines] = records;
  if (!header) return { rows: [], diagnostics: [] };
  const reason = headerFault(header.cells);
  if (reason !== undefined) {
    const where = { source, range: lineRange(source, header.line) };
    return { rows: [], diagnostics: [diagnose('malformed-csv', { reason }, where)] };
  }
  const rows: PlacedRow[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { cells, line } of lines) {
    const where = { source, range: lineRange(source, line) };
    const { row, bad } = readCsvRow(model, header.cells, cells);
    diagnostics.push(...bad.map((cell) => diagnose('malformed-cell', cell, where)));
    rows.push({ row, ...where });
  }
  return { rows, diagnostics };
}

interface Line {
  readonly cells: readonly string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
}

function split(source: SourceText): Line[] | { diagnostics: Diagnostic[] } {
  try {
    let next = 1;
    const parsed = parse(source.text, { info: true, skip_empty_lines: true, bom: true }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return parsed.map(({ record, info }) => {
      const line = Math.max(next, info.lines - breaksIn(record));
      next = info.lines + 1;
      return { cells: record, line };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    const where = { source, range: lineRange(source, line) };
    return { diagnostics: [diagnose('malformed-csv', { reason: csvReason(error.code) }, where)] };
  }
}

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

function lineRange(source: SourceText, line: number): { start: number; end: number } {
  const number = Math.min(Math.max(1, line), source.lineStarts.length);
  const start = source.lineStarts[number - 1] ?? 0;
  return { start, end: start + source.line(number).length };
}
