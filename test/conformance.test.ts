import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
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

describe('a file of cases that is wrong', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['[', /is not JSON/],
    ['{}', /no list of cases/],
    ['null', /no list of cases/],
    ['[{"id": "a", "kind": "filter", "expected": {"value": 1}}, {"id": "b"}]', /number 2 is not a case/],
  ])('%s', (text, message) => {
    const file = join(folder, 'cases.json');
    writeFileSync(file, text);
    expect(() => readConformanceCases(file)).toThrow(message);
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
