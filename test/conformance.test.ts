import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ConformanceCase, readConformanceCases } from './conformance/case.js';
import { runCase } from './conformance/run-case.js';
import { withSharedCases } from './support/shared.js';
import { sharedCases } from './support/shared-files.js';

async function failuresOf(cases: readonly ConformanceCase[]): Promise<readonly object[]> {
  const failures: object[] = [];
  for (const one of cases) {
    const verdict = await runCase(one, 'django');
    if (verdict.kind !== 'passed') failures.push({ id: one.id, expected: one.expected, verdict });
  }
  return failures;
}

withSharedCases("Django's own recorded cases", () => {
  test('all pass', { timeout: 60_000 }, async () => {
    expect((await failuresOf(readConformanceCases(sharedCases))).slice(0, 5)).toEqual([]);
  });
});

const kept = fileURLToPath(new URL('./cases/differential/', import.meta.url));
const files = existsSync(kept) ? readdirSync(kept).filter((name) => name.endsWith('.json')) : [];

describe('cases that random templates found', () => {
  test('all pass', async () => {
    const cases = files.flatMap((name) => readConformanceCases(`${kept}${name}`));
    expect(await failuresOf(cases)).toEqual([]);
  });
});
