import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestKey } from '../../src/data/keys.js';
import { Engine, type EngineOptions } from '../../src/index.js';
import { memorySource } from '../../src/sources/memory.js';
import { counting } from '../support/counting-source.js';
import { denseRecords } from '../support/dense-records.js';
import { projecting } from '../support/projecting-source.js';
import { Random } from '../support/random.js';
import { randomTemplates } from '../support/random-template.js';
import { around, peek } from './pushdown.js';

/** Names that the random templates read, bound at the top level in various ways. */
const tops = [
  '{% deals count=2 as a %}',
  "{% deals scope='all' order_by='name' count=3 as b %}",
  '{% deal custom_id="D1" as d %}',
  '{% if a.0.contact.vip %}{% products count=2 as c %}{% endif %}',
  '{% for x in a %}{% deals count=1 as x %}{% endfor %}',
  '{% firstof a.0.company.city "none" as x %}',
  '{% if b.0.company.city == "nowhere" %}{% skip "nowhere" %}{% endif %}',
  '{% cycle a.0.name b.0.name as y silent %}',
] as const;

/** What the parts print: the random template under names of their own. */
const bodies = {
  subject: '{{ a.0.name }} {{ x }}',
  html: '{% include "main" %}',
  text: '{% with a=b x=d %}{% include "main" %}{% endwith %}{{ y }}',
  slack: '{% for a in b %}{{ a.contact.city }}{% endfor %}',
} as const;

function messageOf(random: Random) {
  const own = tops.filter(() => random.pick([true, false]));
  const parents = tops.filter(() => random.pick([true, false, false]));
  const parts = Object.entries(bodies).map(([name, body]) => `{% block ${name} %}${body}{% endblock %}`);
  return {
    top: [...own, ...parents].join('\n'),
    templates: {
      message: `{% extends "message-base" %}\n${own.join('\n')}`,
      'message-base': `${parents.join('\n')}\n${parts.join('\n')}`,
    },
  };
}

async function rendered(seed: number, options: EngineOptions) {
  const random = new Random(seed);
  const { top, templates } = messageOf(random);
  const single = Object.entries(bodies).map(([name, body]) => [`single-${name}`, `${top}${body}`]);
  const engine = new Engine({
    ...options,
    templates: {
      ...randomTemplates(seed),
      ...templates,
      ...Object.fromEntries(single),
      layout: '{{ a.name }}{{ b.contact.city }}',
    },
    tags: [peek],
    filters: [around],
    policy: { scopes: ['receiver', 'company', 'all'] },
    locale: { path: 'receiver.language', fallback: 'en' },
    limits: { depth: 12 },
  });
  const target = random.pick([{ receiver: 'u1' }, { receiver: 'u1', deal: 'D1' }, { deal: 'D2' }]);
  const call = { ...target, now: '2025-06-25T00:00:00Z', context: { layout: 'layout' } };
  const message = await engine.loadMessage('message');
  return { engine, call, outcome: await message.render(call) };
}

/** What a reader or a sender sees. */
function seen({ outcome }: Awaited<ReturnType<typeof rendered>>) {
  const { stats: _, diagnostics, ...rest } = outcome;
  const told = diagnostics.map(({ code, message, range, count }) => ({ code, message, range, count }));
  return { ...rest, ...('place' in rest && { place: undefined }), diagnostics: told };
}

/** Random messages over random records: each part is what a template of its own would print, however data is fetched. */
export function runMessages(numRuns: number): void {
  test(`the parts of ${numRuns} random messages are the texts of single templates`, async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(2 ** 31 - 1), async (seed) => {
        // The sequence of chance is a template's own.
        fc.pre(!JSON.stringify(randomTemplates(seed)).includes('|random'));
        const source = memorySource(denseRecords(new Random(seed)));
        const { engine, call, outcome } = await rendered(seed, { source });
        if (outcome.outcome !== 'rendered') return;
        shown += 1;
        const { subject, html, text, channels } = outcome.message;
        const channelOf = { subject: 'text', html: 'email', text: 'text', slack: 'slack' } as const;
        for (const [name, part] of Object.entries({ subject, html, text, ...channels })) {
          const wanted = channelOf[name as keyof typeof channelOf];
          const template = await engine.load(`single-${name}`, {
            channel: engine.channels.has(wanted) ? wanted : 'html',
          });
          const one = await template.render(call);
          const alone = one.outcome === 'rendered' ? one.text : one.reason;
          if (name === 'subject') expect(part).toBe(alone.replace(/\s*\n\s*/g, ' ').trim());
          else expect(asPart(part ?? '')).toBe(asPart(alone));
        }
      }),
      { numRuns, endOnFailure: true },
    );
    expect(shown).toBeGreaterThan(numRuns / 4);
  });

  test(`pushdown and fetching beforehand change none of ${numRuns} random messages`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2 ** 31 - 1), async (seed) => {
        const records = memorySource(denseRecords(new Random(seed)));
        const late = counting(records);
        const early = counting(records);
        const plain = seen(
          await rendered(seed, { source: late, plan: { pushdown: false, prefetch: false } }),
        );
        expect(seen(await rendered(seed, { source: projecting(records) }))).toEqual(plain);
        const before = seen(await rendered(seed, { source: early }));
        expect(before).toEqual(plain);
        if (plain.outcome === 'failed') return;
        const asked = new Set(late.calls.flat().map(requestKey));
        expect(
          early.calls
            .flat()
            .map(requestKey)
            .filter((key) => !asked.has(key)),
        ).toEqual([]);
      }),
      { numRuns, endOnFailure: true },
    );
  });
}

/** Without the white space that lines of tags leave at the ends, which a part has none of. */
const asPart = (text: string): string => text.replace(/^(?:[^\S\n]*\n)+/, '').trim();
