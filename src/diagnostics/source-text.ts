/** A half-open span of a text, in UTF-16 offsets: `text.slice(start, end)` is what it covers. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place as editors show it: both count from 1; the column counts UTF-16 units, as editors and LSP do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * A text with a name: a template, or a data file that a diagnostic points into.
 *
 * `\n`, `\r\n` and a lone `\r` each end a line.
 *
 * @example new SourceText('a.html', 'x\ny').position(2) // { line: 2, column: 1 }
 */
export class SourceText {
  #lineStarts: readonly number[] | undefined;

  constructor(
    readonly name: string,
    readonly text: string,
  ) {}

  /** Where `offset` stands. An offset past the end is the end. */
  position(offset: number): Position {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.min(offset, this.text.length) - (starts[low] ?? 0) + 1 };
  }

  /** The line (counted from 1) without its line break; '' where there is none. */
  line(number: number): string {
    const start = this.lineStarts[number - 1];
    if (start === undefined) return '';
    const next = this.lineStarts[number] ?? this.text.length;
    return this.text.slice(start, next).replace(/[\r\n]+$/, '');
  }

  get lineStarts(): readonly number[] {
    this.#lineStarts ??= findLineStarts(this.text);
    return this.#lineStarts;
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
    if (code === 10 || code === 13) starts.push(i + 1);
  }
  return starts;
}
