import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StatsRequest } from '../../../src/data/request.js';
import { listOfStats, summarise } from '../../../src/data/stats.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';

const request = (more: Partial<StatsRequest> = {}): StatsRequest => ({
  kind: 'stats',
  entity: 'deal',
  where: [],
  timeZone: 'UTC',
  dateField: 'created_at',
  ...more,
});

const shown = (groups: ReturnType<typeof summarise>) =>
  groups.map(({ currency, count, values, sum, min, max }) =>
    [currency, count, values, sum, min, max].map(String).join(' '),
  );

describe('numbers over rows', () => {
  it('stand by currency, that without one last; rows without a number count as rows', () => {
    const rows = [
      { id: 1, value: '5.10', currency: 'usd' },
      { id: 2, value: ScaledDecimal.parse('149.90'), currency: 'USD' },
      { id: 3, value: 'a lot', currency: 'USD' },
      { id: 4, value: 3, currency: 'EUR' },
      { id: 5, value: 1, currency: '' },
      { id: 6, value: null },
    ];
    expect(shown(summarise(rows, request({ of: 'value' })))).toEqual([
      'EUR 1 1 3 3 3',
      'USD 3 2 155.00 5.10 149.90',
      'null 2 1 1 1 1',
    ]);
  });

  it('of a custom attribute, of dollars, and of nothing are one group', () => {
    const rows = [
      { id: 1, points: 3, value_usd: 1, currency: 'EUR' },
      { id: 2, points: '4.5', currency: 'PLN' },
    ];
    expect(shown(summarise(rows, request({ of: 'points' })))).toEqual(['null 2 2 7.5 3 4.5']);
    expect(shown(summarise(rows, request({ of: 'value_usd' })))).toEqual(['USD 2 1 1 1 1']);
    expect(shown(summarise(rows, request()))).toEqual(['null 2 0 null null null']);
    expect(summarise([], request({ of: 'value' }))).toEqual([]);
  });

  it('reads spellings that payloads use', () => {
    const rows = [{ id: 1, volume: 15000, user_id: 1 }];
    expect(shown(summarise(rows, request({ of: 'value' })))).toEqual(['null 1 1 15000 15000 15000']);
  });

  it('dates are instants, those without a time midnights of the zone, blank ones left out', () => {
    const rows = [{ expected_close_date: '2025-06-24' }, { expected_close_date: '2025-06-26' }, {}];
    const [group] = summarise(
      rows,
      request({ dateField: 'expected_close_date', timeZone: 'America/New_York' }),
    );
    expect([group?.first_at, group?.last_at]).toEqual([Date.UTC(2025, 5, 24, 4), Date.UTC(2025, 5, 26, 4)]);
    const [none] = summarise([{}], request());
    expect([none?.first_at, none?.last_at]).toEqual([null, null]);
  });

  it('no digit is lost: the same as adding up cents, in any order', () => {
    const cents = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 30 }), (amounts) => {
        const rows = amounts.map((amount, id) => ({ id, value: asText(amount), currency: 'USD' }));
        const [group] = summarise(rows, request({ of: 'value' }));
        const sorted = [...amounts].sort((a, b) => (a < b ? -1 : 1));
        expect(String(group?.sum)).toBe(asText(amounts.reduce((a, b) => a + b)));
        expect(String(group?.min)).toBe(asText(sorted[0] ?? 0n));
        expect(String(group?.max)).toBe(asText(sorted.at(-1) ?? 0n));
        expect(summarise([...rows].reverse(), request({ of: 'value' }))).toEqual([group]);
      }),
      { numRuns: 50 },
    );
  });
});

/** Cents as an amount with two digits. */
function asText(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

it('a source that computes nothing is asked for what the numbers are made from', () => {
  const { fields, kind, order } = listOfStats(
    request({
      of: 'volume',
      where: [{ path: ['status'], lookup: 'exact', value: 2 }],
      window: { field: 'won_at', from: 0, to: 1 },
    }),
  );
  expect([kind, order.field]).toEqual(['list', 'created_at']);
  expect([...(fields ?? [])].sort()).toEqual(['created_at', 'currency', 'id', 'status', 'value', 'won_at']);
});
