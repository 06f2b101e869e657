import { expect, it } from 'vitest';
import type { DataRequest } from '../../../src/data/request.js';
import { Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';
import { counting } from '../../support/counting-source.js';

const tables = {
  contacts: [{ id: 1, custom_id: 'ann', points: 5 }],
  deals: [{ id: 1, custom_id: 'A', user_id: 1, value: 1, currency: 'USD' }],
  products: [{ id: 1, custom_id: 'S1' }],
};

/** The requests that a template makes for Ann, besides the one for her. */
async function requestsOf(template: string, rates?: object): Promise<DataRequest[]> {
  const source = counting(memorySource(tables));
  const engine = new Engine({
    source,
    policy: { scopes: ['receiver', 'company', 'all'] },
    ...(rates && { rates: { base: 'USD', rates: { EUR: '0.9' } } }),
  });
  const outcome = await engine.compile(template).render({ receiver: 'id:1', now: '2025-06-25T00:00:00Z' });
  expect(outcome.outcome).toBe('rendered');
  return source.calls.flat().filter(({ entity }) => entity !== 'contact');
}

const kinds = async (template: string, rates?: object) =>
  (await requestsOf(template, rates)).map((one) =>
    one.kind === 'get' ? `get ${one.entity} ${one.key} ${one.value}` : `${one.kind} ${one.entity}`,
  );

it('one record that its key alone names is got by it, where it need not be the receiver’s', async () => {
  expect(await kinds("{% product custom_id='S1' as p %}")).toEqual(['get product custom_id S1']);
  expect(await kinds('{% product id=1 as p %}')).toEqual(['get product id 1']);
  expect(await kinds("{% product custom_id='S1' name='Boots' as p %}")).toEqual(['list product']);
  expect(await kinds("{% product custom_id__in=keys id='1' as p %}")).toEqual([]);
  expect(await kinds("{% deal custom_id='A' scope='all' as d %}")).toEqual(['get deal custom_id A']);
  expect(await kinds("{% deal custom_id='A' as d %}")).toEqual(['list deal']);
});

it('numbers are asked for as numbers, in one request', async () => {
  expect(await kinds("{% deals_stats of='value' as s %}")).toEqual(['stats deal']);
  const [request] = await requestsOf(
    "{% deals_stats status='won' of='volume' for_last_days=1 as s %}{{ s.sum }}",
  );
  expect(request).toEqual({
    kind: 'stats',
    entity: 'deal',
    owner: { entity: 'contact', id: '1', custom_id: 'ann' },
    where: [{ path: ['status'], lookup: 'exact', value: 2 }],
    window: { field: 'created_at', from: Date.UTC(2025, 5, 24), to: Date.UTC(2025, 5, 25) },
    timeZone: 'UTC',
    of: 'value',
    dateField: 'created_at',
  });
});

it('dollars that are not stored for all deals take a request for each kind', async () => {
  expect(await kinds("{% deals_stats of='value_usd' as s %}")).toEqual(['stats deal']);
  expect(await kinds("{% deals_stats of='value_usd' as s %}", {})).toEqual(['stats deal', 'stats deal']);
});

it('nothing is asked for where nothing can match', async () => {
  expect(await kinds('{% deals count=0 as l %}{% deals city=receiver.city as l %}')).toEqual([]);
  expect(await kinds("{% deals_stats city=receiver.city of='value' as s %}{{ s.count }}")).toEqual([]);
});

it('attributes go out as the model calls them, dates as ISO 8601', async () => {
  const template =
    "{% deals volume__gt=receiver.points created_at__lt=now order_by='step_id' filter_by='created_at' as l %}";
  const [request] = await requestsOf(template);
  expect(request).toMatchObject({
    where: [
      { path: ['value'], lookup: 'gt', value: 5 },
      { path: ['created_at'], lookup: 'lt', value: '2025-06-25T00:00:00.000Z' },
    ],
    order: { field: 'stage', direction: -1 },
  });
});

it('postponed deals are spoken of where a status is meant, and nowhere else', () => {
  const help = (template: string) => new Engine().check(template).map((one) => one.help);
  expect(help("{% deals status='postponed' as l %}")).toEqual([expect.stringContaining('"postponed" deals')]);
  expect(help("{% product_events event_type='postponed' as l %}")).toEqual([undefined]);
});
