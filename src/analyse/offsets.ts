import type { Range, SourceText } from '../diagnostics/source-text.js';

/**
 * Sources one behind the other, so that one number says where in which of them something is: what one template
 * opens another may leave open, and is told where it was opened.
 */
export class Offsets {
  readonly #bases = new Map<SourceText, number>();
  length = 0;

  /** Where a source begins. */
  of(source: SourceText): number {
    const known = this.#bases.get(source);
    if (known !== undefined) return known;
    const base = this.length;
    this.#bases.set(source, base);
    this.length += source.text.length + 1;
    return base;
  }

  placeOf({ start, end }: Range): { readonly source: SourceText; readonly range: Range } | undefined {
    const found = [...this.#bases].findLast(([, from]) => from <= start);
    if (found === undefined) return undefined;
    const [source, base] = found;
    return { source, range: { start: start - base, end: end - base } };
  }
}
