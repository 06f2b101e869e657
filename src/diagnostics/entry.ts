export type Severity = 'error' | 'warning' | 'info';

/**
 * One message of the catalogue. `P` are the names that its texts mention.
 *
 * `message` says what is wrong in one sentence without a full stop's worth of blame; `help` says what to
 * write instead, in the words of the template.
 */
export interface Entry<P> {
  readonly severity: Severity;
  readonly message: (params: P) => string;
  readonly help?: (params: P) => string | undefined;
}

export const entry = <P = Record<never, never>>(definition: Entry<P>): Entry<P> => definition;
