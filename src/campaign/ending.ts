/** How it ended for one receiver: exactly one of these for each of the audience. */
export type Ending =
  | {
      readonly outcome: 'rendered';
      readonly receiver: string;
      readonly content: Content;
      /** The places whose values were blank or missing. */
      readonly blanks: readonly Blank[];
    }
  | {
      readonly outcome: 'skipped' | 'failed';
      readonly receiver: string;
      readonly code: string;
      readonly reason: string;
      readonly place?: string;
      readonly blanks: readonly Blank[];
    };

/** What there is to write of a message: a mail or text as a file of its own, or names and values of a JSON line. */
export type Content =
  | { readonly kind: 'file'; readonly ending: string; readonly bytes: Uint8Array }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> };

/** A place of a template that had no value to print. */
export interface Blank {
  /** `receiver.first_name` */
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Whether the name leads nowhere; else a known record has no value for it. */
  readonly missing: boolean;
}
