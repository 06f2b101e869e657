import type { Arbitrary } from 'fast-check';

export type FastCheck = typeof import('fast-check');
export type { Arbitrary };

/**
 * The library that makes random values. It is an optional peer: only who tests a source needs it.
 *
 * @throws {Error} that says how to install it
 */
export async function loadFastCheck(
  load: () => Promise<FastCheck> = () => import('fast-check'),
): Promise<FastCheck> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(
      'the random tests of snippetry/testing need the package fast-check: npm install --save-dev fast-check',
      { cause },
    );
  }
}

/** What fast-check found, for a message. */
export interface Counterexample<T> {
  readonly value: T;
  readonly error: unknown;
  /** After how many sets that went well. */
  readonly runs: number;
  readonly seed: number;
}

/** Runs a check over random values. @returns the smallest value found that fails it; undefined where all pass */
export async function findCounterexample<T>(
  fc: FastCheck,
  values: Arbitrary<T>,
  check: (value: T) => Promise<void>,
  options: { readonly runs: number; readonly seed: number | undefined },
): Promise<Counterexample<T> | undefined> {
  const property = fc.asyncProperty(values, check);
  const { runs, seed } = options;
  const details = await fc.check(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
  if (!details.failed) return undefined;
  const [value] = details.counterexample ?? [];
  if (value === undefined) throw new Error('no random set could be made');
  return { value, error: details.errorInstance, runs: details.numRuns - 1, seed: details.seed };
}
