import { sourceContract } from './contract.js';
import type { ContractOptions, SourceSubject } from './subject.js';

/** What vitest, jest, mocha and node:test have in common. */
export interface TestRunner {
  describe(name: string, suite: () => void): unknown;
  it(name: string, run: () => Promise<void>, timeout?: number): unknown;
}

/** The random tests take as long as they take; runners that know no timeout here have one of their own. */
const timeout = 600_000;

/**
 * Declares the contract's tests with a test runner.
 *
 * @example
 * import { describe, it } from 'node:test';
 * describeSource({ name: 'ours', make: (tables) => ourSource(tables) }, { describe, it });
 */
export function describeSource(
  subject: SourceSubject,
  { describe, it }: TestRunner,
  options: ContractOptions = {},
): void {
  describe(`source contract: ${subject.name}`, () => {
    for (const { name, run } of sourceContract(subject, options)) it(name, () => run(), timeout);
  });
}
