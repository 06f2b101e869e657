import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { importFolder } from '../../src/sources/import.js';
import { snippetry, temporaryFolder } from './command.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
const explain = (...given: string[]) => snippetry(['explain', ...given, '--no-config'], { cwd: folder });

const template = `{% deals for_last_days=1 count=5 order=1 as deal_list %}
{% for deal in deal_list %}{{ deal.name }}{% for order in deal.order_products %}{{ order.product.name }}{% endfor %}{% endfor %}
{% if receiver.vip %}{% events event='visit' count=1 as visits %}{{ visits.first.data.page }}{% endif %}
`;

test('a person reads what is asked for, what is read of it, and how many calls that takes', async () => {
  await write('order.txt', template);
  const { code, stdout, stderr } = await explain('order.txt', '--no-sql');
  expect(stderr).toBe('');
  expect(stdout).toBe(`order.txt, channel text

1. The receivers: 1 call of the source
   receiver
     reads receiver.vip

2. Before the first pass: 1 call of the source
   deal_list (1:1): the oldest 5 deals of the receiver, of the last 24 hours
     reads deal_list[].name, deal_list[].order_products[].product.name
   visits (3:22): the newest event of the receiver, whose name is visit
     reads visits[].data.page
     only under {% if receiver.vip %} (3:1)

3. Then, still before the first pass: 1 call of the source
   deal_list[].order_products[].product: its product, with the records that name it

At most, for 500 receivers and for 1,000 in such batches:
   calls of the source     3      6
`);
  expect(code).toBe(0);
});

test('--json has the same for programs, with the SQL and its fields', async () => {
  await write('order.txt', template);
  const { code, stdout } = await explain('order.txt', '--json', '--sql', 'postgres', '--batch-size', '250');
  const document = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(document).toMatchObject({
    schema: 1,
    command: 'explain',
    template: 'order.txt',
    channel: 'text',
    reads: ['receiver.vip'],
    counts: {
      batchSize: 250,
      callsPerBatch: 3,
      callsPerThousand: 12,
      statementsPerBatch: 6,
      statementsPerThousand: 24,
    },
    unknowns: [],
  });
  expect(document.steps[1].asks[0]).toMatchObject({
    kind: 'tag',
    tag: 'deals',
    name: 'deal_list',
    line: 1,
    column: 1,
    fields: ['created_at', 'id', 'name', 'order_products'],
  });
  expect(document.steps[1].asks[1].under).toMatchObject([
    { text: '{% if receiver.vip %}', line: 3, column: 1 },
  ]);
  const shown = document.statements.map(({ of }: { of: string[] }) => of[0]);
  expect(shown).toEqual([
    'receiver by custom_id',
    'receiver by email',
    'deal_list',
    'visits',
    'deal_list[].order_products[].product by id',
    'deal_list[].order_products[].product by custom_id',
  ]);
  expect(document.statements[2].sql).toMatch(/from "snippetry"\."deals"/);
});

test('the statements are those that the database runs', async () => {
  await write('order.txt', template);
  await write(
    'contacts.json',
    JSON.stringify(
      [1, 2, 3].map((id) => ({ id, custom_id: `c${id}`, email: `c${id}@example.com`, vip: id > 1 })),
    ),
  );
  await write(
    'products.json',
    JSON.stringify([1, 2].map((id) => ({ id, custom_id: `P${id}`, name: `Product ${id}` }))),
  );
  const lines = [{ product_id: 1 }, { product_custom_id: 'P2' }];
  const deal = (id: number) => ({
    id,
    custom_id: `D${id}`,
    user_id: id,
    name: 'Deal',
    order_products: lines,
    created_at: '2025-06-24T12:00:00Z',
  });
  await write('deals.json', JSON.stringify([1, 2, 3].map(deal)));
  await write(
    'events.json',
    JSON.stringify([{ id: 1, user_id: 2, name: 'visit', data: { page: '/shoes' }, timestamp: 1750777800 }]),
  );
  const file = path.join(folder, 'crm.db');
  await importFolder(folder, file, { now: '2025-06-25T00:00:00Z' });
  const announced = JSON.parse((await explain('order.txt', '--json')).stdout).counts.statementsPerBatch;

  const { Engine } = await import('../../src/index.js');
  const { sqliteSource } = await import('../../src/sources/sql/sqlite.js');
  const statements: string[] = [];
  const { source } = await sqliteSource(file, { onStatement: (sql) => statements.push(sql) });
  const engine = new Engine({ ...(source && { source }) });
  const texts: string[] = [];
  const ready = statements.length;
  const receivers = ['c1', 'c2@example.com', 'c3'];
  for await (const one of engine
    .compile(template, { name: 'order.txt' })
    .renderMany(receivers, { now: '2025-06-25T00:00:00Z' })) {
    texts.push(one.outcome === 'rendered' ? one.text : one.reason);
  }
  await source?.close();
  expect(texts).toEqual([
    'DealProduct 1Product 2\n\n',
    'DealProduct 1Product 2\n/shoes\n',
    'DealProduct 1Product 2\n\n',
  ]);
  expect(statements.length - ready).toBe(announced);
});

test('a message that a deal sets off may wait for its contact', async () => {
  await write('deal.txt', '{{ deal.name }} {{ receiver.first_name }}');
  expect((await explain('deal.txt', '--no-sql')).stdout).toContain(
    "where no receiver is named, the deal's contact takes one call more",
  );
  await write('order.txt', template);
  expect((await explain('order.txt', '--no-sql')).stdout).not.toContain('one call more');
});

test('what a template cannot tell before it runs is said, with its place', async () => {
  await write('any.txt', '{% deals as list %}{% include receiver.layout %}');
  const { stdout } = await explain('any.txt', '--no-sql');
  expect(stdout).toContain('everything is fetched, because the template is not known before it runs');
  expect(stdout).toContain('any.txt:1:31: the template is not known before it runs');
});

test.each([
  [['--sql', 'mysql'], 'invalid-choice'],
  [['--batch-size', '0'], 'invalid-number'],
  [['--channel', 'pigeon'], 'unknown-channel'],
  [['--now', 'soon'], 'invalid-time'],
])('%s is a wrong call', async (flags, wrong) => {
  await write('order.txt', template);
  const { code, stderr, stdout } = await explain('order.txt', ...flags);
  expect(stderr).toContain(`[${wrong}]`);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('a template with faults, and one that is not there, end with 1', async () => {
  await write('bad.txt', '{% deals count=-1 as list %}');
  expect((await explain('bad.txt')).stderr).toContain('[parameter-out-of-range]');
  expect((await explain('bad.txt')).code).toBe(1);
  expect((await explain('none.txt')).stderr).toContain('[file-unreadable]');
});

test('what a template asks for that is known only when it runs is not among the calls', async () => {
  await write('part.txt', '{% deals count=1 as list %}{{ list|length }}{% include receiver.layout %}');
  const { stdout } = await explain('part.txt', '--no-sql');
  expect(stdout).toContain(
    'At most, beside what templates ask for that are not known, for 500 receivers and for 1,000 in such batches:',
  );
  expect(JSON.parse((await explain('part.txt', '--json')).stdout).unknowns).toMatchObject([{ asks: true }]);
});
