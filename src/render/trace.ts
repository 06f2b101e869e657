import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { FailurePlace, Log } from '../language/pass.js';

/** A piece of output and the node that printed it. */
export interface TraceEntry {
  /** The template, and the node's place in it. */
  readonly source: SourceText;
  readonly range: Range;
  /** Where its text stands in the output, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The data path of an output: `deal.name`. */
  readonly path?: string;
  /** What was printed on the way, where the text is not just the sum of it; offsets within that. */
  readonly children?: readonly TraceEntry[];
}

interface Noted {
  readonly range: Range;
  readonly source: SourceText;
  readonly length: number;
  readonly path?: string;
  readonly children?: readonly Noted[];
}

/** Notes lengths while a pass runs; offsets are their running sums, made at the end. */
export class TraceLog implements Log {
  readonly #open: { readonly range: Range; readonly source: SourceText; readonly length: number }[] = [];
  #notes: Noted[] = [];
  #length = 0;

  enter(range: Range, source: SourceText): number {
    this.#open.push({ range, source, length: this.#length });
    return this.#notes.length;
  }

  leave(mark: number, length: number, path: string | undefined, folds: boolean): void {
    const node = this.#open.pop();
    if (node === undefined) return;
    if (!folds && this.#length - node.length === length) return;
    const children = this.#notes.splice(mark);
    this.#length = node.length + length;
    if (length === 0 && path === undefined) return;
    this.#notes.push({
      range: node.range,
      source: node.source,
      length,
      ...(path !== undefined && { path }),
      ...(children.length > 0 && { children }),
    });
  }

  /** The innermost node that was entered and not left: where a failed pass stopped. */
  get place(): FailurePlace | undefined {
    return this.#open[this.#open.length - 1];
  }

  entries(): readonly TraceEntry[] {
    return placed(this.#notes);
  }
}

function placed(notes: readonly Noted[]): TraceEntry[] {
  let at = 0;
  return notes.map(({ source, range, length, path, children }) => {
    const start = at;
    at += length;
    return {
      source,
      range: { start: range.start, end: range.end },
      start,
      end: at,
      ...(path !== undefined && { path }),
      ...(children && { children: placed(children) }),
    };
  });
}
