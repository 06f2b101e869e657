import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Engine, type EngineOptions } from '../src/index.js';
import { readConformanceCases } from './conformance/case.js';
import { runCase } from './conformance/run-case.js';
import { withSharedCases } from './support/shared.js';
import { sharedCases } from './support/shared-files.js';

/** One difference of COMPATIBILITY.md, with its case. */
interface Difference {
  readonly template: string;
  readonly templates?: Readonly<Record<string, string>>;
  readonly context?: Readonly<Record<string, unknown>>;
  /** What the engine prints as it comes; null for an error. */
  readonly ours: string | null;
  /** What it prints with the options of `restore`, as Django does. */
  readonly django: string | null;
  readonly restore: EngineOptions;
  /** The recorded cases that differ for this reason. */
  readonly ids?: readonly string[];
}

const page = readFileSync(fileURLToPath(new URL('../COMPATIBILITY.md', import.meta.url)), 'utf8');
const differences = [...page.matchAll(/^### (.*)\n[\s\S]*?```json compatibility\n([\s\S]*?)```/gm)].map(
  ([, title = '', json = '']) => [title, JSON.parse(json) as Difference] as const,
);

async function printed(one: Difference, options: EngineOptions): Promise<string | null> {
  const engine = new Engine({ ...(one.templates && { templates: one.templates }), ...options });
  try {
    const outcome = await engine
      .compile(one.template, { channel: 'html' })
      .render({ context: one.context ?? {} });
    return outcome.outcome === 'rendered' ? outcome.text : null;
  } catch {
    return null;
  }
}

describe('the differences of COMPATIBILITY.md', () => {
  test('each has a case', () => {
    expect(differences.length).toBe(page.match(/^### /gm)?.length);
  });

  test.each(differences)('%s', async (_, one) => {
    expect([await printed(one, {}), await printed(one, one.restore)]).toEqual([one.ours, one.django]);
  });
});

withSharedCases('with our own options the recorded cases differ', () => {
  test('exactly where COMPATIBILITY.md says so', { timeout: 60_000 }, async () => {
    const differing: string[] = [];
    for (const one of readConformanceCases(sharedCases)) {
      if ((await runCase(one, 'default')).kind !== 'passed') differing.push(one.id);
    }
    expect(differing.sort()).toEqual(differences.flatMap(([, { ids = [] }]) => ids).sort());
  });
});
