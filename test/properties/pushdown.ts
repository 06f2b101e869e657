import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineFilter, defineTag, Engine, type EngineOptions, type Outcome } from '../../src/index.js';
import { memorySource } from '../../src/sources/memory.js';
import { denseRecords } from '../support/dense-records.js';
import { projecting } from '../support/projecting-source.js';
import { Random } from '../support/random.js';
import { randomTemplates } from '../support/random-template.js';

/** Reads a name that stands nowhere in its arguments. */
export const peek = defineTag({
  name: 'peek',
  library: 'custom',
  doc: '',
  example: [],
  header: { shape: 'none' },
  prints: true,
  captures: false,
  compile(_, compiler) {
    const slot = compiler.slot('a');
    return compiler.print((pass) => pass.lookup(pass.lookup(pass.slots[slot], 'contact'), 'city'));
  },
});

/** Reads a relation of what it is given. */
export const around = defineFilter({
  name: 'around',
  doc: '',
  example: [],
  library: 'custom',
  input: 'any',
  result: 'text',
  paths: 'all',
  output: 'text',
  pure: true,
  apply: (value, _, runtime) => runtime.lookup(runtime.lookup(value, 'company'), 'city'),
});

/** What of an outcome a reader or a sender sees. */
function seen(outcome: Outcome) {
  return {
    outcome: outcome.outcome,
    text: outcome.outcome === 'rendered' ? outcome.text : outcome.reason,
    diagnostics: outcome.diagnostics.map(({ code, message, range, count }) => ({
      code,
      message,
      range,
      count,
    })),
  };
}

export async function rendered(seed: number, options: EngineOptions) {
  const random = new Random(seed);
  const templates = {
    ...randomTemplates(seed),
    layout:
      '{{ a.name }}{{ b.contact.city }}{% deals count=2 as z %}{% for y in z %}{{ y.colour }}{{ y.company.city }}{% endfor %}',
  };
  const engine = new Engine({
    ...options,
    templates,
    tags: [peek],
    filters: [around],
    policy: { scopes: ['receiver', 'company', 'all'] },
    locale: { path: 'receiver.language', fallback: 'en' },
    rates: { base: 'USD', rates: { EUR: '0.8', JPY: '150' } },
    limits: { depth: 12 },
    strict: random.pick([false, false, true, 'all'] as const),
  });
  const template = await engine.load('main');
  const target = random.pick([
    { receiver: 'u1' },
    { receiver: 'u2' },
    { receiver: 'u1', deal: 'D1' },
    { deal: 'D2' },
  ]);
  const outcome = await template.render({
    ...target,
    now: '2025-06-25T00:00:00Z',
    context: { layout: 'layout' },
  });
  return seen(outcome);
}

/** Random templates over random records, with and without pushdown: nobody can tell. */
export function runPushdown(numRuns: number): void {
  test(`pushdown changes no message, in ${numRuns} random templates`, async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(2 ** 31 - 1), async (seed) => {
        const source = memorySource(denseRecords(new Random(seed)));
        const plain = await rendered(seed, { source, plan: { pushdown: false } });
        const pushed = await rendered(seed, { source: projecting(source) });
        if (plain.outcome === 'rendered') shown += 1;
        expect(pushed, JSON.stringify(randomTemplates(seed), undefined, 1)).toEqual(plain);
      }),
      { numRuns, endOnFailure: true },
    );
    // A generator whose messages all fail would show nothing.
    expect(shown).toBeGreaterThan(numRuns / 4);
  });
}
