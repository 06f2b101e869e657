import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loyaltyPoints } from '../../../examples/loyalty-points.js';
import { Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';

const root = path.join(import.meta.dirname, '../../..');
const stored = (name: string) => readFileSync(path.join(root, name), 'utf8');
const page = stored('docs/data-tags.md');

/** The made-up service: it knows Ann, refuses Bob, and does as `trouble` says. */
let server: Server;
let trouble: (call: number) => { readonly status: number; readonly retryAfter?: string } | undefined;
const calls: { readonly programme: string; readonly members: readonly string[] }[] = [];
let tokens: (string | undefined)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      tokens.push(request.headers.authorization);
      calls.push(JSON.parse(body));
      const wrong = trouble(calls.length);
      if (wrong !== undefined) {
        const { status, retryAfter } = wrong;
        response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end();
        return;
      }
      const known = [
        '{"member": "ann", "balance": 1250, "worth": 12.50, "currency": "EUR"}',
        '{"member": "bob", "error": "account locked"}',
      ];
      response.end(`{"balances": [${known.join(', ')}]}`);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  trouble = () => undefined;
  calls.length = 0;
  tokens = [];
});

const contacts = [
  { id: 1, custom_id: 'ann', first_name: 'Ann' },
  { id: 2, custom_id: 'bob', first_name: 'Bob' },
  { id: 3, custom_id: 'eve', first_name: 'Eve' },
  { id: 4, email: 'dan@example.com', first_name: 'Dan' },
];

function engine(timeout?: number): Engine {
  const { port } = server.address() as AddressInfo;
  return new Engine({
    source: memorySource({ contacts }),
    retry: { firstDelay: 0 },
    dataTags: [
      loyaltyPoints({
        url: `http://127.0.0.1:${port}`,
        token: 'secret',
        ...(timeout !== undefined && { timeout }),
      }),
    ],
  });
}

async function run(to: readonly string[], template = stored('examples/loyalty-points.txt')) {
  const outcomes: string[] = [];
  for await (const one of engine().compile(template, { name: 'points.txt' }).renderMany(to)) {
    outcomes.push(one.outcome === 'rendered' ? one.text : `${one.outcome}: ${one.reason}`);
  }
  return outcomes;
}

describe('the example of a data tag of one’s own', () => {
  it('asks once for a whole batch; who is refused fails alone', async () => {
    expect(await run(['ann', 'bob', 'eve', 'id:4'])).toEqual([
      'Hi Ann,\nyou have 1250 points, worth €12.50.\n',
      'failed: the data for loyalty_points could not be fetched: the loyalty service says: account locked',
      'Hi Eve,\njoin our gold programme and collect points.\n',
      'Hi Dan,\njoin our gold programme and collect points.\n',
    ]);
    expect(calls).toEqual([{ programme: 'gold', members: ['ann', 'bob', 'eve'] }]);
    expect(tokens).toEqual(['Bearer secret']);
  });

  it('its example is what it says', async () => {
    const { example } = loyaltyPoints({ url: '', token: '' });
    const [one] = [example].flat() as { template: string; result: string }[];
    expect(await run(['ann'], one?.template)).toEqual([one?.result]);
  });

  it('a programme is one of the list, basic unless given', async () => {
    await run(['ann'], '{% loyalty_points as p %}{% loyalty_points programme as p %}');
    expect(calls).toEqual([{ programme: 'basic', members: ['ann'] }]);
    const [fault] = engine().check("{% loyalty_points programme='glod' as p %}");
    expect([fault?.code, fault?.help]).toEqual(['parameter-choice', 'did you mean "gold"?']);
  });

  it('is asked again where the failure may pass', async () => {
    trouble = (call) => (call === 1 ? { status: 503, retryAfter: '0' } : undefined);
    expect(await run(['ann'])).toEqual(['Hi Ann,\nyou have 1250 points, worth €12.50.\n']);
    expect(calls).toHaveLength(2);
  });

  it('fails those who needed it while it is down, and nobody else', async () => {
    trouble = () => ({ status: 500 });
    const template =
      "{% if receiver.custom_id != 'eve' %}{% loyalty_points as p %}{% endif %}{{ receiver.first_name }}";
    expect(await run(['ann', 'eve'], template)).toEqual([
      'failed: the data for loyalty_points could not be fetched: the loyalty service answered 500; tried 3 times',
      'Eve',
    ]);
  });

  it('is not asked again where it would not help', async () => {
    trouble = () => ({ status: 401 });
    expect(await run(['ann'])).toEqual([
      'failed: the data for loyalty_points could not be fetched: the loyalty service answered 401',
    ]);
    expect(calls).toHaveLength(1);
  });

  it('is cancelled with the render', async () => {
    const stop = new AbortController();
    trouble = () => {
      stop.abort(new Error('enough'));
      return { status: 200 };
    };
    const template = engine().compile('{% loyalty_points as p %}');
    await expect(template.render({ receiver: 'ann', signal: stop.signal })).rejects.toThrow('enough');
  });
});

describe('docs/data-tags.md', () => {
  it('shows the example as it stands in its files', () => {
    expect(page).toContain(`\`\`\`ts\n${stored('examples/loyalty-points.ts')}\`\`\`\n`);
    expect(page).toContain(`\`\`\`django\n${stored('examples/loyalty-points.txt')}\`\`\`\n`);
  });

  it('says what a failed message says', async () => {
    trouble = () => ({ status: 500 });
    const [text] = await run(['ann']);
    expect(page).toContain(text?.replace('failed: ', ''));
  });
});
