import type { Diagnostic } from './diagnostic.js';
import type { Range, SourceText } from './source-text.js';

/** Turns text into coloured text; the identity where colours are off. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly dim: (text: string) => string;
}

const plain: Paint = {
  error: (text) => text,
  warning: (text) => text,
  info: (text) => text,
  dim: (text) => text,
};

const longestLine = 120;

/**
 * A diagnostic as people read it: `file:line:column: severity: message [code]`, the source line with
 * carets under the place, then help and related places.
 */
export function formatDiagnostic(diagnostic: Diagnostic, paint: Paint = plain): string {
  const { source, range, severity } = diagnostic;
  const times = diagnostic.count !== undefined && diagnostic.count > 1 ? ` (${diagnostic.count} times)` : '';
  const lines = [
    `${place(source, range)}: ${paint[severity](severity)}: ${diagnostic.message}${times} ${paint.dim(`[${diagnostic.code}]`)}`,
    ...frame(source, range, paint[severity], paint.dim),
  ];
  if (diagnostic.help !== undefined) lines.push(`  help: ${diagnostic.help}`);
  for (const related of diagnostic.related ?? []) {
    lines.push(`  ${place(related.source, related.range)}: ${related.message}`);
    lines.push(...frame(related.source, related.range, paint.info, paint.dim));
  }
  return lines.join('\n');
}

/** `file:line:column` of the range's start. */
export function place(source: SourceText, range: Range): string {
  const { line, column } = source.position(range.start);
  return `${source.name}:${line}:${column}`;
}

function frame(
  source: SourceText,
  range: Range,
  mark: (text: string) => string,
  dim: (text: string) => string,
): string[] {
  const { line, column } = source.position(range.start);
  const text = source.line(line);
  if (text.trim() === '') return [];
  const from = Math.max(0, Math.min(column - 1 - longestLine / 2, text.length - longestLine));
  const shown = text.slice(from, from + longestLine).replace(/\t/g, ' ');
  const width = Math.max(
    1,
    Math.min(range.end - range.start, text.length - column + 1, from + longestLine - column + 1),
  );
  const gutter = `${line}`;
  return [
    `  ${dim(`${gutter} |`)} ${shown}`,
    `  ${dim(`${' '.repeat(gutter.length)} |`)} ${' '.repeat(column - 1 - from)}${mark('^'.repeat(width))}`,
  ];
}
