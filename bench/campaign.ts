import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFields, asMail, deliveryOf, everyContact, runCampaign } from '../src/campaign/index.js';
import { Engine } from '../src/index.js';
import { openStore, type Store } from '../src/sources/open.js';

const text = `{% block subject %}Orders of {{ receiver.first_name }}{% endblock %}
{% block html %}<p>Hi {{ receiver.first_name|default:"you" }}</p>{% deals count=5 as list %}<ul>{% for deal in list %}
<li>{{ deal.custom_id }}: {{ deal.value }}</li>{% endfor %}</ul>{% endblock %}`;
const receivers = 20_000;

/** A campaign of a message with deals, out of a SQLite file, into lines and into mails: receivers a second. */
export async function run(options: { json?: string } = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'snippetry-bench-'));
  try {
    const { store } = await openStore(join(folder, 'crm.db'));
    if (store === undefined) throw new Error('there is no store');
    await fill(store);
    const engine = new Engine({ source: store.source });
    const template = engine.compileMessage(text, { name: 'orders.html' });
    const now = new Date('2025-06-25T00:00:00Z');
    const { consent, address } = deliveryOf('email');
    const asking = { source: store.source, retry: template.defaults.retry };
    const common = { template, audience: everyContact(asking), gates: { consent, address }, now };
    const mail = asMail({ from: 'shop@example.com', date: now, campaign: 'bench' });
    const ways = [
      { name: 'rendered only', write: asFields(undefined) },
      { name: 'jsonl', write: asFields(undefined), kind: 'lines' },
      { name: 'mails composed only', write: mail },
      { name: 'eml', write: mail, kind: 'folder' },
    ] as const;
    const rates: Record<string, number> = {};
    console.log(
      `Node ${process.versions.node}, ${receivers} receivers, SQLite\n\n| | receivers/s |\n|---|---:|`,
    );
    for (const way of ways) {
      const output = 'kind' in way && {
        output: { path: join(folder, way.name), shown: way.name, kind: way.kind, identity: {} },
      };
      const began = performance.now();
      await runCampaign({ ...common, write: way.write, ...output });
      rates[way.name] = Math.round((receivers * 1000) / (performance.now() - began));
      console.log(`| ${way.name} | ${rates[way.name]} |`);
    }
    await store.close();
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(rates, null, 2)}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function fill(store: Store): Promise<void> {
  const at = '2025-06-01T00:00:00Z';
  const numbers = Array.from({ length: receivers }, (_, index) => index + 1);
  await store.write(async (writer) => {
    await writer.put(
      'contact',
      numbers.map((id) => ({
        id,
        custom_id: `c-${id}`,
        email: `c${id}@example.com`,
        email_consent: true,
        first_name: 'Ann',
      })),
    );
    await writer.put(
      'deal',
      numbers.flatMap((id) =>
        [0, 1, 2].map((n) => ({
          id: id * 3 + n,
          custom_id: `D-${id}-${n}`,
          user_id: id,
          value: id,
          created_at: at,
        })),
      ),
    );
  });
}
