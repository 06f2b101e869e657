import { own } from '../../data/fields.js';
import { isRow } from '../../data/keys.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { type Range, SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';
import { rowOf } from './json-row.js';
import type { PlacedRow, ReadRows } from './placed-row.js';
import { findList, isSpace, nextElement } from './scan-json.js';

/** The rows of a JSON file: an array of objects, a page as APIs answer (`{"results": […]}`), or one object. */
export function readJson(source: SourceText): ReadRows {
  const parsed = parseJson(source);
  if ('diagnostics' in parsed) return { rows: [], diagnostics: parsed.diagnostics };
  const { value } = parsed;
  const whole = trimmed(source.text, { start: 0, end: source.text.length });
  if (Array.isArray(value)) return collect(source, value, elementRanges(source.text));
  const results = isRow(value) ? own(value, 'results') : undefined;
  if (Array.isArray(results)) return collect(source, results, elementRanges(source.text));
  return collect(source, [value], [whole]);
}

/** The rows of a JSONL file: an object a line; empty lines count for nothing. */
export function readJsonLines(source: SourceText): ReadRows {
  const rows: PlacedRow[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, start] of source.lineStarts.entries()) {
    const text = source.line(index + 1);
    if (text.trim() === '') continue;
    const parsed = parseJson(new SourceText(source.name, text));
    if ('diagnostics' in parsed) {
      for (const one of parsed.diagnostics) {
        const { range } = one;
        diagnostics.push({ ...one, source, range: { start: start + range.start, end: start + range.end } });
      }
      continue;
    }
    const read = collect(source, [parsed.value], [trimmed(source.text, { start, end: start + text.length })]);
    rows.push(...read.rows);
    diagnostics.push(...read.diagnostics);
  }
  return { rows, diagnostics };
}

function collect(source: SourceText, values: readonly unknown[], ranges: readonly Range[]): ReadRows {
  const rows: PlacedRow[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, value] of values.entries()) {
    const range = ranges[index] ?? { start: 0, end: 1 };
    const read = rowOf(value, source, range);
    if ('row' in read) rows.push({ row: read.row, source, range });
    else diagnostics.push(...read.diagnostics);
  }
  return { rows, diagnostics };
}

/** Where the elements of a well-formed JSON text's list stand. */
function elementRanges(text: string): Range[] {
  const ranges: Range[] = [];
  const data = Buffer.from(text);
  const top = findList(data, true);
  let bytes = 0;
  let offset = 0;
  const offsetOf = (at: number): number => {
    offset += data.toString('utf8', bytes, at).length;
    bytes = at;
    return offset;
  };
  let next = top.kind === 'list' ? nextElement(data, top.start, true) : undefined;
  while (next?.kind === 'element') {
    ranges.push({ start: offsetOf(next.start), end: offsetOf(next.end) });
    next = nextElement(data, next.end, true);
  }
  return ranges;
}

function trimmed(text: string, { start, end }: Range): Range {
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}
