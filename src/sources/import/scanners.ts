import { csvReason } from '../files/csv-row.js';
import { endOfRecord, openQuote } from '../files/scan-csv.js';
import { type Break, nextElement, skipSpace } from '../files/scan-json.js';
import type { Found, Scanner } from './pieces.js';

const lineFeed = 10;

/** A row a line. */
export const lineScanner: Scanner = {
  lineBreak: lineFeed,
  next: (data, from, last) => rowUntil(data, from, data.indexOf(lineFeed, from), last),
  skip: (data, from) => data.indexOf(lineFeed, from) + 1 || -1,
};

/** A row a record of CSV. One whose end is out of sight has a quote that is never closed, most likely. */
export const csvScanner = (lineBreak: number): Scanner => ({
  lineBreak,
  next(data, from, last) {
    const end = endOfRecord(data, from, lineBreak);
    if (end === openQuote && last)
      return { kind: 'break', at: from, reason: csvReason('CSV_QUOTE_NOT_CLOSED') };
    return rowUntil(data, from, end, last);
  },
});

/** A row an element of a list. */
export const listScanner: Scanner = {
  lineBreak: lineFeed,
  next(data, from, last) {
    const found = nextElement(data, from, last);
    if (found.kind === 'end') return { kind: 'end', next: found.next - 1 };
    return found.kind === 'element' ? { ...found, kind: 'row', next: found.end } : found;
  },
};

/** One row: all that there is. */
export const wholeScanner: Scanner = {
  lineBreak: lineFeed,
  next(data, from, last) {
    if (!last) return { kind: 'more' };
    const start = skipSpace(data, from);
    return start >= data.length
      ? { kind: 'end', next: data.length }
      : { kind: 'row', start, end: data.length, next: data.length };
  },
};

/** Nothing, for there is a fault before the first row. */
export const brokenScanner = (fault: Break): Scanner => ({ lineBreak: lineFeed, next: () => fault });

function rowUntil(data: Buffer, from: number, end: number, last: boolean): Found {
  if (end >= 0) return { kind: 'row', start: from, end, next: end + 1 };
  if (!last) return { kind: 'more' };
  return from >= data.length
    ? { kind: 'end', next: data.length }
    : { kind: 'row', start: from, end: data.length, next: data.length };
}
