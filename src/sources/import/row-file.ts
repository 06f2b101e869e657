import type { FileHandle } from 'node:fs/promises';
import type { RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';
import { readJsonRow } from '../files/json-row.js';
import { findList, markLength } from '../files/scan-json.js';
import { openCsv } from './csv-file.js';
import { type Piece, pieces } from './pieces.js';
import { beginning, diagnoseAt, LineCounter, moveTo, type Place } from './place.js';
import type { Opened, RowFileOptions, RowReading } from './row-format.js';
import { brokenScanner, lineScanner, listScanner, wholeScanner } from './scanners.js';
import { readSize, Window } from './window.js';

/** A row of a file and its place, with what is wrong with it where it cannot be one. */
export interface FileRow {
  readonly place: Place;
  /** Where reading goes on behind it. */
  readonly end: Place;
  /** As it stands in the file; the beginning, where it is too long. */
  readonly text: string;
  readonly read: { readonly row: Row } | { readonly fault: Diagnostic };
}

/** Some rows; `broken` where nothing behind them can be read, and why. */
export interface RowBatch {
  readonly rows: readonly FileRow[];
  readonly broken?: Diagnostic;
}

/**
 * Reads the rows of a file that may be larger than memory, some at a time.
 *
 * @param from where an earlier reading of the same file stopped
 * @throws what the file system throws
 */
export async function* readRowFile(
  handle: FileHandle,
  options: RowFileOptions,
  from: Place | undefined,
): AsyncGenerator<RowBatch> {
  const { name, model, longest } = options;
  const opened = await open(handle, options);
  const start = from && from.offset > opened.start.offset ? from : opened.start;
  const window = new Window(handle, start.offset);
  for await (const some of pieces(window, opened.scanner, start, longest)) {
    const texts = some.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []));
    const readings = opened.read(texts)[Symbol.iterator]();
    const rows: FileRow[] = [];
    for (const piece of some) {
      if (piece.kind === 'end') {
        const reason = await opened.tail?.(window, piece.place);
        if (reason === undefined) continue;
        yield { rows, broken: diagnoseAt('malformed-json', { reason }, name, piece.place) };
        return;
      }
      if (piece.kind === 'break') {
        const { reason, place } = piece;
        const code = options.format === 'csv' ? 'malformed-csv' : 'malformed-json';
        yield { rows, broken: diagnoseAt(code, { reason }, name, place) };
        return;
      }
      rows.push({ ...piece, read: reading(piece, readings, options, model) });
    }
    yield { rows };
  }
}

function reading(
  piece: Extract<Piece, { text: string }>,
  readings: Iterator<RowReading>,
  { name, longest }: RowFileOptions,
  { name: entity }: RecordModel,
): FileRow['read'] {
  if (piece.kind === 'too-long') {
    return { fault: diagnoseAt('row-too-long', { entity, bytes: longest }, name, piece.place) };
  }
  if (piece.kind === 'not-utf8')
    return { fault: diagnoseAt('wrong-encoding', { entity }, name, piece.place) };
  const read: RowReading = readings.next().value;
  if ('row' in read) return read;
  const [first] = read.diagnostics;
  return {
    fault: first
      ? moveTo(name, piece.place, first)
      : diagnoseAt('not-a-row', { found: 'that' }, name, piece.place),
  };
}

async function open(handle: FileHandle, options: RowFileOptions): Promise<Opened> {
  const window = new Window(handle, 0);
  while (!window.last && window.data.length < readSize) await window.more(0);
  if (options.format === 'csv') return openCsv(window, options);
  if (options.format === 'jsonl') {
    const offset = markLength(window.data);
    return { scanner: lineScanner, start: { ...beginning, offset }, read: readJsonRows };
  }
  return openJson(window, options);
}

const readJsonRows = (texts: readonly string[]): readonly RowReading[] => texts.map(readJsonRow);

async function openJson(window: Window, { longest }: RowFileOptions): Promise<Opened> {
  let top = findList(window.data, window.last);
  while (top.kind === 'more' && window.data.length <= longest) {
    await window.more(0);
    top = findList(window.data, window.last);
  }
  const whole = { start: beginning, read: readJsonRows };
  if (top.kind === 'break') return { ...whole, scanner: brokenScanner(top) };
  if (top.kind !== 'list') return { ...whole, scanner: wholeScanner };
  const head = window.data.toString('utf8', 0, top.start);
  const lines = new LineCounter(beginning, listScanner.lineBreak);
  return {
    scanner: listScanner,
    start: lines.advance(window.data, 0, top.start),
    read: readJsonRows,
    tail: (rest, end) => faultAround(head, rest, end, longest),
  };
}

/** A page whose end is missing, or is another's, was not stored whole. */
async function faultAround(
  head: string,
  window: Window,
  end: Place,
  longest: number,
): Promise<string | undefined> {
  let from = end.offset - window.base;
  while (!window.last && window.data.length - from <= longest) {
    await window.more(from);
    from = 0;
  }
  const text = `${head}${window.data.toString('utf8', from)}`;
  const parsed = parseJson(new SourceText('page', text));
  if (!('diagnostics' in parsed)) return undefined;
  return window.last ? 'something is wrong with what stands around the list' : 'too much follows the list';
}
