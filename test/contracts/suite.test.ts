import { describe, expect, it } from 'vitest';
import { type SourceSubject, sourceContract } from '../../src/testing/index.js';
import { wrongManners } from './broken-manners.js';
import { wrongRecords } from './broken-records.js';
import { fullSource } from './full-source.js';

const brokenSources = [...wrongRecords, ...wrongManners];

describe('the contract suite', () => {
  it('passes a source that does everything itself', async () => {
    const subject: SourceSubject = {
      name: 'full',
      make: (tables) => fullSource(tables),
      makeFailing: (tables, entity) =>
        fullSource(tables, {
          answer: (answer, request) =>
            request.entity === entity
              ? { error: 'the service is busy', retryable: true, retryAfter: 2000 }
              : answer,
        }),
    };
    expect(await faultsOf(subject)).toEqual([]);
  });

  it.each(brokenSources.map((one) => [one.fault, one] as const))('notices that %s', async (_, broken) => {
    const { fault, caughtBy, ...subject } = broken;
    const found = await faultsOf({ name: fault, ...subject }, caughtBy);
    expect(found).toHaveLength(1);
  });

  it.each(['gives the rows', 'prints the same text'])('notices by random records: %s', async (name) => {
    const subject: SourceSubject = {
      name: 'short',
      make: (tables) => fullSource(tables, { owned: (rows) => rows.slice(1) }),
    };
    const [message] = await faultsOf(subject, name, 16);
    expect(message).toMatch(/expected:\n {2}/);
    expect(message).toMatch(/given.*:\n {2}/);
    expect(message).toMatch(/with these records:\n {2}[a-z_]+: \{/);
    expect(message).toMatch(/again with \{ seed: 7 \}/);
  });
});

/** The messages of the tests that fail, or of those whose name begins so. */
async function faultsOf(subject: SourceSubject, name = '', runs = 8): Promise<readonly string[]> {
  const messages: string[] = [];
  for (const test of sourceContract(subject, { runs, seed: 7 })) {
    if (!test.name.startsWith(name)) continue;
    try {
      await test.run();
    } catch (error) {
      messages.push(error instanceof Error ? error.message : String(error));
    }
  }
  return messages;
}
