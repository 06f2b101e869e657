import { expect, test } from 'vitest';
import { compareKilled } from './campaign-killed.js';

test.each(['jsonl', 'eml'] as const)(
  '20,000 receivers, killed at ten moments: the bytes of an undisturbed run: %s',
  { timeout: 1_800_000 },
  async (format) => {
    await compareKilled(format, 20_000, 10);
    expect.hasAssertions();
  },
);
