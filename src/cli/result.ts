import { type Diagnostic, type DiagnosticJson, toJson } from '../diagnostics/diagnostic.js';
import { formatDiagnostic, type Paint } from '../diagnostics/frame.js';
import type { ExitCode } from './exit.js';
import type { Io } from './io.js';
import { paintFor } from './paint.js';

/** What a command comes to. */
export interface Result {
  readonly code: ExitCode;
  /** For standard output. */
  readonly text?: string;
  /** For standard error, each a diagnostic or a line. */
  readonly notes: readonly (Diagnostic | string)[];
  /** What `--json` prints in place of both, beside `schema`, `command` and `exit`. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** The version of what `--json` prints. A name is only ever added within one version. */
const schema = 1;

/**
 * Prints a result: text to standard output and diagnostics to standard error, or one JSON document.
 *
 * @param hide takes secrets out of what is told
 */
export function print(
  command: string,
  result: Result,
  asJson: boolean,
  io: Io,
  hide: (text: string) => string,
): void {
  if (asJson) {
    const document = { schema, command, exit: result.code, ...result.json };
    // Before it is JSON: a secret with a quotation mark in it is written otherwise there.
    const told = (_: string, value: unknown) => (typeof value === 'string' ? hide(value) : value);
    io.stdout.write(`${JSON.stringify(document, told, 2)}\n`);
    return;
  }
  if (result.text !== undefined) io.stdout.write(result.text);
  const paint = paintFor(io.stderr, io.env);
  for (const note of result.notes) io.stderr.write(`${hide(noteText(note, paint))}\n`);
}

/** A diagnostic takes several lines and a blank one behind it; what is only worth knowing, one. */
function noteText(note: Diagnostic | string, paint: Paint | undefined): string {
  if (typeof note === 'string') return note;
  const text = formatDiagnostic(note, paint);
  return note.severity === 'info' ? (text.split('\n', 1)[0] ?? text) : `${text}\n`;
}

export const jsonOf = (diagnostics: readonly Diagnostic[]): readonly DiagnosticJson[] =>
  diagnostics.map(toJson);

/** `1 error`, `2 errors`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
