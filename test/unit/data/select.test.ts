import { describe, expect, it } from 'vitest';
import type { Condition, GetRequest, ListRequest, Lookup, Row } from '../../../src/data/request.js';
import { allApplied, nothingApplied, select } from '../../../src/data/select.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';

const request = (fields: Partial<ListRequest> = {}): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  where: [],
  order: { field: 'id', direction: 1 },
  timeZone: 'UTC',
  ...fields,
});
const none = () => null;

/** The ids of the rows that are selected. */
const ids = (
  rows: readonly Row[],
  fields: Partial<ListRequest> = {},
  resolve = none as Parameters<typeof select>[3],
) => select(rows, request(fields), nothingApplied, resolve).map((row) => row.id);

/** The ids of the rows that meet one condition, written as in a template: `tags__contains`. */
function meeting(rows: readonly Row[], name: string, value: unknown, resolve?: Parameters<typeof select>[3]) {
  const parts = name.split('__');
  const lookup = (parts.length > 1 ? parts.pop() : 'exact') as Lookup;
  const where: Condition[] = [{ path: parts as [string, ...string[]], lookup, value }];
  return ids(rows, { where }, resolve);
}

const decimal = (text: string) => ScaledDecimal.parse(text);

describe('order', () => {
  it("puts empty values last in either direction and breaks ties by id in the order's direction", () => {
    const rows = [
      { id: 1, value: 5 },
      { id: 2 },
      { id: 3, value: 9 },
      { id: 10, value: 5 },
      { id: 4, value: null },
      { id: 5, value: '' },
    ];
    expect(ids(rows, { order: { field: 'value', direction: 1 } })).toEqual([1, 10, 3, 2, 4, 5]);
    expect(ids(rows, { order: { field: 'value', direction: -1 } })).toEqual([3, 10, 1, 5, 4, 2]);
  });

  it('orders ids that are whole numbers as numbers, the others after them', () => {
    expect(ids([{ id: '10' }, { id: 'b' }, { id: 9 }, { id: 'a' }, { id: '007' }])).toEqual([
      9,
      '10',
      '007',
      'a',
      'b',
    ]);
  });

  it('orders text by code point, decimals to the last digit, dates as instants', () => {
    const names = [
      { id: 1, name: '\u{1F600}' },
      { id: 2, name: '～' },
      { id: 3, name: 'B' },
      { id: 4, name: 'a' },
    ];
    expect(ids(names, { order: { field: 'name', direction: 1 } })).toEqual([3, 4, 2, 1]);
    const values = [
      { id: 1, value: decimal('9007199254740993.1') },
      { id: 2, value: decimal('9007199254740993.09') },
      { id: 3, value: 10 },
    ];
    expect(ids(values, { order: { field: 'value', direction: 1 } })).toEqual([3, 2, 1]);
    const dates = [
      { id: 1, won_at: '2025-06-24T14:00:00+02:00' },
      { id: 2, won_at: '2025-06-24T12:00:00.001Z' },
      { id: 3, won_at: Date.UTC(2025, 5, 24, 11) / 1000 },
    ];
    expect(ids(dates, { order: { field: 'won_at', direction: 1 } })).toEqual([3, 1, 2]);
  });

  it('orders custom attributes by what they are: booleans, numbers, dates, text', () => {
    const rows = [
      { id: 1, x: 'text' },
      { id: 2, x: '2025-06-24' },
      { id: 3, x: 7 },
      { id: 4, x: true },
      { id: 5, x: ['a list has no order'] },
    ];
    expect(ids(rows, { order: { field: 'x', direction: 1 } })).toEqual([4, 3, 2, 1, 5]);
  });

  it('cuts after ordering, so that the oldest come first where that is asked for', () => {
    const rows = [3, 1, 2].map((id) => ({ id }));
    expect(ids(rows, { limit: 2 })).toEqual([1, 2]);
    expect(ids(rows, { limit: 2, order: { field: 'id', direction: -1 } })).toEqual([3, 2]);
    expect(ids(rows, { limit: 0 })).toEqual([]);
  });

  it('does not do again what the source did', () => {
    const rows = [{ id: 2 }, { id: 1 }, { id: 3 }];
    const kept = select(
      rows,
      request({ limit: 1, where: [{ path: ['id'], lookup: 'exact', value: 9 }] }),
      allApplied,
      none,
    );
    expect(kept).toEqual(rows);
    // Without the filter the order and the limit of a source mean nothing.
    const applied = { filter: false, order: true, limit: true };
    expect(select(rows, request({ limit: 2 }), applied, none).map((row) => row.id)).toEqual([1, 2]);
  });
});

describe('window', () => {
  const noon = Date.UTC(2025, 5, 24, 12);
  const rows = [
    { id: 1, created_at: '2025-06-24T12:00:00Z' },
    { id: 2, created_at: '2025-06-24T12:00:00.001Z' },
    { id: 3, created_at: '2025-06-24' },
    { id: 4 },
    { id: 5, created_at: 'soon' },
  ];

  it('holds both of its ends; an empty or unreadable field is outside', () => {
    expect(ids(rows, { window: { field: 'created_at', from: noon, to: noon } })).toEqual([1]);
    expect(ids(rows, { window: { field: 'created_at', from: -Infinity, to: Infinity } })).toEqual([1, 2, 3]);
  });

  it('takes a day for its midnight in the zone of the render', () => {
    const window = { field: 'created_at', from: Date.UTC(2025, 5, 23, 22), to: Date.UTC(2025, 5, 23, 22) };
    expect(ids(rows, { window, timeZone: 'Europe/Warsaw' })).toEqual([3]);
    expect(ids(rows, { window })).toEqual([]);
  });
});

describe('conditions', () => {
  const rows = [
    { id: 1, name: 'Straße', status: 2, value: decimal('149.90'), tags: ['vip', 7], ca: '007' },
    { id: 2, name: 'straSSE', status: '3', volume: '20', tags: [], ca: 7 },
    { id: 3, name: '', status: null },
  ];

  it('compares typed attributes by their type, under every spelling', () => {
    expect(meeting(rows, 'value__gte', '149.9')).toEqual([1]);
    expect(meeting(rows, 'value__lt', 100)).toEqual([2]);
    expect(meeting(rows, 'volume', 20)).toEqual([2]);
    expect(meeting(rows, 'status', 'won')).toEqual([1]);
    expect(meeting(rows, 'status__in', ['lost', 'archived'])).toEqual([2]);
    expect(meeting(rows, 'id', '2')).toEqual([2]);
  });

  it('compares text by code point and i-lookups by case folding', () => {
    expect(meeting(rows, 'name', 'straße')).toEqual([]);
    expect(meeting(rows, 'name__iexact', 'STRASSE')).toEqual([1, 2]);
    expect(meeting(rows, 'name__istartswith', 'STRASS')).toEqual([1, 2]);
    expect(meeting(rows, 'name__contains', 'raß')).toEqual([1]);
  });

  it('asks lists for membership', () => {
    expect(meeting(rows, 'tags__contains', 'vip')).toEqual([1]);
    expect(meeting(rows, 'tags__contains', '7')).toEqual([1]);
    expect(meeting(rows, 'tags__contains', 'vi')).toEqual([]);
    expect(meeting(rows, 'tags__icontains', 'VIP')).toEqual([1]);
  });

  it('keeps 007 and 7 apart in text and matches the number in numbers', () => {
    expect(meeting(rows, 'ca', '7')).toEqual([2]);
    expect(meeting(rows, 'ca', '007')).toEqual([1, 2]);
  });

  it('matches nothing by an empty value or by one that is not of the type', () => {
    for (const value of [undefined, null, '']) {
      for (const lookup of ['exact', 'ne', 'gt', 'in', 'contains', 'iexact']) {
        expect(meeting(rows, `name__${lookup}`, value)).toEqual([]);
      }
    }
    expect(meeting(rows, 'status__ne', 'foo')).toEqual([]);
    expect(meeting(rows, 'status__ne', 'won')).toEqual([2, 3]);
  });

  it('tells null from a value by isnull', () => {
    expect(meeting(rows, 'status__isnull', true)).toEqual([3]);
    expect(meeting(rows, 'name__isnull', 'False')).toEqual([1, 2, 3]);
    expect(meeting(rows, 'nothing__isnull', true)).toEqual([1, 2, 3]);
    expect(meeting(rows, 'status__isnull', 'maybe')).toEqual([]);
  });

  it('reads nothing that a row inherits', () => {
    const hostile = [
      { id: 1 },
      Object.fromEntries<unknown>([
        ['id', 2],
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    ];
    const having = (path: [string, ...string[]], lookup: Lookup, value: unknown) =>
      ids(hostile, { where: [{ path, lookup, value }] });
    expect(having(['__proto__'], 'exact', 'x')).toEqual([2]);
    expect(having(['__proto__'], 'isnull', true)).toEqual([1]);
    expect(having(['constructor'], 'exact', 'y')).toEqual([2]);
    expect(having(['toString'], 'isnull', true)).toEqual([1, 2]);
    expect(having(['constructor', 'name'], 'exact', 'Object')).toEqual([]);
    expect(ids(hostile, { order: { field: '__proto__', direction: 1 } })).toEqual([2, 1]);
  });

  it('follows relations through the lists that lead to them', () => {
    const deals = [
      { id: 1, order_products: [{ product_id: 5 }, { product_custom_id: 'gone' }] },
      { id: 2, order_products: [{ product_custom_id: 'BOOT' }] },
      { id: 3 },
    ];
    const resolve = ({ key, value }: GetRequest) => {
      if (key === 'id' && value === '5') return { id: 5, category: 'Shoes' };
      return value === 'BOOT' ? { id: 6, category: 'Boots' } : null;
    };
    expect(meeting(deals, 'order_products__product__category__exact', 'Shoes', resolve)).toEqual([1]);
    expect(meeting(deals, 'order_products__product__category__in', ['Boots', 'Shoes'], resolve)).toEqual([
      1, 2,
    ]);
    expect(meeting(deals, 'order_products__product__category__isnull', true, resolve)).toEqual([3]);
  });
});
