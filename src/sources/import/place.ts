import type { Code, Params } from '../../diagnostics/catalogue.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { type Position, SourceText } from '../../diagnostics/source-text.js';

/** A place in a file that is too large to be held. */
export interface Place {
  /** Bytes from the beginning of the file. */
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
  /** The offset at which that line begins. */
  readonly lineStart: number;
}

export const beginning: Place = { offset: 0, line: 1, lineStart: 0 };

/**
 * A file of which only one place is known: diagnostics name it and show no line of it. The offset that they
 * carry counts bytes, and the column counts bytes up to the row and UTF-16 units within it.
 */
export class FilePlace extends SourceText {
  constructor(
    name: string,
    readonly at: Position,
  ) {
    super(name, '');
  }

  override position(): Position {
    return this.at;
  }
}

export function diagnoseAt<C extends Code>(
  code: C,
  params: Params<C>,
  file: string,
  place: Place,
): Diagnostic {
  return diagnose(code, params, at(file, place));
}

/** Moves a diagnostic on a row's own text to the row's place in its file. */
export function moveTo(file: string, place: Place, one: Diagnostic): Diagnostic {
  return { ...one, ...at(file, place, one.source.position(one.range.start)) };
}

/** @param within a place in the text that begins at `place` */
const at = (file: string, place: Place, within: Position = { line: 1, column: 1 }) => ({
  source: new FilePlace(file, {
    line: place.line + within.line - 1,
    column: within.line > 1 ? within.column : place.offset - place.lineStart + within.column,
  }),
  range: { start: place.offset, end: place.offset },
});

/** Counts lines while it goes on through the bytes of a file. */
export class LineCounter {
  #at: Place;

  constructor(
    from: Place,
    /** The byte that ends a line. */
    readonly lineBreak: number,
  ) {
    this.#at = from;
  }

  /** @param data bytes of the file, from the offset `base` on; they hold all between the last place and `to` */
  advance(data: Buffer, base: number, to: number): Place {
    let { offset, line, lineStart } = this.#at;
    if (to <= offset) return this.#at;
    const end = to - base;
    for (let found = data.indexOf(this.lineBreak, offset - base); found >= 0 && found < end; ) {
      line++;
      lineStart = base + found + 1;
      found = data.indexOf(this.lineBreak, found + 1);
    }
    offset = to;
    this.#at = { offset, line, lineStart };
    return this.#at;
  }
}
