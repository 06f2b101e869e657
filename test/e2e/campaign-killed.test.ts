import { expect, test } from 'vitest';
import { compareKilled } from './campaign-killed.js';

/** The heavy run has 20,000 receivers and kills at ten moments: `campaign-killed.heavy.test.ts`. */
test.each(['jsonl', 'eml'] as const)(
  'a campaign that is killed and run again ends with the bytes of one that was not: %s',
  { timeout: 120_000 },
  async (format) => {
    await compareKilled(format, 1000, 2);
    expect.hasAssertions();
  },
);
