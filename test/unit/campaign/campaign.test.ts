import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everyContact } from '../../../src/campaign/audience/contacts.js';
import { listedContacts } from '../../../src/campaign/audience/listed.js';
import { type CampaignOptions, runCampaign } from '../../../src/campaign/campaign.js';
import { chunks } from '../../../src/campaign/chunk.js';
import { asFields } from '../../../src/campaign/form.js';
import { Gates } from '../../../src/campaign/gates.js';
import { openOutput } from '../../../src/campaign/output/open.js';
import { renderChunk } from '../../../src/campaign/render-chunk.js';
import { whereOf, whereText } from '../../../src/campaign/where.js';
import type { DataRequest } from '../../../src/data/request.js';
import type { DataSource } from '../../../src/data/source.js';
import { Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';
import { openStore } from '../../../src/sources/open.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';

const contacts = Array.from({ length: 40 }, (_, n) => ({
  id: n + 1,
  custom_id: `c-${n + 1}`,
  email: `a${n + 1}@example.com`,
  ...(n % 4 !== 0 && { first_name: `Ann ${n}` }),
}));
const now = new Date('2025-06-25T00:00:00Z');
const text = 'Hi {{ receiver.first_name }} {% deals as list %}{{ list|length }} {% lorem 1 w random %}';

/** A source that fails for the requests that a test says. */
function failing(when: (request: DataRequest, nth: number) => boolean): DataSource {
  const inner = memorySource({ contacts, deals: [{ id: 1, user_id: 3 }] });
  let nth = 0;
  return {
    async fetch(requests, options) {
      const answers = await inner.fetch(requests, options);
      return answers.map((answer, at) => {
        const request = requests[at];
        return request && when(request, nth++) ? { error: 'the service is gone' } : answer;
      });
    },
  };
}

function campaignOf(source: DataSource, more: Partial<CampaignOptions> = {}): CampaignOptions {
  const engine = new Engine({ source, retry: { attempts: 1 } });
  const template = engine.compile(text, { name: 'hi.txt' });
  const asking = { source, retry: template.defaults.retry };
  return {
    template,
    audience: everyContact(asking),
    gates: {},
    now,
    write: asFields(undefined),
    chunk: 10,
    ...more,
  };
}

async function outputIn(): Promise<NonNullable<CampaignOptions['output']>> {
  const path = join(await temporaryFolder(), 'out.jsonl');
  return { path, shown: 'out.jsonl', kind: 'lines', identity: { template: 'one' } };
}

const never = failing(() => false);

test('a source that dies half way: a reason for every receiver whose data it is', async () => {
  let deals = 0;
  const source = failing(({ entity }) => entity === 'deal' && ++deals > 15);
  const output = await outputIn();
  const { tally, ended } = await runCampaign(campaignOf(source, { output }));
  expect(ended).toBe('done');
  expect([tally.rendered, tally.failed]).toEqual([15, 25]);
  expect(tally.reasons).toMatchObject([{ code: 'source-failed', count: 25, place: 'hi.txt:1:30' }]);
  expect((await readFile(output.path, 'utf8')).trim().split('\n')).toHaveLength(40);
});

test('an audience that cannot be read on: stopped, and the same command goes on', async () => {
  let lists = 0;
  const broken = failing(({ kind, entity }) => kind === 'list' && entity === 'contact' && ++lists > 0);
  const whole = await outputIn();
  await runCampaign(campaignOf(never, { output: whole }));
  const output = await outputIn();
  const limit = { blank: new Map([['receiver.first_name', { kind: 'count', most: 1 } as const]]) };
  expect((await runCampaign(campaignOf(never, { output, limits: limit }))).ended).toBe('limit');
  await expect(runCampaign(campaignOf(broken, { output }))).rejects.toMatchObject({
    diagnostic: {
      code: 'audience-unreadable',
      message: 'the contacts cannot be read on: the service is gone',
    },
  });
  const resumed = await runCampaign(campaignOf(never, { output }));
  expect(resumed).toMatchObject({ ended: 'done', resumed: true, tally: { rendered: 40 } });
  expect(await readFile(output.path)).toEqual(await readFile(whole.path));
});

test('a contact of a list who cannot be looked for has failed: receiver-unfindable', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'ids.txt');
  await writeFile(path, 'c-1\nc-2\nc-3\n');
  const source = failing(
    ({ kind, ...request }) => kind === 'get' && 'value' in request && request.value === 'c-2',
  );
  const given = campaignOf(source);
  const audience = listedContacts(
    { source, retry: given.template.defaults.retry },
    { path, name: 'ids.txt', format: 'txt' },
  );
  const { tally } = await runCampaign({ ...given, audience });
  expect([tally.rendered, tally.failed]).toEqual([2, 1]);
  expect(tally.reasons).toMatchObject([
    { code: 'receiver-unfindable', place: 'ids.txt:2:1', examples: ['c-2'] },
  ]);
});

test('a condition that cannot be judged fails its receiver: where-failed', async () => {
  const source = failing(({ entity }) => entity === 'company');
  const given = campaignOf(source);
  const engine = new Engine({ source, retry: { attempts: 1 } });
  const where = whereOf(engine.compile(whereText('receiver.company.name == "Acme"'), { channel: 'text' }), {
    now,
  });
  const rows = contacts.map((one) => ({ ...one, ...(one.id === 7 && { company_id: 1 }) }));
  const judged = await where(rows.map((row) => ({ key: row.custom_id, row })));
  expect(judged).toMatchObject([{ key: 'c-7', fault: { code: 'where-failed', outcome: 'failed' } }]);
  expect(given.where).toBeUndefined();
});

test('stopped between two chunks, it goes on: campaign-stopped', async () => {
  const whole = await outputIn();
  await runCampaign(campaignOf(never, { output: whole }));
  const output = await outputIn();
  const stop = new AbortController();
  const onProgress = ({ read }: { readonly read: number }) => read >= 20 && stop.abort();
  const stopped = await runCampaign(campaignOf(never, { output, onProgress, signal: stop.signal }));
  expect(stopped).toMatchObject({ ended: 'stopped', tally: { rendered: 20 } });
  expect(await runCampaign(campaignOf(never, { output }))).toMatchObject({ ended: 'done', readNow: 20 });
  expect(await readFile(output.path)).toEqual(await readFile(whole.path));
  expect((await readdir(`${output.path}.campaign`)).sort()).toEqual(['journal.jsonl', 'seen']);
});

test('a chunk is a value: rendered twice it is the same, committed twice it is there once', async () => {
  const given = campaignOf(never);
  const all = chunks({ audience: given.audience, gates: new Gates({}), where: undefined, size: 10 });
  const output = await openOutput(await outputIn(), {
    campaign: 'c',
    clock: now.toISOString(),
    identity: { template: 'one' },
  });
  for await (const chunk of all) {
    const rendering = {
      template: given.template,
      options: { now, seed: 'c' },
      address: undefined,
      write: given.write,
    };
    const [once, twice] = [await renderChunk(chunk, rendering), await renderChunk(chunk, rendering)];
    expect(once).toEqual(twice);
    expect([await output.commit(once), await output.commit(twice)]).toEqual([true, false]);
    await expect(output.commit({ ...once, index: 99 })).rejects.toThrow('is not committed yet');
  }
  expect(output.tally.rendered).toBe(40);
  await output.close();
});

test('contacts without an id, and with one that is there twice, are of everyone, in any chunks', async () => {
  const odd = [
    { id: 2, custom_id: 'b' },
    { email: 'x@example.com' },
    { id: 2, custom_id: 'b2' },
    { id: 'z' },
    { id: 1 },
    {},
    {},
  ];
  const source = memorySource({ contacts: odd });
  const asking = { source, retry: campaignOf(source).template.defaults.retry };
  for (const size of [1, 2, 3, 100]) {
    const keys: string[] = [];
    for await (const { candidates, cursor } of everyContact(asking).pages(undefined, size)) {
      keys.push(...candidates.map(({ key }) => key));
      // What was read before, and what is read from there on, is everyone.
      const rest: string[] = [];
      for await (const page of everyContact(asking).pages(JSON.parse(JSON.stringify(cursor)), size)) {
        rest.push(...page.candidates.map(({ key }) => key));
      }
      expect([...keys, ...rest].length, `${size}`).toBe(7);
    }
    expect(keys).toEqual(['id:1', 'b', 'b2', 'id:z', 'x@example.com', 'no key, 2', 'no key, 3']);
  }
});

test('ids that are numbers and ids that are none, in pages of a database', async () => {
  const ids = ['9', '10', 'a-1', 'B-2', '1', '0007', '123456789012345678', 'é', '2'];
  const { store } = await openStore(join(await temporaryFolder(), 'crm.db'));
  if (store === undefined) throw new Error('no store');
  await store.write((writer) =>
    writer.put(
      'contact',
      ids.map((id) => ({ id })),
    ),
  );
  const asking = { source: store.source, retry: campaignOf(store.source).template.defaults.retry };
  const whole: string[] = [];
  for await (const page of everyContact(asking).pages(undefined, 100))
    whole.push(...page.candidates.map(({ key }) => key));
  expect([...whole].sort()).toEqual(ids.map((id) => `id:${id}`).sort());
  for (const size of [1, 2, 4, 9]) {
    const keys: string[] = [];
    for await (const { candidates, cursor } of everyContact(asking).pages(undefined, size)) {
      keys.push(...candidates.map(({ key }) => key));
      const rest: string[] = [];
      for await (const page of everyContact(asking).pages(cursor, size))
        rest.push(...page.candidates.map(({ key }) => key));
      expect([...keys, ...rest], `${size}`).toEqual(whole);
    }
    expect(keys).toEqual(whole);
  }
  await store.close();
});
