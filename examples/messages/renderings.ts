/** A message of the example shop, how it is rendered, and the file that holds what must come out. */
export interface MessageRendering {
  readonly template: string;
  readonly config: string;
  /** Options of `snippetry render` that say for whom. */
  readonly options: readonly string[];
  /** The custom_id of the contact that it goes to. */
  readonly contact: string;
  /** Below examples/expected/messages. */
  readonly expected: string;
}

export const clock = ['--now', '2025-06-25T09:00:00Z'] as const;

/** The customers, each with an order and a cart: a harmless one first, then what data can hold. */
const customers = [
  { file: 'emma', contact: 'emma-larsen', order: 'ORD-78523' },
  { file: 'jan', contact: 'jan-kowalski', order: 'ORD-78524' },
  { file: 'aiko', contact: 'aiko-tanaka', order: 'ORD-78525' },
  { file: 'html', contact: 'zoë-<b>"\'&-😀', order: 'ORD-<"\'&-😀' },
  { file: 'markup', contact: '*_[x](y)~<b>&', order: '../../*_[x](y)~<b>&' },
  { file: 'rtl-and-lines', contact: 'rtl-and-lines', order: 'ORD\r\nBcc: eve@example.com' },
  { file: 'long', contact: 'long-name', order: `ORD-${'9'.repeat(60)}` },
  { file: 'half-emoji', contact: 'half-emoji', order: 'ORD-half-' },
  { file: 'blank', contact: 'blank', order: 'ORD-78530' },
] as const;

const team = [
  { file: 'maria', contact: 'maria-kowalska' },
  { file: 'tom', contact: 'tom-slusarz' },
  { file: 'markup', contact: 'ops-*bold*' },
  { file: 'blank', contact: 'new-colleague' },
  { file: 'rtl-and-lines', contact: 'lea-\u202etfel' },
] as const;

const one = (
  name: string,
  file: string,
  contact: string,
  ...options: readonly string[]
): MessageRendering => ({
  template: `${name}.html`,
  config: 'snippetry.config.ts',
  options,
  contact,
  expected: `${name}.${file}.txt`,
});

export const messageRenderings: readonly MessageRendering[] = [
  ...['order-confirmed', 'order-shipped', 'partial-return'].flatMap((name) =>
    customers.map(({ file, contact, order }) => one(name, file, contact, '--deal', order)),
  ),
  // In the cart of the last there is nothing, and orders he has one.
  ...customers
    .slice(0, -1)
    .flatMap(({ file, contact }, index) => [
      one('abandoned-deal', file, contact, '--deal', `CART-${index + 1}`),
      one('loyalty', file, contact, '--to', contact),
    ]),
  ...team.map(({ file, contact }) => ({
    ...one('sales-digest', file, contact, '--to', contact),
    template: 'sales-digest.txt',
    config: 'sales.config.ts',
  })),
];

/** What a gate keeps back, and what it says. */
export const keptBack: readonly {
  readonly template: string;
  readonly options: readonly string[];
  readonly reason: string;
}[] = [
  { template: 'order-confirmed.html', options: ['--to', 'emma-larsen'], reason: 'deal is blank' },
  { template: 'order-confirmed.html', options: ['--deal', 'LOST-1'], reason: 'the order is cancelled' },
  { template: 'order-shipped.html', options: ['--deal', 'CART-1'], reason: 'deal.shipped_at is blank' },
  { template: 'abandoned-deal.html', options: ['--deal', 'ORD-78523'], reason: 'the deal is closed' },
  { template: 'abandoned-deal.html', options: ['--deal', 'ARCH-1'], reason: 'the deal is closed' },
  {
    template: 'abandoned-deal.html',
    options: ['--deal', 'FRESH-1'],
    reason: 'the deal was touched within the last day',
  },
  { template: 'abandoned-deal.html', options: ['--deal', 'CART-9'], reason: 'nothing is in the cart' },
  {
    template: 'partial-return.html',
    options: ['--deal', 'OLD-1'],
    reason: 'nothing of the order came back',
  },
  {
    template: 'partial-return.html',
    options: ['--deal', 'LOST-1'],
    reason: 'the order is not fulfilled, or all of it came back',
  },
  { template: 'loyalty.html', options: ['--to', 'blank'], reason: 'fewer than three orders' },
];
