import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { ConformanceCase } from '../conformance/case.js';
import { runCase, type Verdict } from '../conformance/run-case.js';
import { type RandomCase, randomCase } from './templates-cases.js';
import type { Oracle } from './templates-oracle.js';

/** A random case on which the engine and Django differ. */
export interface Difference {
  readonly case: ConformanceCase;
  readonly verdict: Verdict & { readonly kind: 'failed' };
}

/** How the engine's answer to a random case differs from Django's; undefined where it does not. */
export async function compare(one: RandomCase, oracle: Oracle): Promise<Difference | undefined> {
  const request = { kind: 'template' as const, template: 'main', ...one };
  const expected = await oracle.ask({ id: 'random', ...request });
  if ('error' in expected && expected.error.phase === 'oracle') return undefined;
  const recorded: ConformanceCase = { id: nameOf(one), ...request, expected };
  const verdict = await runCase(recorded, 'django');
  return verdict.kind === 'failed' ? { case: recorded, verdict } : undefined;
}

const nameOf = (one: RandomCase): string =>
  `differential.${createHash('sha256').update(JSON.stringify(one)).digest('hex').slice(0, 12)}`;

/**
 * Compares `count` random cases. The first that differs is made as small as it gets.
 *
 * @returns undefined where all are equal
 */
export async function findDifference(
  oracle: Oracle,
  count: number,
  seed: number,
): Promise<Difference | undefined> {
  const property = fc.asyncProperty(randomCase, async (one) => (await compare(one, oracle)) === undefined);
  const result = await fc.check(property, { seed, numRuns: count, endOnFailure: false });
  const [smallest] = result.counterexample ?? [];
  return smallest === undefined ? undefined : compare(smallest, oracle);
}

const folder = fileURLToPath(new URL('../cases/differential/', import.meta.url));

/**
 * Keeps a difference as a case file, for test/conformance.test.ts to run from then on.
 *
 * @returns the file; undefined where it cannot be written
 */
export function writeDown({ case: { id, ...rest } }: Difference): string | undefined {
  const file = `${folder}${id}.json`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify([{ id, ...rest }], undefined, 2)}\n`);
    return file;
  } catch {
    return undefined;
  }
}

/** A difference as a person reads it. */
export function explain({ case: one, verdict }: Difference): string {
  const { templates, context, options, expected } = one;
  return JSON.stringify({ templates, context, options, django: expected, ours: verdict.got }, undefined, 2);
}
