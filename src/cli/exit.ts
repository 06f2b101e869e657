import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** What the program ends with: scripts rely on these. */
export const exit = { done: 0, failed: 1, usage: 2, skipped: 3 } as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** A command cannot go on. Thrown inside the command line only, and told as its diagnostics. */
export class Stop extends Error {
  override readonly name = 'Stop';

  constructor(
    readonly code: ExitCode,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    super(diagnostics.map(({ message }) => message).join('; '));
  }
}
