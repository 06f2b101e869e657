import type { Code, Params } from '../diagnostics/catalogue.js';
import type { Subject } from './inside.js';

/** The inside of a tag that could not be read, while it is searched for known mistakes. */
export interface Scan {
  readonly text: string;
  readonly subject: Subject;
  readonly django: boolean;
  /** The whole template and where `text` begins in it: for fixes that replace the delimiters too. */
  readonly source: string;
  readonly base: number;
  /** Reports a mistake from `start` to `end` of `text`. Those of one code become one diagnostic. */
  note<C extends Code>(
    code: C,
    params: Params<C>,
    start: number,
    end: number,
    edits?: readonly Change[],
  ): void;
}

/** A replacement, in offsets of the scanned text. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Looks for one mistake at `at`, outside of quoted strings.
 *
 * @returns where to go on; undefined where it is not there
 */
export type Recogniser = (scan: Scan, at: number) => number | undefined;

/** Where the quoted string that begins at `at` ends; undefined where nothing closes it. */
export function stringEnd(text: string, at: number): number | undefined {
  const quote = text.charAt(at);
  for (let i = at + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\\') i++;
    else if (character === quote) return i + 1;
  }
  return undefined;
}

/** Matches `pattern`, a sticky one, at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
