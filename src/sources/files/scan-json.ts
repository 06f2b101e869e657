/** ASCII codes of what JSON is divided by. */
const [quote, comma, colon, backslash] = [34, 44, 58, 92];
const [openList, closeList, openMap, closeMap] = [91, 93, 123, 125];
export const isSpace = (code: number | undefined): boolean =>
  code === 32 || code === 9 || code === 10 || code === 13;

/** The text has a fault after which nobody can say where the next value begins. */
export interface Break {
  readonly kind: 'break';
  readonly at: number;
  readonly reason: string;
}

/** There is too little of the text to say. */
const more = { kind: 'more' } as const;

/** A value of a list: `end` is where its text ends, at the comma or bracket behind it. */
interface Element {
  readonly kind: 'element';
  readonly start: number;
  readonly end: number;
}

interface End {
  readonly kind: 'end';
  /** Past the closing bracket. */
  readonly next: number;
}

/**
 * The next value of a list, from where the one before it ended. Only strings and brackets are looked at, so
 * that a fault within one value (`{"a": 1,}`) leaves the others readable.
 *
 * @param from past the opening bracket, or the end of the element before
 * @param last whether nothing comes after `data`
 */
export function nextElement(data: Buffer, from: number, last: boolean): Element | End | Break | typeof more {
  let start = skipSpace(data, from);
  if (data[start] === comma) start = skipSpace(data, start + 1);
  else if (data[start] === closeList) return { kind: 'end', next: start + 1 };
  const end = endOfValue(data, start);
  if (typeof end === 'object') return end;
  if (end < 0) return last ? { kind: 'break', at: data.length, reason: 'the list is never closed' } : more;
  if (data[end] === closeMap) {
    return { kind: 'break', at: end, reason: 'a bracket is closed that was not opened' };
  }
  // A comma before the closing bracket costs nothing.
  if (end === start && data[end] === closeList) return { kind: 'end', next: end + 1 };
  return { kind: 'element', start, end: backOverSpace(data, start, end) };
}

/** Where the list of rows begins. */
export type Top =
  /** A list, or a page of an API: `start` is past the opening bracket. */
  | { readonly kind: 'list'; readonly start: number }
  /** A single value: all of the text. */
  | { readonly kind: 'value'; readonly start: number };

/** Finds the list of rows of a JSON text: the text itself, or `results` of the page that it is. */
export function findList(data: Buffer, last: boolean): Top | Break | typeof more {
  const start = skipSpace(data, markLength(data));
  if (start >= data.length) return last ? { kind: 'value', start } : more;
  if (data[start] === openList) return { kind: 'list', start: start + 1 };
  if (data[start] !== openMap) return { kind: 'value', start };
  let at = skipSpace(data, start + 1);
  while (data[at] === quote) {
    const name = endOfString(data, at);
    if (typeof name === 'object') return name;
    const value = name < 0 ? -1 : skipSpace(data, name);
    if (value < 0 || value >= data.length) return last ? { kind: 'value', start } : more;
    if (data[value] !== colon) return { kind: 'value', start };
    const begin = skipSpace(data, value + 1);
    if (data[begin] === openList && data.toString('latin1', at, name) === '"results"') {
      return { kind: 'list', start: begin + 1 };
    }
    const end = endOfValue(data, begin);
    if (typeof end === 'object') return end;
    if (end < 0) return last ? { kind: 'value', start } : more;
    at = data[end] === comma ? skipSpace(data, end + 1) : end;
  }
  return at < data.length || last ? { kind: 'value', start } : more;
}

/** Of UTF-8's byte order mark, where the text begins with one. */
export const markLength = (data: Buffer): 0 | 3 =>
  data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? 3 : 0;

/** The comma or closing bracket behind a value; -1 where the text ends before it. */
function endOfValue(data: Buffer, from: number): number | Break {
  const open: number[] = [];
  for (let i = from; i < data.length; i++) {
    const code = data[i];
    if (code === quote) {
      const end = endOfString(data, i);
      if (typeof end === 'object' || end < 0) return end;
      i = end - 1;
    } else if (code === openList) open.push(closeList);
    else if (code === openMap) open.push(closeMap);
    else if (code === closeList || code === closeMap) {
      if (open.length === 0) return i;
      if (open.pop() !== code) {
        return { kind: 'break', at: i, reason: 'a bracket is closed by one of another kind' };
      }
    } else if (code === comma && open.length === 0) return i;
  }
  return -1;
}

/** Past the closing quote; -1 where the text ends before it. */
function endOfString(data: Buffer, from: number): number | Break {
  for (let i = from + 1; i < data.length; i++) {
    const code = data[i] ?? 0;
    if (code === quote) return i + 1;
    if (code === backslash) i++;
    else if (code === 10) return { kind: 'break', at: i, reason: 'a string is never closed' };
  }
  return -1;
}

export function skipSpace(data: Buffer, from: number): number {
  let at = from;
  while (isSpace(data[at])) at++;
  return at;
}

function backOverSpace(data: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(data[at - 1])) at--;
  return at;
}
