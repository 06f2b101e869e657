/** An example, how it is rendered, and the file that holds what must come out, byte for byte. */
export interface Rendering {
  readonly template: string;
  /** Options of `snippetry render` beside `--data`. */
  readonly options: readonly string[];
  readonly expected: string;
}

const clock = ['--now', '2025-06-25T00:00:00Z'] as const;
const john = '8b1a9953c4611296a827abf8c47804d7e6c49c6b97d5e1f3c0a2b4d6e8f0a1c3';

export const renderings: readonly Rendering[] = [
  {
    template: 'deals-as-orders.html',
    options: ['--to', 'john-doe-01', ...clock],
    expected: 'deals-as-orders.html',
  },
  {
    template: 'deals-as-orders.angle.html',
    options: ['--to', 'john-doe-01', ...clock],
    expected: 'deals-as-orders.html',
  },
  {
    template: 'recent-deals.html',
    options: ['--to', 'john-doe-01', ...clock],
    expected: 'recent-deals.html',
  },
  {
    template: 'recent-deals.html',
    options: ['--to', 'ann-nowak-02', ...clock],
    expected: 'recent-deals.none.html',
  },
  {
    template: 'order-confirmation.html',
    options: ['--deal', 'ORD-78523', ...clock],
    expected: 'order-confirmation.html',
  },
  {
    template: 'order-confirmation.html',
    options: ['--deal', 'ORD-<"\'&-😀', '--locale', 'de', ...clock],
    expected: 'order-confirmation.unicode.html',
  },
  { template: 'order-update.txt', options: ['--to', john, ...clock], expected: 'order-update.txt' },
  {
    template: 'order-update.txt',
    options: ['--to', 'zoë-<b>"\'&-😀', ...clock],
    expected: 'order-update.unicode.txt',
  },
  {
    template: 'order-update.txt',
    options: ['--to', 'ann.nowak@example.com', ...clock],
    expected: 'order-update.none.txt',
  },
];
