import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fakeLedger } from '../../docs/examples/fake-ledger.js';
import { ledgerSource } from '../../docs/examples/ledger.js';
import { describeSource } from '../../src/testing/index.js';

const read = (path: string): string => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');
const address = 'https://ledger.example';

describe('docs/writing-a-source.md', () => {
  it.each(['ledger.ts', 'ledger.test.ts'])('shows %s as it is run here', (name) => {
    const code = read(`examples/${name}`)
      .replace("'../../src/index.js'", "'snippetry'")
      .replace("'../../src/testing/index.js'", "'snippetry/testing'");
    expect(read('writing-a-source.md')).toContain(`\`\`\`ts\n${code}\`\`\`\n`);
  });

  it.each([
    [429, { error: 'the ledger answered 429', retryable: true, retryAfter: 2000 }],
    [503, { error: 'the ledger answered 503', retryable: true, retryAfter: 2000 }],
    [401, { error: 'the ledger answered 401', retryable: false, retryAfter: 2000 }],
  ])('says whether to try again after a %s', async (status, answer) => {
    const source = ledgerSource(
      address,
      'secret',
      async () => new Response('', { status, headers: { 'retry-after': '2' } }),
    );
    const request = { kind: 'get', entity: 'deal', key: 'id', value: '7' } as const;
    expect(await source.fetch([request, { ...request, value: '8' }], {})).toEqual([answer, answer]);
  });

  it('says that it may be reached later', async () => {
    const source = ledgerSource(address, 'secret', () => Promise.reject(new TypeError('fetch failed')));
    const request = { kind: 'get', entity: 'deal', key: 'id', value: '7' } as const;
    expect(await source.fetch([request], {})).toEqual([
      { error: 'the ledger cannot be reached', retryable: true },
    ]);
  });
});

describeSource(
  {
    name: 'ledger, the example',
    make: (tables) => ledgerSource(address, 'secret', fakeLedger(tables)),
    makeFailing: (tables, entity) => ledgerSource(address, 'secret', fakeLedger(tables, entity)),
  },
  { describe, it },
  { runs: 10 },
);
