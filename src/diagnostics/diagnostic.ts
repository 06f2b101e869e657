import { type Code, catalogue, type Params } from './catalogue.js';
import type { Severity } from './entry.js';
import type { Position, Range, SourceText } from './source-text.js';

/** A second place that explains the first: where a block was opened, where a name was first used. */
export interface Related {
  readonly message: string;
  readonly range: Range;
  readonly source: SourceText;
}

/** One replacement. A fix is a list of edits that do not overlap, all in the diagnostic's own source. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/**
 * What is wrong, where, and what to do. A value: nothing here is thrown.
 *
 * `message` and `help` hold names and places of the template, never data values (unless the engine was
 * made with `showValues`). `fix`, where present, is what `help` says, as edits.
 */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly source: SourceText;
  readonly range: Range;
  readonly message: string;
  readonly help?: string;
  readonly related?: readonly Related[];
  readonly fix?: readonly Edit[];
  /** How often it happened in one render, where that says something. */
  readonly count?: number;
}

export interface Where {
  readonly source: SourceText;
  readonly range: Range;
  readonly related?: readonly Related[] | undefined;
  readonly fix?: readonly Edit[] | undefined;
  readonly count?: number | undefined;
  /** Overrides the catalogue's severity: strict turns a warning into an error. */
  readonly severity?: Severity | undefined;
}

/**
 * Makes a diagnostic from its catalogue entry.
 *
 * @example diagnose('unknown-filter', { name: 'uper', nearest: 'upper' }, { source, range })
 */
export function diagnose<C extends Code>(code: C, params: Params<C>, where: Where): Diagnostic {
  const entry = catalogue[code] as unknown as {
    severity: Severity;
    message: (params: Params<C>) => string;
    help?: (params: Params<C>) => string | undefined;
  };
  const help = entry.help?.(params);
  return {
    code,
    severity: where.severity ?? entry.severity,
    source: where.source,
    range: { start: where.range.start, end: where.range.end },
    message: entry.message(params),
    ...(help !== undefined && { help }),
    ...(where.related?.length && { related: where.related }),
    ...(where.fix?.length && { fix: where.fix }),
    ...(where.count !== undefined && { count: where.count }),
  };
}

export const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === 'error';

/** By source, then by place, errors first where two share a place. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank = { error: 0, warning: 1, info: 2 };
  return [...diagnostics].sort(
    (a, b) =>
      (a.source.name < b.source.name ? -1 : a.source.name > b.source.name ? 1 : 0) ||
      a.range.start - b.range.start ||
      rank[a.severity] - rank[b.severity] ||
      a.range.end - b.range.end,
  );
}

/** The diagnostic as plain JSON: the shape that `--json` prints (schema version 1). */
export function toJson(diagnostic: Diagnostic): DiagnosticJson {
  const { source, range, related, fix } = diagnostic;
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...(diagnostic.help !== undefined && { help: diagnostic.help }),
    file: source.name,
    start: { offset: range.start, ...source.position(range.start) },
    end: { offset: range.end, ...source.position(range.end) },
    ...(related && {
      related: related.map((one) => ({
        message: one.message,
        file: one.source.name,
        start: { offset: one.range.start, ...one.source.position(one.range.start) },
        end: { offset: one.range.end, ...one.source.position(one.range.end) },
      })),
    }),
    ...(fix && {
      fix: fix.map((edit) => ({ start: edit.range.start, end: edit.range.end, text: edit.text })),
    }),
    ...(diagnostic.count !== undefined && { count: diagnostic.count }),
  };
}

export interface PlaceJson extends Position {
  readonly offset: number;
}

export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  readonly file: string;
  readonly start: PlaceJson;
  readonly end: PlaceJson;
  readonly related?: readonly { message: string; file: string; start: PlaceJson; end: PlaceJson }[];
  readonly fix?: readonly { start: number; end: number; text: string }[];
  readonly count?: number;
}
