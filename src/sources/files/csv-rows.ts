import { CsvError, parse } from 'csv-parse/sync';
import { fieldNamed } from '../../data/fields.js';
import type { Field, RecordModel } from '../../data/model.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';
import { plainNumber, rowValue } from '../row-value.js';
import type { PlacedRow, ReadRows } from './placed-row.js';

/** A cell that cannot be read, with its reason. */
class BadCell {
  constructor(readonly reason: string) {}
}

/**
 * The rows of a CSV file (RFC 4180): the first line names the attributes, an empty cell leaves its
 * attribute unset.
 *
 * Standard columns have their field's type. In the others `12`, `12.50`, `true` and `false` are a number
 * (its digits kept) and booleans, `[…]` and `{…}` are JSON, and everything else is text: `007` and
 * `+48 600` too.
 */
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
    const entries: [string, unknown][] = [];
    for (const [index, text] of cells.entries()) {
      const column = header.cells[index]?.trim() ?? '';
      if (text === '' || column === '') continue;
      const value = readCell(fieldNamed(model, column), text);
      if (value instanceof BadCell) {
        diagnostics.push(diagnose('malformed-cell', { column, reason: value.reason }, where));
      } else entries.push([column, value]);
    }
    rows.push({ row: Object.fromEntries(entries), ...where });
  }
  return { rows, diagnostics };
}

/** What is wrong with the names of the columns; the values below would go to the wrong attributes, or nowhere. */
function headerFault(cells: readonly string[]): string | undefined {
  const names = cells.map((cell) => cell.trim()).filter((name) => name !== '');
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) return `the column "${twice}" is there twice`;
  const separator = names.length === 1 ? /[;\t]/.exec(names[0] ?? '')?.[0] : undefined;
  if (separator === undefined) return undefined;
  return `commas must stand between its values, not ${separator === ';' ? 'semicolons' : 'tabs'}`;
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
    return { diagnostics: [diagnose('malformed-csv', { reason: reasonOf(error.code) }, where)] };
  }
}

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

function lineRange(source: SourceText, line: number): { start: number; end: number } {
  const number = Math.min(Math.max(1, line), source.lineStarts.length);
  const start = source.lineStarts[number - 1] ?? 0;
  return { start, end: start + source.line(number).length };
}

/** In our own words: the library's messages quote the data. */
function reasonOf(code: string): string {
  switch (code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
      return 'this line has more or fewer values than there are columns';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quoted value is never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a quoted value goes on after its closing quote';
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside an unquoted value';
    default:
      return 'it cannot be split into values';
  }
}

function readCell(field: Field | undefined, text: string): unknown {
  switch (field?.type) {
    case 'string':
    case 'date':
      return text;
    case 'id':
    case 'integer':
    case 'decimal':
    case 'money':
    case 'datetime':
      return plainNumber(text) ?? text;
    case 'boolean':
      return booleanOf(text) ?? text;
    case 'list':
    case 'map':
      return readJsonCell(text);
    default:
      return text.startsWith('[') || text.startsWith('{')
        ? readJsonCell(text)
        : (booleanOf(text) ?? plainNumber(text) ?? text);
  }
}

function readJsonCell(text: string): unknown {
  const parsed = parseJson(new SourceText('cell', text));
  return 'diagnostics' in parsed
    ? new BadCell(parsed.diagnostics[0]?.message ?? 'malformed')
    : rowValue(parsed.value);
}

function booleanOf(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}
