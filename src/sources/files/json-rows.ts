import { isRow } from '../../data/keys.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { type Range, SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';
import { rowValue } from '../row-value.js';
import type { PlacedRow, ReadRows } from './placed-row.js';

/** The rows of a JSON file: an array of objects, or one object. */
export function readJson(source: SourceText): ReadRows {
  const parsed = parseJson(source);
  if ('diagnostics' in parsed) return { rows: [], diagnostics: parsed.diagnostics };
  const whole = trimmed(source.text, { start: 0, end: source.text.length });
  if (!Array.isArray(parsed.value)) return collect(source, [parsed.value], [whole]);
  return collect(source, parsed.value, elementRanges(source.text, whole));
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
  for (const [index, parsed] of values.entries()) {
    const range = ranges[index] ?? { start: 0, end: 1 };
    const row = rowValue(parsed);
    if (isRow(row)) rows.push({ row, source, range });
    else diagnostics.push(diagnose('not-a-row', { found: kindOf(row) }, { source, range }));
  }
  return { rows, diagnostics };
}

/** Where the elements of a well-formed JSON array stand. */
function elementRanges(text: string, array: Range): Range[] {
  const ranges: Range[] = [];
  let depth = 0;
  let start = array.start + 1;
  let inString = false;
  for (let i = array.start; i < array.end; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
      continue;
    }
    if (character === '"') inString = true;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if ((character === ',' && depth === 1) || depth === 0) {
      ranges.push(trimmed(text, { start, end: i }));
      start = i + 1;
    }
  }
  return ranges;
}

function trimmed(text: string, { start, end }: Range): Range {
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a number' : `a ${typeof value}`;
}
