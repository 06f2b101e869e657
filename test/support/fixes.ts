import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';

/**
 * Applies every fix at once, as a person who follows all of them does.
 *
 * @throws where two of them would change the same text
 */
export function fixed(text: string, diagnostics: readonly Diagnostic[]): string {
  const edits = diagnostics.flatMap((diagnostic, index) =>
    (diagnostic.fix ?? []).map((edit) => ({ ...edit, index })),
  );
  edits.sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end || b.index - a.index);
  let result = text;
  let before = Number.POSITIVE_INFINITY;
  for (const { range, text: replacement } of edits) {
    if (range.end > before) throw new Error(`fixes overlap at ${range.start}`);
    result = result.slice(0, range.start) + replacement + result.slice(range.end);
    before = range.start;
  }
  return result;
}
