import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyText, requestKey } from '../../src/data/keys.js';
import type { DataRequest, GetRequest, ListRequest, Row } from '../../src/data/request.js';
import { select } from '../../src/data/select.js';
import type { DataAnswer } from '../../src/data/source.js';
import { listOfStats, summarise } from '../../src/data/stats.js';
import { memorySource, type Tables } from '../../src/sources/memory.js';
import { ScaledDecimal } from '../../src/values/scaled-decimal.js';
import { listRequest, tables as randomTables } from './random-records.js';
import type { Subject } from './sources.js';

/** A row with its digits to be seen: 149.90 and 149.9 differ, the text "5" and the number 5 too. */
export function visible(value: unknown): unknown {
  if (value instanceof ScaledDecimal) return `decimal ${value}`;
  if (typeof value === 'number' && !Number.isInteger(value)) return `decimal ${value}`;
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, visible(item)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
  return value;
}

/** What a template would get for a request: the answer after the engine's share of the work. */
function finish(request: DataRequest, answer: DataAnswer | undefined, tables: Tables): unknown {
  if (!answer || 'error' in answer) return answer;
  if ('stats' in answer) return visible(answer.stats);
  if (request.kind === 'get') return visible(answer.rows);
  if (request.kind === 'stats')
    return visible(
      summarise(select(answer.rows, listOfStats(request), answer.applied, resolver(tables)), request),
    );
  return visible(select(answer.rows, request, answer.applied, resolver(tables)));
}

function resolver(tables: Tables): (request: GetRequest) => Row | null {
  const rows = { contact: tables.contacts, product: tables.products, company: tables.companies } as Record<
    string,
    readonly Row[] | undefined
  >;
  return ({ entity, key, value }) => rows[entity]?.find((row) => keyText(row[key]) === value) ?? null;
}

const list = (fields: Partial<ListRequest>): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  where: [],
  order: { field: 'created_at', direction: -1 },
  timeZone: 'UTC',
  ...fields,
});

/**
 * What every source must do: after `select` it gives exactly the rows of the memory source, digits, spellings
 * and order included.
 *
 * @param runs how many random sets of records and requests
 */
export function describeSource({ name, make, carries = (tables) => tables }: Subject, runs: number): void {
  const fixed = carries(given);
  const check = async (tables: Tables, requests: readonly DataRequest[]) => {
    const source = await make(tables);
    try {
      const answers = await source.fetch(requests, {});
      const expected = await memorySource(tables).fetch(requests, {});
      expect(answers).toHaveLength(requests.length);
      for (const [index, request] of requests.entries()) {
        expect({ request, rows: finish(request, answers[index], tables) }).toEqual({
          request,
          rows: finish(request, expected[index], tables),
        });
      }
      return answers.map((answer, index) => ({ answer, request: requests[index] }));
    } finally {
      await source.close?.();
    }
  };

  describe(`source contract: ${name}`, () => {
    it('finds records by id, custom_id and e-mail, ids compared as text', async () => {
      const get = (entity: GetRequest['entity'], key: GetRequest['key'], value: string): GetRequest => ({
        kind: 'get',
        entity,
        key,
        value,
      });
      const answers = await check(fixed, [
        get('contact', 'id', '1'),
        get('contact', 'custom_id', 'ann'),
        get('contact', 'email', 'ann@example.com'),
        get('deal', 'email', 'ann@example.com'),
        get('deal', 'id', '7'),
        get('deal', 'id', '07'),
        get('deal', 'custom_id', '4711'),
        get('product', 'custom_id', "'; drop table products; --"),
        get('product', 'custom_id', 'a\u0000b'),
        get('product', 'custom_id', '\ud800'),
        get('product', 'custom_id', ''),
      ]);
      expect(answers.map(({ answer }) => ('rows' in answer ? answer.rows.length : -1))).toEqual([
        1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0,
      ]);
    });

    it('answers in the order of the requests, an owner without records with none', async () => {
      const owner = (id: string) => ({ entity: 'contact' as const, id });
      const answers = await check(fixed, [
        list({ owner: owner('2') }),
        list({ owner: owner('1'), limit: 1 }),
        list({ owner: owner('404'), limit: 1 }),
        list({ owner: { entity: 'company', custom_id: 'acme' } }),
        list({ owner: { entity: 'contact' } }),
        list({ entity: 'task', where: [{ path: ['deal_id'], lookup: 'exact', value: '7' }] }),
        list({ entity: 'event', owner: owner('1'), order: { field: 'timestamp', direction: 1 } }),
        list({ entity: 'product', owner: owner('1') }),
        list({ limit: 0 }),
        list({}),
      ]);
      expect(answers.map(({ answer }) => 'rows' in answer)).toEqual(answers.map(() => true));
    });

    it('gives back money and numbers with the digits that were sent, and every name', async () => {
      const rows = await check(fixed, [{ kind: 'get', entity: 'deal', key: 'id', value: '7' }]);
      const [first] = rows;
      const row = first && 'rows' in first.answer ? first.answer.rows[0] : undefined;
      expect(visible(row)).toEqual(visible(fixed.deals?.[0]));
      expect(String(row?.value)).toBe('149.90');
      expect(row && Object.hasOwn(row, '__proto__')).toBe(true);
    });

    it('refuses to go on once it was aborted', async () => {
      const source = await make(fixed);
      const signal = AbortSignal.abort();
      await expect(source.fetch([list({})], { signal })).rejects.toThrow();
      await source.close?.();
    });

    it('gives the rows of the memory source for any records and requests', async () => {
      await fc.assert(
        fc.asyncProperty(
          randomTables,
          fc.uniqueArray(listRequest, { minLength: 1, maxLength: 25, selector: requestKey }),
          async (tables, requests) => {
            await check(carries(tables), requests);
          },
        ),
        { numRuns: runs },
      );
    }, 600_000);
  });
}

const decimal = (text: string): unknown => ScaledDecimal.parse(text);
const stamps = { created_at: '2025-01-01T00:00:00Z', updated_at: '2025-01-01T00:00:00Z' };

const given: Tables = {
  contacts: [
    {
      id: 1,
      custom_id: 'ann',
      email: 'ann@example.com',
      company_id: 5,
      company_custom_id: 'acme',
      ...stamps,
    },
    { id: 2, custom_id: 'ben', ...stamps },
  ],
  companies: [{ id: 5, custom_id: 'acme', name: 'ACME', ...stamps }],
  products: [{ id: 3, custom_id: "'; drop table products; --", price: decimal('19.90'), ...stamps }],
  deals: [
    Object.fromEntries<unknown>([
      ['id', 7],
      ['custom_id', 4711],
      ['user_id', 1],
      ['user_custom_id', 'ann'],
      ['company_id', 5],
      ['company_custom_id', 'acme'],
      ['value', decimal('149.90')],
      ['value_usd', '150.00'],
      ['delivery_cost', decimal('9.990')],
      ['big', decimal('12345678901234567890.10')],
      ['loss_reason', null],
      ['name', ''],
      [
        'order_products',
        [{ product_id: 3, value: decimal('20.00'), quantity: 1, note: { a: [decimal('1.0')] } }],
      ],
      ['product_custom_ids', ['x']],
      ['__proto__', { polluted: true }],
      ['constructor', 'c'],
      ['created_at', '2025-06-24T14:00:00+02:00'],
      ['updated_at', '2025-06-24'],
    ]),
    {
      id: 8,
      user_id: 1,
      user_custom_id: 'ann',
      created_at: '2025-06-24T12:00:00Z',
      updated_at: '2025-06-24T12:00:00Z',
    },
    {
      id: 'x',
      user_id: 2,
      user_custom_id: 'ben',
      created_at: '2025-06-24T12:00:00Z',
      updated_at: '2025-06-24T12:00:00Z',
    },
  ],
  tasks: [
    { id: 1, deal_id: 7, deal_custom_id: 4711, title: 'call', due_at: '2025-07-01', done: false, ...stamps },
  ],
  events: [
    {
      id: 1,
      user_id: 1,
      user_custom_id: 'ann',
      name: 'purchase',
      timestamp: 1750777800,
      data: { value: decimal('1.50') },
    },
    { id: 2, user_id: 1, user_custom_id: 'ann', name: 'visit', timestamp: 1750777799, data: {} },
  ],
};
