import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { instantOf, readIso } from '../../../src/data/instants.js';
import { CalendarDate } from '../../../src/values/calendar-date.js';
import { parseIsoDate } from '../../../src/values/dates.js';

/** What `values/dates` reads, in the words of `readIso`. A local time reads as if its zone were UTC. */
function byParseIsoDate(text: string): unknown {
  const parsed = parseIsoDate(text, 'UTC');
  if (parsed === undefined) return undefined;
  if (parsed instanceof CalendarDate)
    return { kind: 'date', year: parsed.year, month: parsed.month, day: parsed.day };
  return parsed.toMillis();
}

function byReadIso(text: string): unknown {
  const read = readIso(text);
  if (read === undefined || read.kind === 'date') return read;
  return read.kind === 'instant' ? read.milliseconds : read.wallClock;
}

const digits = (length: number, most: number) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(length, '0')) },
    { weight: 1, arbitrary: fc.constantFrom('', '7', '99', '000', '-1', '٣٣') },
  );
const isoLike = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('0000', '0001', '0099', '1900', '2000', '2024', '2025', '9999'),
      digits(4, 9999),
    ),
    digits(2, 13),
    digits(2, 32),
    fc.constantFrom('T', ' ', '', 't', '  '),
    digits(2, 25),
    digits(2, 61),
    fc.option(digits(2, 61)),
    fc.option(
      fc.tuple(fc.constantFrom('.', ','), fc.constantFrom('5', '001', '0005', '123456789', '1234567890', '')),
    ),
    fc.constantFrom(
      '',
      'Z',
      'z',
      '+02',
      '+02:00',
      '-0530',
      '+23:59',
      '+24:00',
      '+00:60',
      '-00:00',
      '+2',
      '+02:',
    ),
    fc.integer({ min: 0, max: 40 }),
  )
  .map(([y, mo, d, between, h, mi, s, fraction, zone, length]) => {
    const day = `${y}-${mo}-${d}`;
    const seconds = s === null ? '' : `:${s}${fraction === null ? '' : fraction.join('')}`;
    const whole = between === '' ? day : `${day}${between}${h}:${mi}${seconds}${zone}`;
    return length < 30 ? whole : whole.slice(0, length);
  });

describe('readIso', () => {
  it('reads exactly what values/dates reads', () => {
    fc.assert(
      fc.property(isoLike, (text) => {
        expect(byReadIso(text)).toEqual(byParseIsoDate(text));
      }),
      { numRuns: process.env.HEAVY === '1' ? 100_000 : 3_000 },
    );
  });

  it('tells a day, an instant and a wall-clock time apart', () => {
    expect(readIso('2024-02-29')).toEqual({ kind: 'date', year: 2024, month: 2, day: 29 });
    expect(readIso('2025-02-29')).toBeUndefined();
    expect(readIso('2025-06-24T14:00:00.5+02:00')).toEqual({
      kind: 'instant',
      milliseconds: Date.UTC(2025, 5, 24, 12, 0, 0, 500),
    });
    expect(readIso('2025-06-24 12:00')).toEqual({ kind: 'local', wallClock: Date.UTC(2025, 5, 24, 12) });
  });
});

describe('instantOf', () => {
  const noon = Date.UTC(2025, 5, 24, 12);

  it('takes a day for its midnight and a local time for what clocks show in the zone', () => {
    expect(instantOf('2025-06-24', 'Europe/Warsaw', false)).toBe(Date.UTC(2025, 5, 23, 22));
    expect(instantOf('2025-06-24 14:00', 'Europe/Warsaw', false)).toBe(noon);
    expect(instantOf(new CalendarDate(2025, 6, 24), 'UTC', false)).toBe(Date.UTC(2025, 5, 24));
  });

  it('takes a number for UNIX seconds only where a field says so', () => {
    expect(instantOf(noon / 1000, 'UTC', true)).toBe(noon);
    expect(instantOf(noon / 1000, 'UTC', false)).toBeUndefined();
    expect(instantOf(Number.NaN, 'UTC', true)).toBeUndefined();
  });

  it('reads dates of JavaScript and of luxon, but no invalid ones', () => {
    expect(instantOf(new Date(noon), 'UTC', false)).toBe(noon);
    expect(instantOf(DateTime.fromMillis(noon), 'UTC', false)).toBe(noon);
    expect(instantOf(new Date('soon'), 'UTC', false)).toBeUndefined();
    expect(instantOf(DateTime.invalid('soon'), 'UTC', false)).toBeUndefined();
    for (const value of [null, undefined, '', 'soon', {}, [], true]) {
      expect(instantOf(value, 'UTC', true)).toBeUndefined();
    }
  });
});
