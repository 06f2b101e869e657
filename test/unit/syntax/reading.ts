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
