import { CsvError, parse } from 'csv-parse/sync';
import type { RecordModel } from '../../data/model.js';
import { diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { csvReason, headerFault, readCsvRow } from '../files/csv-row.js';
import { lineBreakOf } from '../files/scan-csv.js';
import { markLength } from '../files/scan-json.js';
import { type Piece, pieces } from './pieces.js';
import { beginning } from './place.js';
import type { Opened, RowFileOptions, RowReading } from './row-format.js';
import { brokenScanner, csvScanner } from './scanners.js';
import type { Window } from './window.js';

/** Reads the names of the columns, so that reading can go on at any record behind them. */
export async function openCsv(window: Window, { model, longest }: RowFileOptions): Promise<Opened> {
  const lineBreak = lineBreakOf(window.data);
  const scanner = csvScanner(lineBreak);
  const offset = markLength(window.data);
  for await (const some of pieces(window, scanner, { ...beginning, offset }, longest)) {
    for (const piece of some) {
      if (piece.kind === 'end') break;
      const header = headerOf(piece);
      if ('reason' in header) {
        const fault = { kind: 'break', at: offset, reason: header.reason } as const;
        return { scanner: brokenScanner(fault), start: beginning, read: () => [] };
      }
      return { scanner, start: piece.end, read: (texts) => readRows(model, header.cells, texts) };
    }
  }
  return { scanner, start: beginning, read: () => [] };
}

function headerOf(piece: Exclude<Piece, { kind: 'end' }>): ReturnType<typeof cellsOf> {
  if (piece.kind === 'break') return piece;
  if (piece.kind !== 'text') return { reason: 'the line with the names of the columns cannot be read' };
  const header = cellsOf(piece.text);
  const reason = 'cells' in header ? headerFault(header.cells) : undefined;
  return reason === undefined ? header : { reason };
}

/** Many lines are split together, which is much faster; where one of them is at fault, each for itself. */
function readRows(
  model: RecordModel,
  header: readonly string[],
  texts: readonly string[],
): readonly RowReading[] {
  const together = splitAll(texts);
  return texts.map((text, index) => {
    const cells = together?.[index] ? { cells: together[index] } : cellsOf(text);
    if ('reason' in cells) return malformed(cells.reason);
    if (cells.cells.length !== header.length) {
      return malformed(csvReason('CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'));
    }
    const { row, bad } = readCsvRow(model, header, cells.cells);
    return bad[0] ? { diagnostics: [diagnose('malformed-cell', bad[0], nowhere)] } : { row };
  });
}

/** The line break is given: else the first that a quoted value holds would be taken for the file's. */
const options = { relax_column_count: true, record_delimiter: '\n' };

function splitAll(texts: readonly string[]): string[][] | undefined {
  try {
    const records = parse(texts.map((text) => `${text.replace(/\r$/, '')}\n`).join(''), options);
    return records.length === texts.length ? records : undefined;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

function cellsOf(text: string): { readonly cells: readonly string[] } | { readonly reason: string } {
  try {
    const [cells, ...others] = parse(text.replace(/\r$/, ''), options);
    return cells && others.length === 0 ? { cells } : { reason: csvReason('') };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { reason: csvReason(error.code) };
  }
}

const nowhere = { source: new SourceText('row', ''), range: { start: 0, end: 0 } };
const malformed = (reason: string): RowReading => ({
  diagnostics: [diagnose('malformed-csv', { reason }, nowhere)],
});
