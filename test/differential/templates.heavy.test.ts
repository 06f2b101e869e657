import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { skipUnless } from '../support/requires.js';
import { withSharedOracle } from '../support/shared.js';
import { explain, findDifference, writeDown } from './templates-compare.js';
import { Oracle, whyNoDjango } from './templates-oracle.js';

const reason = whyNoDjango();

/** Another for every commit, the same for one: what a run finds can be found again, and a commit's run stands. */
const fresh = Number.parseInt(commit(), 16) % 2 ** 31;

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return Date.now().toString(16).slice(-8);
  }
}

withSharedOracle('many random templates', () => {
  skipUnless(reason === undefined, reason ?? '')('print what Django prints', () => {
    const oracle = new Oracle();
    afterAll(() => oracle.close());

    test.each([
      ['fixed', 20_240_515],
      ['fresh', fresh],
    ])('5,000 of a %s seed, %i', { timeout: 300_000 }, async (_, seed) => {
      const difference = await findDifference(oracle, 5000, seed);
      if (difference !== undefined) writeDown(difference);
      expect(difference && explain(difference)).toBeUndefined();
    });
  });
});
