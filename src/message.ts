import type { Diagnostic } from './diagnostics/diagnostic.js';
import type { FailurePlace } from './language/pass.js';
import type { Stats } from './render/batch.js';
import type { TraceEntry } from './render/trace.js';

/** The parts of a message, each escaped for its own channel; a part that the template does not define is absent. */
export interface Message {
  /** One line, whatever the data holds. */
  readonly subject?: string;
  /** What a mail client shows beside the subject; one line. */
  readonly preheader?: string;
  readonly html?: string;
  readonly text?: string;
  /** Chat channels by name: `slack`, `telegram`. */
  readonly channels?: Readonly<Record<string, string>>;
}

/** What rendering a message for one receiver comes to. */
export type MessageOutcome = { readonly diagnostics: readonly Diagnostic[]; readonly stats: Stats } & (
  | {
      readonly outcome: 'rendered';
      readonly message: Message;
      /** Where the receiver unsubscribes, as the engine's `links.unsubscribe` says: for `List-Unsubscribe`. */
      readonly unsubscribeUrl?: string;
      /** What printed what, by part, where that was asked for. */
      readonly traces?: Readonly<Record<string, readonly TraceEntry[]>>;
    }
  | { readonly outcome: 'skipped' | 'failed'; readonly reason: string; readonly place: FailurePlace }
);
