import type { Diagnostic } from '../../../src/diagnostics/diagnostic.js';
import { SourceText } from '../../../src/diagnostics/source-text.js';
import type { ParseOptions } from '../../../src/syntax/options.js';
import { type ParseResult, parse } from '../../../src/syntax/parse.js';
import { tags } from './tags.js';

export const read = (text: string, options: Partial<ParseOptions> = {}): ParseResult =>
  parse(new SourceText('test.html', text), { tags, ...options });

/** `error unknown-tag "fro"`: the place as the text that stands there. */
export const highlight = ({ severity, code, source, range }: Diagnostic): string =>
  `${severity} ${code} ${JSON.stringify(source.text.slice(range.start, range.end))}`;

export const complaints = (text: string, options: Partial<ParseOptions> = {}): string[] =>
  read(text, options).diagnostics.map(highlight);

/** Applies every fix at once, as a person who follows all of them does. */
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
