import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestKey } from '../../src/data/keys.js';
import { memorySource } from '../../src/sources/memory.js';
import { counting } from '../support/counting-source.js';
import { denseRecords } from '../support/dense-records.js';
import { Random } from '../support/random.js';
import { randomTemplates } from '../support/random-template.js';
import { rendered } from './pushdown.js';

/** A render with what its source was asked: each request by its key. */
async function observed(seed: number, prefetch: boolean) {
  const source = counting(memorySource(denseRecords(new Random(seed))));
  const outcome = await rendered(seed, { source, plan: { prefetch } });
  return { outcome, asked: new Set(source.calls.flat().map(requestKey)) };
}

/**
 * Random templates over random records, with and without gathering before the first pass: the same message,
 * and nothing is asked for that the message does not need.
 */
export function runPrefetch(numRuns: number): void {
  test(`fetching beforehand changes no message and asks for nothing more, in ${numRuns} random templates`, async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(2 ** 31 - 1), async (seed) => {
        const late = await observed(seed, false);
        const early = await observed(seed, true);
        const templates = JSON.stringify(randomTemplates(seed), undefined, 1);
        expect(early.outcome, templates).toEqual(late.outcome);
        if (late.outcome.outcome === 'rendered') shown += 1;
        // A message that fails may do so before it asks for everything.
        if (late.outcome.outcome === 'failed') return;
        const inVain = [...early.asked].filter((key) => !late.asked.has(key));
        expect(inVain, templates).toEqual([]);
      }),
      { numRuns, endOnFailure: true },
    );
    // A generator whose messages all fail would show nothing.
    expect(shown).toBeGreaterThan(numRuns / 4);
  });
}
