import fc from 'fast-check';
import { ownerOf } from '../../src/data/keys.js';
import type { Condition, ListRequest, Lookup, Row } from '../../src/data/request.js';
import type { Tables } from '../../src/sources/memory.js';
import { ScaledDecimal } from '../../src/values/scaled-decimal.js';

const decimal = (text: string): ScaledDecimal => {
  const read = ScaledDecimal.parse(text);
  if (!read) throw new Error(text);
  return read;
};

const texts = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'A',
    'abc',
    'Abc',
    'STRASSE',
    'straße',
    'ﬁn',
    'FIN',
    'İ',
    '～',
    '😀',
    '😀😀',
    '\u0000x',
    '\ud800',
    '2025-06-24',
    '10',
    '9',
    '007',
    '2.50',
    'true',
    "'; drop table deals; --",
    '%',
    '_',
    '"',
    '\\',
    'null',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

const numbers = fc.oneof(
  fc.integer({ min: -5, max: 12 }),
  fc.constantFrom(
    ...[
      '2.50',
      '2.5',
      '-0.01',
      '149.90',
      '9007199254740993',
      '9007199254740992',
      '0.1234567890123456789',
      '3.0',
    ].map(decimal),
  ),
  fc.constantFrom(1e14, 2 ** 53 - 1),
);

const moments = fc.constantFrom<unknown>(
  '2025-06-24T12:00:00Z',
  '2025-06-24T14:00:00+02:00',
  '2025-06-24T12:00:00.001Z',
  '2025-06-24T12:00:00.000001Z',
  '2025-06-24 12:00:00',
  '2025-06-24',
  '2025-06-23',
  '2025-06-25T00:00:00-05:00',
  '2025-03-30T02:30:00',
  '2025-06-24T12:00:00Z',
  1750766400,
);
const instants = fc.constantFrom(
  '2025-06-24T12:00:00Z',
  '2025-06-24T14:00:00+02:00',
  '2025-06-25T01:00:00Z',
  '2024-01-01T00:00:00.5Z',
);

const anything: fc.Arbitrary<unknown> = fc.oneof(texts, numbers, moments, fc.boolean(), fc.constant(null));
const lists = fc.array(fc.oneof(texts, numbers), { maxLength: 3 });
const customNames = [
  'ca_string',
  'custom_int',
  '__proto__',
  'constructor',
  'toString',
  'a"b',
  "d'; drop table deals;--",
  'rid',
  'attributes',
  'ключ 😀',
];

const line = fc.record(
  {
    product_id: fc.constantFrom<unknown>(1, '2', 99),
    product_custom_id: fc.constantFrom('SKU-1', 'SKU-2', 'gone'),
    value: numbers,
    currency: fc.constantFrom('USD', 'JPY'),
    quantity: numbers,
  },
  { requiredKeys: [] },
);

/** Everything that a deal can hold, in every spelling that a payload might use. */
function deal(index: number, contacts: readonly Row[], sorted: boolean): fc.Arbitrary<Row> {
  const id = fc.constantFrom<unknown>(
    index + 1,
    String(index + 1),
    `uuid-${index}`,
    `0${index + 1}`,
    2 ** 53 - 1 - index,
  );
  const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  return fc
    .record({
      id: sorted ? fc.constant<unknown>(index + 1) : id,
      custom_id: sometimes(fc.constantFrom<unknown>(`C${index}`, 5000 + index, `Ł${index}😀`)),
      contact: fc.constantFrom(...contacts, undefined),
      name: sometimes(sorted ? fc.constantFrom('a', 'B', '～', '😀') : anything),
      value: sometimes(sorted ? fc.integer({ min: 0, max: 9 }) : anything),
      status: sometimes(fc.oneof(fc.integer({ min: 0, max: 4 }), sorted ? fc.constant(1) : anything)),
      stage: sometimes(fc.constantFrom<unknown>(1, '1', 'new', 13)),
      currency: sometimes(fc.constantFrom('USD', 'PLN', '')),
      created_at: sorted ? instants : fc.oneof(instants, moments, fc.constantFrom('soon')),
      won_at: sometimes(sorted ? instants : fc.oneof(moments, texts, fc.constant(null))),
      expected_close_date: sometimes(fc.oneof(moments, texts)),
      tags: sometimes(lists),
      products_custom_ids: sometimes(fc.constantFrom(['SKU-1'], ['SKU-2', 'gone'], [])),
      order_products: sometimes(fc.array(line, { maxLength: 2 })),
      customers: sometimes(fc.constantFrom([{ id: 1 }], [{ email: 'ann@example.com' }, { id: '3' }], [])),
      custom: fc.array(fc.tuple(fc.constantFrom(...customNames), fc.oneof(anything, lists)), {
        maxLength: 3,
      }),
    })
    .map(({ contact, custom, ...fields }) =>
      Object.fromEntries([
        ...Object.entries(fields).filter(([, value]) => value !== undefined),
        ...(contact
          ? [['user_id', contact.id] as const, ['user_custom_id', contact.custom_id] as const]
          : []),
        ['updated_at', '2025-06-25T00:00:00Z'] as const,
        ...custom,
      ]),
    );
}

const stamps = { created_at: '2025-01-01T00:00:00Z', updated_at: '2025-01-01T00:00:00Z' };
const contacts: readonly Row[] = [
  { id: 1, custom_id: 'ann', email: 'ann@example.com', ...stamps },
  { id: 2, custom_id: 'ben 😀', ...stamps },
  { id: '3', custom_id: "o'hara", email: 'c@example.com', ...stamps },
];
const products: readonly Row[] = [
  { id: 1, custom_id: 'SKU-1', category: 'Shoes', price: decimal('20.00'), ...stamps },
  { id: 2, custom_id: 'SKU-2', category: '', price: 5, ...stamps },
];

export const tables: fc.Arbitrary<Required<Pick<Tables, 'contacts' | 'products' | 'deals'>>> = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.boolean())
  .chain(([count, sorted]) =>
    fc
      .tuple(...Array.from({ length: count }, (_, index) => deal(index, contacts, sorted)))
      .map((deals) => ({ contacts, products, deals })),
  );

const paths: readonly Condition['path'][] = [
  ...[
    'id',
    'custom_id',
    'name',
    'value',
    'volume',
    'status',
    'stage',
    'created_at',
    'won_at',
    'expected_close_date',
    'tags',
    'user_id',
  ].map((name) => [name] as [string]),
  ...customNames.map((name) => [name] as [string]),
  ['products_custom_id'],
  ['order_products', 'product', 'category'],
  ['order_products', 'product', 'price'],
  ['order_products', 'value'],
  ['products', 'category'],
  ['contact', 'email'],
  ['nothing', 'at', 'all'],
];
const lookups: readonly Lookup[] = [
  'exact',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'contains',
  'icontains',
  'startswith',
  'istartswith',
  'endswith',
  'iendswith',
  'iexact',
  'isnull',
];

const condition: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom(...paths), fc.constantFrom(...lookups))
  .chain(([path, lookup]) => {
    const value: fc.Arbitrary<unknown> =
      lookup === 'in'
        ? fc.array(anything, { maxLength: 3 })
        : lookup === 'isnull'
          ? fc.boolean()
          : fc.oneof(anything, fc.constantFrom('won', 'Shoes', 'SKU-1', '1', 1));
    return value.map((one) => ({ path, lookup, value: one }));
  });

const noon = Date.parse('2025-06-24T12:00:00Z');
const dateFields = fc.constantFrom('created_at', 'won_at', 'expected_close_date', 'ca_string', 'value');

export const listRequest: fc.Arbitrary<ListRequest> = fc
  .record({
    owner: fc.constantFrom(
      ...contacts.map((row) => ownerOf('contact', row)),
      { entity: 'company' as const, id: '1' },
      { entity: 'contact' as const },
      undefined,
    ),
    where: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 3, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }) },
    ),
    window: fc.option(
      fc.record({
        field: dateFields,
        from: fc.constantFrom(noon, noon - 86_400_000, noon - 1),
        to: fc.constantFrom(noon, noon + 86_400_000),
      }),
      { nil: undefined },
    ),
    order: fc.record({
      field: fc.constantFrom(
        'created_at',
        'created_at',
        'id',
        'value',
        'name',
        'status',
        'won_at',
        'expected_close_date',
        'tags',
        ...customNames,
      ),
      direction: fc.constantFrom(1 as const, -1 as const),
    }),
    limit: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    timeZone: fc.constantFrom('UTC', 'Europe/Warsaw', 'America/New_York'),
  })
  .map(({ owner, window, limit, ...rest }) => ({
    kind: 'list',
    entity: 'deal',
    ...rest,
    ...(owner && { owner }),
    ...(window && { window }),
    ...(limit !== undefined && { limit }),
  }));
