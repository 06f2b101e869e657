import { isUtf8 } from 'node:buffer';
import { type Break, isSpace } from '../files/scan-json.js';
import { LineCounter, type Place } from './place.js';
import type { Window } from './window.js';

/** How the rows of a format are told apart. */
export interface Scanner {
  /**
   * The next row from `from` on. `next` is where looking for the one after it begins.
   *
   * @param last whether nothing comes after `data`
   */
  next(data: Buffer, from: number, last: boolean): Found;
  /** Where the row that `next` could not see the end of is over, so that it alone is lost; absent where nobody knows. */
  skip?(data: Buffer, from: number): number;
  /** The byte that ends a line. */
  readonly lineBreak: number;
}

export type Found =
  | { readonly kind: 'row'; readonly start: number; readonly end: number; readonly next: number }
  | { readonly kind: 'more' }
  | { readonly kind: 'end'; readonly next: number }
  | Break;

/** The text of one row, or what stands where one should. */
export type Piece = {
  readonly place: Place;
  /** Where reading goes on behind it. */
  readonly end: Place;
} & (
  | { readonly kind: 'text'; readonly text: string }
  /** `text` is its beginning. */
  | { readonly kind: 'too-long'; readonly text: string }
  | { readonly kind: 'not-utf8'; readonly text: string }
  /** Nothing behind it can be told apart. */
  | { readonly kind: 'break'; readonly reason: string }
  | { readonly kind: 'end' }
);

/** How much of a row that is too long is shown. */
const shownBytes = 1000;

/**
 * The rows of a file as texts, some at a time; the last piece is an `end` or a `break`.
 *
 * @param longest bytes that a row may have
 */
export async function* pieces(
  window: Window,
  scanner: Scanner,
  from: Place,
  longest: number,
): AsyncGenerator<readonly Piece[]> {
  const lines = new LineCounter(from, scanner.lineBreak);
  const placeOf = (at: number): Place => lines.advance(window.data, window.base, window.base + at);
  let at = from.offset - window.base;
  for (;;) {
    const found: Piece[] = [];
    let next = scanner.next(window.data, at, window.last);
    while (next.kind === 'row') {
      const { start, end } = next;
      if (!isBlank(window.data, start, end)) {
        const place = placeOf(start);
        found.push({ place, end: placeOf(next.next), ...textOf(window.data, start, end, longest) });
      }
      at = next.next;
      next = scanner.next(window.data, at, window.last);
    }
    if (next.kind === 'break') {
      const place = placeOf(next.at);
      found.push({ kind: 'break', place, end: place, reason: next.reason });
    } else if (next.kind === 'end') {
      const place = placeOf(next.next);
      found.push({ kind: 'end', place, end: place });
    } else if (window.data.length - at > longest) {
      const piece = await tooLong(window, scanner, at, longest, placeOf);
      found.push(piece);
      yield found;
      if (piece.kind === 'break') return;
      at = piece.end.offset - window.base;
      continue;
    }
    yield found;
    if (next.kind !== 'more') return;
    placeOf(at);
    await window.more(at);
    at = 0;
  }
}

function textOf(data: Buffer, start: number, end: number, longest: number) {
  if (end - start > longest) return { kind: 'too-long', text: head(data, start) } as const;
  const bytes = data.subarray(start, end);
  return { kind: isUtf8(bytes) ? 'text' : 'not-utf8', text: bytes.toString() } as const;
}

/** Goes past a row whose end is not in sight. */
async function tooLong(
  window: Window,
  scanner: Scanner,
  from: number,
  longest: number,
  placeOf: (at: number) => Place,
): Promise<Piece> {
  const place = placeOf(from);
  const text = head(window.data, from);
  if (!scanner.skip) {
    const reason = `the row that begins here does not end within ${longest} bytes`;
    return { kind: 'break', place, end: place, reason };
  }
  for (let start = from; ; start = 0) {
    const next = scanner.skip(window.data, start);
    const at = next < 0 ? window.data.length : next;
    const end = placeOf(at);
    if (next >= 0 || window.last) return { kind: 'too-long', place, end, text };
    await window.more(at);
  }
}

const head = (data: Buffer, from: number): string =>
  data.toString('utf8', from, Math.min(data.length, from + shownBytes));

function isBlank(data: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (!isSpace(data[i])) return false;
  }
  return true;
}
