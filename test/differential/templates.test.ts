import { afterAll, expect, test } from 'vitest';
import { skipUnless } from '../support/requires.js';
import { withSharedOracle } from '../support/shared.js';
import { explain, findDifference } from './templates-compare.js';
import { Oracle, whyNoDjango } from './templates-oracle.js';

const reason = whyNoDjango();

withSharedOracle('random templates', () => {
  skipUnless(reason === undefined, reason ?? '')('print what Django prints', () => {
    const oracle = new Oracle();
    afterAll(() => oracle.close());

    test('a few hundred of a fixed seed', { timeout: 120_000 }, async () => {
      const difference = await findDifference(oracle, 400, 1);
      expect(difference && explain(difference)).toBeUndefined();
    });
  });
});
