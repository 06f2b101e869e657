import { describe, expect, it } from 'vitest';
import { models } from '../../../src/data/entities.js';
import { relationNamed } from '../../../src/data/fields.js';
import {
  getRequest,
  isRow,
  keyText,
  ownerOf,
  productRequests,
  relationRequests,
  requestKey,
} from '../../../src/data/keys.js';
import type { ListRequest } from '../../../src/data/request.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';

describe('keyText', () => {
  it('writes keys as text, so that the id 7 and the id "7" are one', () => {
    expect([7, '7', 7n, ScaledDecimal.parse('7')].map(keyText)).toEqual(['7', '7', '7', '7']);
    expect(keyText('007')).toBe('007');
  });

  it('knows what is no key', () => {
    for (const value of [undefined, null, '', Number.NaN, Infinity, true, [], [7], {}, { id: 7 }]) {
      expect(keyText(value)).toBeUndefined();
    }
  });
});

describe('requestKey', () => {
  const list = (fields: Partial<ListRequest>): ListRequest => ({
    kind: 'list',
    entity: 'deal',
    where: [],
    order: { field: 'id', direction: 1 },
    timeZone: 'UTC',
    ...fields,
  });
  const having = (value: unknown) => list({ where: [{ path: ['x'], lookup: 'exact', value }] });

  it('is one for requests that ask for the same', () => {
    expect(requestKey(list({ limit: 5 }))).toBe(requestKey(list({ limit: 5 })));
    expect(requestKey(getRequest('product', 'id', '7'))).toBe('product id 7');
  });

  it('tells requests apart that differ in anything', () => {
    const requests = [
      list({}),
      list({ entity: 'task' }),
      list({ limit: 0 }),
      list({ order: { field: 'id', direction: -1 } }),
      list({ timeZone: 'Europe/Warsaw' }),
      list({ owner: { entity: 'contact' } }),
      list({ owner: { entity: 'contact', id: '1' } }),
      list({ owner: { entity: 'contact', custom_id: '1' } }),
      list({ owner: { entity: 'company', id: '1' } }),
      list({ window: { field: 'won_at', from: 0, to: 1 } }),
      having(undefined),
      having(null),
      having('1'),
      having(1),
      having(1n),
      having(ScaledDecimal.parse('1')),
      having(ScaledDecimal.parse('1.0')),
      having([]),
      having(['1']),
      having([undefined]),
      list({ where: [{ path: ['x', 'y'], lookup: 'exact', value: null }] }),
      list({ where: [{ path: ['x__y'], lookup: 'exact', value: null }] }),
    ];
    expect(new Set(requests.map(requestKey)).size).toBe(requests.length);
  });
});

describe('ownerOf', () => {
  it('gives every key that a row has; only contacts are known by e-mail', () => {
    const row = { id: 7, custom_id: 'ann', email: 'ann@example.com' };
    expect(ownerOf('contact', row)).toEqual({
      entity: 'contact',
      id: '7',
      custom_id: 'ann',
      email: 'ann@example.com',
    });
    expect(ownerOf('company', row)).toEqual({ entity: 'company', id: '7', custom_id: 'ann' });
    expect(ownerOf('contact', { id: '', custom_id: null })).toEqual({ entity: 'contact' });
  });

  it('reads no key that a row inherits', () => {
    expect(ownerOf('contact', Object.create({ id: 7 }))).toEqual({ entity: 'contact' });
  });
});

describe('relations', () => {
  it('are asked for by every key that the row has, in order, in any spelling', () => {
    const contact = relationNamed(models.deal, 'contact');
    if (!contact) throw new Error('a deal has a contact');
    expect(relationRequests(models.deal, { user_custom_id: 'ann', user_id: 7 }, contact)).toEqual([
      getRequest('contact', 'id', '7'),
      getRequest('contact', 'custom_id', 'ann'),
    ]);
    expect(relationRequests(models.deal, { contact_id: '7' }, contact)).toEqual([
      getRequest('contact', 'id', '7'),
    ]);
    expect(relationRequests(models.deal, { user_id: null }, contact)).toEqual([]);
  });

  it('of a deal to products are the SKUs that it lists, else those of its order lines, each once', () => {
    const lines = [{ product_id: 1 }, { product_custom_id: 'A' }, { product_custom_id: 'A' }, 5];
    expect(productRequests({ products_custom_id: ['A', 'A', '', null, 7], order_products: lines })).toEqual([
      getRequest('product', 'custom_id', 'A'),
      getRequest('product', 'custom_id', '7'),
    ]);
    expect(productRequests({ product_custom_ids: ['B'] })).toEqual([getRequest('product', 'custom_id', 'B')]);
    expect(productRequests({ order_products: lines })).toEqual([
      getRequest('product', 'id', '1'),
      getRequest('product', 'custom_id', 'A'),
    ]);
    expect(productRequests({ order_products: 'none' })).toEqual([]);
  });
});

it('a row is a plain object and nothing else', () => {
  expect([{}, Object.create(null)].every(isRow)).toBe(true);
  expect([null, [], 'x', new Date(), new Map(), ScaledDecimal.parse('1')].some(isRow)).toBe(false);
});
