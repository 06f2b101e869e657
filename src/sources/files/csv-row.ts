import { fieldNamed } from '../../data/fields.js';
import type { Field, RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';
import { plainNumber, rowValue } from '../row-value.js';

/** A cell that cannot be read, with its reason. */
export interface BadCell {
  readonly column: string;
  readonly reason: string;
}

/** What is wrong with the names of the columns; the values below would go to the wrong attributes, or nowhere. */
export function headerFault(header: readonly string[]): string | undefined {
  const names = header.map((cell) => cell.trim()).filter((name) => name !== '');
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) return `the column "${twice}" is there twice`;
  const separator = names.length === 1 ? /[;\t]/.exec(names[0] ?? '')?.[0] : undefined;
  if (separator === undefined) return undefined;
  return `commas must stand between its values, not ${separator === ';' ? 'semicolons' : 'tabs'}`;
}

/**
 * The row that a line of cells is: an empty cell leaves its attribute unset.
 *
 * Standard columns have their field's type. In the others `12`, `12.50`, `true` and `false` are a number
 * (its digits kept) and booleans, `[…]` and `{…}` are JSON, and everything else is text: `007` and
 * `+48 600` too.
 */
export function readCsvRow(
  model: RecordModel,
  header: readonly string[],
  cells: readonly string[],
): { readonly row: Row; readonly bad: readonly BadCell[] } {
  const entries: [string, unknown][] = [];
  const bad: BadCell[] = [];
  for (const [index, text] of cells.entries()) {
    const column = header[index]?.trim() ?? '';
    if (text === '' || column === '') continue;
    const value = readCell(fieldNamed(model, column), text);
    if (value instanceof Malformed) bad.push({ column, reason: value.reason });
    else entries.push([column, value]);
  }
  return { row: Object.fromEntries(entries), bad };
}

class Malformed {
  constructor(readonly reason: string) {}
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
    ? new Malformed(parsed.diagnostics[0]?.message ?? 'malformed')
    : rowValue(parsed.value);
}

function booleanOf(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** What is wrong with a line, by the code of csv-parse and in our own words: the library's quote the data. */
export function csvReason(code: string): string {
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
