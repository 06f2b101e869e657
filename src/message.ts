import type { Diagnostic } from './diagnostics/diagnostic.js';
import type { FailurePlace } from './language/pass.js';

/** The parts of a message, each escaped for its own channel; a part that the template does not define is absent. */
export interface Message {
  readonly subject?: string;
  readonly preheader?: string;
  readonly html?: string;
  readonly text?: string;
  /** Chat channels by name: `slack`, `telegram`. */
  readonly channels?: Readonly<Record<string, string>>;
}

/** What rendering a message for one receiver comes to. */
export type MessageOutcome = { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly outcome: 'rendered'; readonly message: Message }
  | { readonly outcome: 'skipped' | 'failed'; readonly reason: string; readonly place: FailurePlace }
);
