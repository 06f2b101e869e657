import { expect, test } from 'vitest';
import type { Row } from '../../../src/data/request.js';
import { faultsOf, TriedCrm } from '../../support/crm.js';

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly { readonly id: number | string }[];
}

async function withDeals(ids: readonly (number | string)[], more: Row = {}): Promise<TriedCrm> {
  const crm = new TriedCrm();
  await crm.store.write((writer) =>
    writer.put(
      'deal',
      ids.map((id) => ({ id, ...more })),
    ),
  );
  return crm;
}

/** The ids of each page, from an address on, by way of `next` or `previous`. */
async function walk(crm: TriedCrm, from: string, by: 'next' | 'previous' = 'next') {
  const pages: (readonly (number | string)[])[] = [];
  let last = from;
  for (let at: string | null = from; at !== null && pages.length < 99; ) {
    const page = (await crm.get(at)).json as Page;
    pages.push(page.results.map(({ id }) => id));
    last = at;
    at = page[by];
  }
  return { pages, last };
}

test('pages are walked by next and back by previous; count is that of all', async () => {
  const crm = await withDeals([5, 3, 1, 2, 4]);
  const { pages, last } = await walk(crm, '/deals/?page_size=2');
  expect(pages).toEqual([[1, 2], [3, 4], [5]]);
  expect((await walk(crm, last, 'previous')).pages).toEqual([[5], [3, 4], [1, 2]]);
  const first = (await crm.get('/deals/?page_size=2')).json as Page;
  expect(first).toMatchObject({ count: 5, previous: null });
  expect(first.next).toMatch(/^http:\/\/localhost\/api\/public\/deals\/\?page_size=2&cursor=[\w-]+$/);
});

test('whole numbers stand before other ids, and no page is lost between them', async () => {
  const ids = [12, '019cbd8b-b', 7, '019cbd8b-a', 'x', 100, -3];
  const { pages, last } = await walk(await withDeals(ids), '/deals/?page_size=2');
  expect(pages).toEqual([[-3, 7], [12, 100], ['019cbd8b-a', '019cbd8b-b'], ['x']]);
  const back = await walk(await withDeals(ids), last, 'previous');
  expect(back.pages).toEqual([...pages].reverse());
});

test('a record that comes while somebody pages moves none of the others', async () => {
  const crm = await withDeals([10, 20, 30]);
  const { next } = (await crm.get('/deals/?page_size=2')).json as Page;
  await crm.store.write((writer) => writer.put('deal', [{ id: 5 }, { id: 40 }]));
  expect(((await crm.get(next ?? '')).json as Page).results.map(({ id }) => id)).toEqual([30, 40]);
});

test('a page has up to 100 records, and an empty list is a page', async () => {
  const crm = await withDeals(Array.from({ length: 101 }, (_, index) => index + 1));
  expect(((await crm.get('/deals/')).json as Page).results).toHaveLength(100);
  expect(((await crm.get('/deals/?page_size=500')).json as Page).results).toHaveLength(100);
  expect((await crm.get('/products/')).json).toEqual({ count: 0, next: null, previous: null, results: [] });
});

test('deals are those of a user or company, by either key; both owners narrow', async () => {
  const crm = await withDeals([1, 2], { user_id: 1, user_custom_id: 'a' });
  await crm.store.write((writer) =>
    writer.put('deal', [
      { id: 3, user_id: 2, user_custom_id: 'b', company_id: 9 },
      { id: 4, company_id: 9, company_custom_id: 'c' },
    ]),
  );
  const found = async (query: string) =>
    ((await crm.get(`/deals/?${query}`)).json as Page).results.map(({ id }) => id);
  expect(await found('user_id=1')).toEqual([1, 2]);
  expect(await found('user_custom_id=b')).toEqual([3]);
  expect(await found('user_id=1&user_custom_id=b')).toEqual([1, 2, 3]);
  expect(await found('company_id=9')).toEqual([3, 4]);
  expect(await found('company_custom_id=c')).toEqual([4]);
  expect(await found('user_id=2&company_id=9')).toEqual([3]);
  expect(await found('user_id=1&company_id=9')).toEqual([]);
});

test('a parameter that is not known or means nothing is refused, never left out', async () => {
  const crm = await withDeals([]);
  const refused = async (query: string) => {
    const answer = await crm.get(`/deals/?${query}`);
    return [answer.status, faultsOf(answer)];
  };
  const known = 'user_id, user_custom_id, company_id, company_custom_id, cursor, page_size';
  expect(await refused('user=1')).toEqual([400, { user: [`is none of ${known}`] }]);
  expect(await refused('user_id=')).toEqual([400, { user_id: ['must not be empty'] }]);
  expect(await refused('page_size=0')).toEqual([400, { page_size: ['must be a whole number from 1'] }]);
  expect(await refused('user_id=1&user_id=2')).toEqual([400, { user_id: ['is given twice'] }]);
  const wrong = [400, { cursor: ['is none of ours: take it from next, or leave it out'] }];
  for (const cursor of ['x', '%25', 'YWZ0ZXI', btoa('sideways%201')]) {
    expect(await refused(`cursor=${encodeURIComponent(cursor)}`)).toEqual(wrong);
  }
});
