import { type Diagnostic, isError } from '../diagnostics/diagnostic.js';

/** What is wrong, by the field, header or part of the request that it is about. */
export type Faults = Readonly<Record<string, readonly string[]>>;

export type RefusalStatus = 400 | 401 | 404 | 405 | 413 | 415 | 429 | 500 | 503;

/**
 * A request that cannot be served. The answer is `{"errors": {"custom_id": ["…"]}}`: one shape for every
 * fault. The texts hold names of fields, never values of records.
 *
 * @example throw new Refusal(400, { custom_id: ['another deal has this custom_id'] })
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: RefusalStatus,
    readonly faults: Faults,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(Object.entries(faults).flatMap(([name, texts]) => texts.map((text) => `${name}: ${text}`))[0]);
  }
}

export const refuse = (status: RefusalStatus, about: string, text: string): Refusal =>
  new Refusal(status, { [about]: [text] });

/** Faults of a text that was read, each with its line and column. */
export function malformed(diagnostics: readonly Diagnostic[]): Refusal {
  const texts = diagnostics.filter(isError).map(({ message, source, range }) => {
    const { line, column } = source.position(range.start);
    return `${message}, at line ${line}, column ${column}`;
  });
  return new Refusal(400, { body: texts });
}
