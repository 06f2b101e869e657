import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DataRequest, GetRequest, ListRequest, Owner } from '../../../src/data/request.js';
import type { DataAnswer, DataSource } from '../../../src/data/source.js';
import { Engine } from '../../../src/index.js';
import { type UsercomOptions, usercomSource } from '../../../src/sources/usercom/usercom.js';
import { fakeService, json, page } from '../../support/fake-service.js';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json.txt`), 'utf8');
const token = 'SECRET-TOKEN';

function source(
  answer: Parameters<typeof fakeService>[0],
  options: Partial<UsercomOptions> = {},
): DataSource & { readonly sent: readonly string[]; readonly headers: () => unknown } {
  const service = fakeService(answer);
  const made = usercomSource({
    subdomain: 'acme',
    token,
    fetch: service.fetch,
    requestsPerSecond: Number.POSITIVE_INFINITY,
    ...options,
  });
  return {
    ...made,
    get sent() {
      return service.sent.map(({ url }) => url.href.replace('https://acme.user.com/api/public/', ''));
    },
    headers: () => service.sent[0]?.headers,
  };
}

const ann: Owner = { entity: 'contact', id: '17', custom_id: 'ann' };
const list = (fields: Partial<ListRequest> = {}): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  owner: ann,
  where: [],
  order: { field: 'created_at', direction: 1 },
  timeZone: 'UTC',
  ...fields,
});
const get = (entity: GetRequest['entity'], key: GetRequest['key'], value: string): GetRequest => ({
  kind: 'get',
  entity,
  key,
  value,
});
const rowsOf = (answer: DataAnswer | undefined) => (answer && 'rows' in answer ? answer.rows : answer);
const one = async (from: DataSource, request: DataRequest) => (await from.fetch([request], {}))[0];

describe('the User.com source', () => {
  it('asks for the deals of a contact by custom_id and follows the pages', async () => {
    const usercom = source(({ searchParams }) =>
      json(fixture(searchParams.has('cursor') ? 'usercom-deals-2' : 'usercom-deals-1')),
    );
    expect(rowsOf(await one(usercom, list()))).toMatchObject([{ id: 301 }, { id: 302 }, { id: 303 }]);
    expect(usercom.sent).toEqual([
      'deals/?user_custom_id=ann&page_size=100',
      'deals/?cursor=cD0y&page_size=100&user_custom_id=ann',
    ]);
    expect(usercom.headers()).toEqual({ authorization: `Token ${token}`, accept: '*/*; version=2' });
  });

  it('gives a deal with customers no owner of its own: it is theirs by the list', async () => {
    const shared = {
      id: 301,
      name: 'Shared',
      customers: [{ id: 17, last_name: 'Doe' }],
      created_at: '2025-06-24T12:00:00Z',
    };
    const usercom = source(() => page([shared]));
    expect(rowsOf(await one(usercom, list()))).toEqual([shared]);
  });

  it('makes one shape of both that are documented, and keeps strings and digits', async () => {
    const usercom = source(({ searchParams }) =>
      json(fixture(searchParams.has('cursor') ? 'usercom-deals-2' : 'usercom-deals-1')),
    );
    const [first, second, third] = (rowsOf(await one(usercom, list())) ?? []) as Record<string, unknown>[];
    expect(first).toMatchObject({ value: '1250.00', tags: ['To call'], user_id: 17, ca_string: 'gift' });
    expect(String(first?.delivery_cost)).toBe('9.990');
    expect(first).not.toHaveProperty('products');
    expect(second).toMatchObject({ stage: 13, stage_name: 'New order', user_id: 17, user_custom_id: 'ann' });
    expect(second).not.toHaveProperty('user');
    expect(third).toMatchObject({
      name: 'Order #78525',
      status: '1',
      user_id: 17,
      company_id: 768,
      ca_string: 'gift',
      custom_int: 7,
    });
    expect(third).not.toHaveProperty('attributes');
  });

  it('prints them as every source does', async () => {
    const usercom = source(({ pathname, searchParams }) => {
      if (pathname.includes('users-by-id')) return json(fixture('usercom-user'));
      if (pathname.includes('products-by-id')) return json({ id: 1, custom_id: 'SKU-1', name: 'Tea' });
      return json(fixture(searchParams.has('cursor') ? 'usercom-deals-2' : 'usercom-deals-1'));
    });
    const engine = new Engine({ source: usercom });
    const template = engine.compile(
      '{% deals order=1 as list %}{{ receiver.first_name }} {{ receiver.club }}: {% for d in list %}{{ d.value }} {{ d.status_name }} {{ d.ca_string }}{% for o in d.order_products %} {{ o.product.name }} {{ o.value }}{% endfor %}; {% endfor %}',
      { name: 'order.txt' },
    );
    expect(await template.render({ receiver: 'ann' })).toMatchObject({
      text: 'Ann True: 1250.00 in_progress gift Tea 129.90; 149.90 won ; 525.00 in_progress gift; ',
    });
  });

  it('fetches an owner once for all the requests of a call, whatever their filters', async () => {
    const usercom = source(() => page([{ id: 1, user_custom_id: 'ann' }]));
    const where = (value: string) => list({ where: [{ path: ['name'], lookup: 'exact', value }] });
    const answers = await usercom.fetch([list(), where('a'), where('b'), list({ limit: 5 })], {});
    expect(answers.map(rowsOf)).toEqual(answers.map(() => [{ id: 1, user_custom_id: 'ann' }]));
    expect(answers[0]).toMatchObject({ applied: { filter: false, order: false, limit: false } });
    expect(usercom.sent).toHaveLength(1);
    await usercom.fetch([list()], {});
    expect(usercom.sent).toHaveLength(2);
  });

  it.each<[DataRequest, string]>([
    [get('contact', 'id', '1'), 'users/1/'],
    [get('contact', 'custom_id', 'a/b?c#d'), 'users-by-id/a%2Fb%3Fc%23d/'],
    [get('deal', 'id', '1'), 'deals/1/'],
    [get('deal', 'custom_id', 'ORD 1'), 'deals-by-id/ORD%201/'],
    [get('product', 'custom_id', 'SKU-ż'), 'products-by-id/SKU-%C5%BC/'],
    [get('company', 'custom_id', 'acme'), 'companies-by-id/acme/'],
    [get('stage', 'id', '13'), 'stages/13/'],
    [get('pipeline', 'id', '6'), 'pipelines/6/'],
    [get('pipeline', 'custom_id', 'main'), 'pipelines/?page_size=100'],
    [list({ owner: { entity: 'contact', id: '17' } }), 'deals/?user_id=17&page_size=100'],
    [list({ owner: { entity: 'company', id: '5' } }), 'deals/?company_id=5&page_size=100'],
    [
      list({ entity: 'contact', owner: { entity: 'company', custom_id: 'a&b' } }),
      'users/?company_custom_id=a%26b&page_size=100',
    ],
    [list({ entity: 'event' }), 'users-by-id/ann/events/?page_size=100'],
    [list({ entity: 'product_event' }), 'product-events/?user_custom_id=ann&page_size=100'],
    [list({ entity: 'task' }), 'tasks/?user_custom_id=ann&page_size=100'],
  ])('asks %j at its place', async (request, address) => {
    const usercom = source(() => json('{"results": []}'));
    await usercom.fetch([request], {});
    expect(usercom.sent).toEqual([address]);
  });

  it('asks for the tasks of a deal, and for what is everybodys', async () => {
    const usercom = source(() => page([]));
    const of = (entity: ListRequest['entity'], fields: Partial<ListRequest> = {}): ListRequest => {
      const { owner: _, ...rest } = list({ entity, ...fields });
      return rest;
    };
    const answers = await usercom.fetch(
      [
        of('task', { where: [{ path: ['deal_id'], lookup: 'exact', value: 7 }] }),
        of('product'),
        of('deal', { limit: 0 }),
        of('event'),
      ],
      {},
    );
    expect(usercom.sent).toEqual(['tasks/?deal_id=7&page_size=100', 'products/?page_size=100']);
    expect(answers[3]).toEqual({ error: "User.com's API lists the events of one contact only" });
  });

  it('finds a contact by e-mail address, and never another one', async () => {
    const found = source(() => json(fixture('usercom-user')));
    const request = get('contact', 'email', 'ann@example.com');
    expect(rowsOf(await one(found, request))).toMatchObject([
      { id: 17, company_id: 768, time_zone: 'Europe/Warsaw', tags: ['VIP'], club: true },
    ]);
    expect(found.sent).toEqual(['users/search/?email=ann%40example.com']);
    // A service that does not know the search, and one that does not know the filter either.
    const listed = source(({ pathname }) =>
      pathname.endsWith('/users/') ? page([JSON.parse(fixture('usercom-user'))]) : json({}, { status: 404 }),
    );
    expect(rowsOf(await one(listed, request))).toHaveLength(1);
    expect(rowsOf(await one(listed, get('contact', 'email', 'ben@example.com')))).toEqual([]);
    expect(rowsOf(await one(listed, get('deal', 'email', 'ann@example.com')))).toEqual([]);
  });

  it('gives no row for a record that is not there, or is another one', async () => {
    const nothing = source(() => json({ detail: 'Not found.' }, { status: 404 }));
    expect(rowsOf(await one(nothing, get('product', 'custom_id', 'gone')))).toEqual([]);
    expect(rowsOf(await one(nothing, list({ entity: 'event' })))).toEqual([]);
    const seven = source(() => json({ id: 7 }));
    expect(rowsOf(await one(seven, get('deal', 'id', '7')))).toEqual([{ id: 7 }]);
    expect(rowsOf(await one(seven, get('deal', 'id', '07')))).toEqual([]);
  });

  it.each(['', '.', '..', '\ud800'])('asks nothing for %j, which no URL can name', async (value) => {
    const usercom = source(() => json({ id: value }));
    expect(rowsOf(await one(usercom, get('deal', 'custom_id', value)))).toEqual([]);
    expect(rowsOf(await one(usercom, list({ owner: { entity: 'contact', custom_id: value } })))).toEqual([]);
    expect(usercom.sent).toEqual([]);
  });

  it("never gives an owner another one's records", async () => {
    const mixed = source(() => page([{ id: 1, user_id: 17 }, { id: 2, user_id: 99 }, { id: 3 }]));
    expect(rowsOf(await one(mixed, list()))).toMatchObject([
      { id: 1, user_id: 17 },
      { id: 3, user_id: '17', user_custom_id: 'ann' },
    ]);
    const ignored = source(() =>
      page(
        [
          { id: 2, user_id: 99 },
          { id: 4, user_custom_id: null },
        ],
        '?cursor=2',
      ),
    );
    expect(await one(ignored, list())).toEqual({
      error: "User.com's answer to deals/ is the records of others: its filter is not obeyed",
    });
    expect(ignored.sent).toHaveLength(1);
  });
});

describe('the pages of User.com', () => {
  it('go to no other host, for the token would go with them', async () => {
    for (const next of [
      'https://evil.example/api/public/deals/',
      '//evil.example/',
      'https://acme.user.com:8443/',
    ]) {
      const usercom = source(() => page([{ id: 1 }], next));
      expect(await one(usercom, list())).toEqual({
        error: 'User.com\'s answer to deals/ has a "next" that leads to another host',
      });
      expect(usercom.sent).toHaveLength(1);
    }
  });

  it('stay on https behind a proxy that names http', async () => {
    const usercom = source(({ searchParams }) =>
      page(
        [{ id: searchParams.has('cursor') ? 2 : 1 }],
        searchParams.has('cursor') ? null : 'http://acme.user.com/api/public/deals/?cursor=b',
      ),
    );
    expect(rowsOf(await one(usercom, list()))).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(usercom.sent[1]).toBe('deals/?cursor=b');
  });

  it('end, in a circle and beyond the bound too', async () => {
    const circle = source(() => page([{ id: 1 }], '?cursor=a'));
    expect(await one(circle, list())).toEqual({
      error: "User.com's answer to deals/ leads from page to page in a circle",
    });
    let at = 0;
    const endless = source(() => page([{ id: at }], `?cursor=${++at}`), { maxPages: 3 });
    expect(await one(endless, list())).toEqual({
      error: 'User.com has more than 3 pages of deals/: raise maxPages',
    });
    expect(endless.sent).toHaveLength(3);
  });

  it('show a record once that is on two of them', async () => {
    const usercom = source(({ searchParams }) =>
      searchParams.has('cursor') ? page([{ id: 1 }, { id: 2 }]) : page([{ id: 1 }], '?cursor=b'),
    );
    expect(rowsOf(await one(usercom, list()))).toMatchObject([{ id: 1 }, { id: 2 }]);
  });

  it('ask for at most a hundred records each', async () => {
    const usercom = source(() => page([]), { pageSize: 5000 });
    await usercom.fetch([list()], {});
    expect(usercom.sent).toEqual(['deals/?user_custom_id=ann&page_size=100']);
  });
});

describe('the options of the User.com source', () => {
  it.each<[string, Partial<UsercomOptions>]>([
    ['token is missing', { subdomain: 'acme', token: '' }],
    ['token must be one line', { subdomain: 'acme', token: `${token}\n` }],
    ['subdomain must be the name before .user.com', { token }],
    ['subdomain must be the name before .user.com', { subdomain: 'evil.example/#', token }],
    ['baseUrl is no URL', { baseUrl: 'acme', token }],
    ['baseUrl must begin with https://', { baseUrl: 'ftp://acme', token }],
    ['baseUrl must be an address alone', { baseUrl: 'https://ann:pw@acme', token }],
    ['pageSize must be a number of at least 1', { subdomain: 'acme', token, pageSize: 0 }],
    ['requestsPerSecond must be a number', { subdomain: 'acme', token, requestsPerSecond: Number.NaN }],
  ])('are refused: %s', (message, options) => {
    expect(() => usercomSource(options as UsercomOptions)).toThrow(message);
    expect(() => usercomSource(options as UsercomOptions)).not.toThrow(token);
  });

  it('take an address with or without its path', async () => {
    for (const [baseUrl, asked] of [
      ['http://127.0.0.1:9', 'http://127.0.0.1:9/api/public/deals/1/'],
      ['https://crm.example/user', 'https://crm.example/user/deals/1/'],
    ] as const) {
      const service = fakeService(() => json({ id: 1 }));
      await usercomSource({ baseUrl, token, fetch: service.fetch }).fetch([get('deal', 'id', '1')], {});
      expect(service.sent.map(({ url }) => url.href)).toEqual([asked]);
    }
  });
});
