import { describe, test } from 'vitest';

/** Under REQUIRE_ALL=1 everything that a test needs has to be there. */
const requireAll = process.env.REQUIRE_ALL === '1';

/**
 * For tests that need a program or a server which not every machine has. Where `condition` does not hold,
 * the suite is shown as `skipped: WHY`, and fails under REQUIRE_ALL=1.
 *
 * @example skipUnless(hasPython, 'there is no python3')('answers as Django does', () => { test(…) });
 */
export function skipUnless(condition: boolean, why: string): (name: string, suite: () => void) => void {
  if (condition) return describe;
  if (!requireAll) {
    return (name) => {
      test.skip(`${name} (skipped: ${why})`, () => undefined);
    };
  }
  return (name) => {
    test(name, () => {
      throw new Error(`skipped: ${why}; REQUIRE_ALL=1 asks for it`);
    });
  };
}
