import { describe, expect, it } from 'vitest';
import { getRequest, requestKey } from '../../../src/data/keys.js';
import type { Condition, Row } from '../../../src/data/request.js';
import { neededRelations } from '../../../src/data/spans.js';

const where = (...path: [string, ...string[]]): Condition[] => [{ path, lookup: 'exact', value: 'x' }];
const answers =
  (found: Readonly<Record<string, Row | null>>) => (request: Parameters<typeof requestKey>[0]) =>
    found[requestKey(request)];

describe('neededRelations', () => {
  const rows = [
    { id: 1, order_products: [{ product_id: 5 }, { product_custom_id: 'A' }, { product_id: 5 }, 'damaged'] },
    { id: 2, order_products: [{ product_id: '5' }] },
    { id: 3, order_products: null },
  ];

  it('names each record once that a span leads to', () => {
    expect(neededRelations('deal', rows, where('order_products', 'product', 'category'))).toEqual([
      getRequest('product', 'id', '5'),
      getRequest('product', 'custom_id', 'A'),
    ]);
  });

  it('needs nothing for conditions on the rows themselves or on parts of them', () => {
    for (const path of [
      ['name'],
      ['order_products', 'value'],
      ['nothing', 'at', 'all'],
      ['constructor', 'name'],
    ]) {
      expect(neededRelations('deal', rows, where(...(path as [string, ...string[]])))).toEqual([]);
    }
  });

  it('needs nothing that has been answered', () => {
    const resolve = answers({ 'product id 5': { id: 5 }, 'product custom_id A': null });
    expect(neededRelations('deal', rows, where('order_products', 'product', 'category'), resolve)).toEqual(
      [],
    );
  });

  it('tries the next key where one finds nothing', () => {
    const deal = [{ id: 1, user_id: 7, user_custom_id: 'ann' }];
    const path = where('contact', 'email');
    expect(neededRelations('deal', deal, path)).toEqual([getRequest('contact', 'id', '7')]);
    expect(neededRelations('deal', deal, path, answers({ 'contact id 7': null }))).toEqual([
      getRequest('contact', 'custom_id', 'ann'),
    ]);
    expect(neededRelations('deal', deal, path, answers({ 'contact id 7': { id: 7 } }))).toEqual([]);
  });

  it('goes on over several relations, one at a time', () => {
    const deal = [{ id: 1, user_id: 7 }];
    const path = where('contact', 'company', 'name');
    expect(neededRelations('deal', deal, path)).toEqual([getRequest('contact', 'id', '7')]);
    const resolve = answers({ 'contact id 7': { id: 7, company_id: 3 } });
    expect(neededRelations('deal', deal, path, resolve)).toEqual([getRequest('company', 'id', '3')]);
  });

  it('asks for all the products of a deal', () => {
    const deal = [{ id: 1, products_custom_id: ['A', 'B'] }];
    expect(neededRelations('deal', deal, where('products', 'category'))).toEqual([
      getRequest('product', 'custom_id', 'A'),
      getRequest('product', 'custom_id', 'B'),
    ]);
  });
});
