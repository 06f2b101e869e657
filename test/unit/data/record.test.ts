import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { models } from '../../../src/data/entities.js';
import { requestKey } from '../../../src/data/keys.js';
import { DataRecord, isKnownRecord } from '../../../src/data/record.js';
import type { DataRequest, Row } from '../../../src/data/request.js';
import { CalendarDate } from '../../../src/values/calendar-date.js';
import { type Asker, member } from '../../../src/values/members.js';
import { ScaledDecimal } from '../../../src/values/scaled-decimal.js';
import { PENDING, type Value } from '../../../src/values/value.js';

/** Answers from a map by request key, and remembers what it was asked. */
function asker(answers: Readonly<Record<string, Value>> = {}, timeZone = 'UTC') {
  const asked: string[] = [];
  const ask = (request: object): Value => {
    const key = requestKey(request as DataRequest);
    asked.push(key);
    return Object.hasOwn(answers, key) ? answers[key] : PENDING;
  };
  return { asked, ask, timeZone } satisfies Asker & { asked: string[] };
}

const deal = (row: Row) => new DataRecord(models.deal, row);
const read = (record: DataRecord, name: string, from: Asker = asker()) => record[member](name, from);
const product = (row: Row) => new DataRecord(models.product, row);
const instant = (value: Value) => (DateTime.isDateTime(value) ? value.toMillis() : Number.NaN);
const decimal = (text: string) => ScaledDecimal.parse(text);

describe('typed fields', () => {
  it('pads money to the digits of its currency and never rounds', () => {
    const shown = (row: Row) => String(read(deal(row), 'value'));
    expect(shown({ value: 149.9, currency: 'USD' })).toBe('149.90');
    expect(shown({ value: decimal('149.905'), currency: 'USD' })).toBe('149.905');
    expect(shown({ value: 1500, currency: 'JPY' })).toBe('1500');
    expect(shown({ value: '20', currency: 'KWD' })).toBe('20.000');
    expect(shown({ volume: 15000 })).toBe('15000.00');
    expect(shown({ value: 'a lot' })).toBe('a lot');
    expect(String(read(deal({ value_usd: 5, currency: 'JPY' }), 'value_usd'))).toBe('5.00');
  });

  it('reads days, instants and UNIX seconds', () => {
    const record = deal({
      expected_close_date: '2025-06-24',
      won_at: '2025-06-24T14:00:00+02:00',
      lost_at: 0,
    });
    expect(read(record, 'expected_close_date')).toEqual(new CalendarDate(2025, 6, 24));
    expect(instant(read(record, 'won_at'))).toBe(Date.UTC(2025, 5, 24, 12));
    expect(instant(read(record, 'lost_at'))).toBe(0);
    expect(read(deal({ won_at: 'soon' }), 'won_at')).toBe('soon');
  });

  it('reads a time without an offset anew for the zone of each render', () => {
    const record = deal({ won_at: '2025-06-24T12:00:00' });
    const hour = (zone: string) => instant(read(record, 'won_at', asker({}, zone))) - Date.UTC(2025, 5, 24);
    expect([hour('UTC'), hour('Europe/Warsaw'), hour('UTC')].map((ms) => ms / 3_600_000)).toEqual([
      12, 10, 12,
    ]);
  });

  it('reads whole numbers, named choices and booleans that were sent as text', () => {
    expect(read(deal({ status: '2' }), 'status')).toBe(2);
    expect(read(deal({ status: 'won' }), 'status')).toBe(2);
    expect(read(deal({ status: 'postponed' }), 'status')).toBe('postponed');
    const contact = new DataRecord(models.contact, { unsubscribed: 'True' });
    expect(read(contact, 'unsubscribed')).toBe(true);
  });

  it('makes records of order lines, with money of their own currency', () => {
    const lines = read(
      deal({ order_products: [{ value: 20, currency: 'JPY', quantity: decimal('1.50') }, 'note'] }),
      'order_products',
    );
    const [first, second] = lines as [DataRecord, unknown];
    expect(String(read(first, 'value'))).toBe('20');
    expect(String(read(first, 'quantity'))).toBe('1.50');
    expect(second).toBe('note');
    expect(read(deal({ order_products: null }), 'order_products')).toBeNull();
  });
});

describe('what is not there', () => {
  it('is undefined where it is unset and null where null was sent', () => {
    expect(read(deal({}), 'name')).toBeUndefined();
    expect(read(deal({ name: null }), 'name')).toBeNull();
    expect(read(deal({ name: '' }), 'name')).toBe('');
    expect(read(deal({}), 'ca_string')).toBeUndefined();
    expect(isKnownRecord(deal({}))).toBe(true);
    expect(isKnownRecord({ id: 1 })).toBe(false);
  });

  it('is never found on a prototype', () => {
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'row',
      'model',
      'id.length',
    ]) {
      expect(read(deal({ id: 1 }), name)).toBeUndefined();
    }
    const hostile = deal(
      Object.fromEntries<unknown>([
        ['__proto__', 'p'],
        ['constructor', 'c'],
      ]),
    );
    expect(read(hostile, '__proto__')).toBe('p');
    expect(read(hostile, 'constructor')).toBe('c');
    expect(hostile.memberNames()).toEqual(['__proto__', 'constructor']);
  });
});

describe('relations', () => {
  it('are pending until they have come, gone where no key finds them', () => {
    const line = new DataRecord(models.deal, { user_id: 7, user_custom_id: 'ann' });
    expect(read(line, 'contact')).toBe(PENDING);
    const first = asker({ 'contact id 7': null });
    expect(read(line, 'contact', first)).toBe(PENDING);
    expect(first.asked).toEqual(['contact id 7', 'contact custom_id ann']);
    expect(read(line, 'contact', asker({ 'contact id 7': null, 'contact custom_id ann': null }))).toBeNull();
    expect(read(deal({}), 'contact')).toBeNull();
  });

  it('are taken from the payload where it holds them', () => {
    const source = asker();
    const company = read(deal({ company: { name: 'ACME' }, company_id: 3 }), 'company', source);
    expect(read(company as DataRecord, 'name')).toBe('ACME');
    const contact = read(deal({ customers: [{ first_name: 'Ann' }, {}] }), 'contact', source);
    expect(read(contact as DataRecord, 'first_name')).toBe('Ann');
    expect(source.asked).toEqual([]);
  });

  it('to many ask for all at once and leave out what is gone', () => {
    const record = deal({ products_custom_id: ['A', 'B', 'C'] });
    const boots = product({ id: 1 });
    const waiting = asker({ 'product custom_id A': boots });
    expect(read(record, 'products', waiting)).toBe(PENDING);
    expect(waiting.asked).toHaveLength(3);
    const answers = {
      'product custom_id A': boots,
      'product custom_id B': null,
      'product custom_id C': boots,
    };
    expect(read(record, 'products', asker(answers))).toEqual([boots, boots]);
    expect(read(deal({}), 'products')).toEqual([]);
    const sent = read(deal({ products: [{ name: 'Boots' }] }), 'products') as DataRecord[];
    expect(sent.map((one) => read(one, 'name'))).toEqual(['Boots']);
  });

  it('to tasks are a request for the tasks of this deal, none for a deal without an id', () => {
    const source = asker();
    expect(read(deal({ id: 7 }), 'tasks', source)).toBe(PENDING);
    expect(source.asked[0]).toContain('["deal_id"],"exact","7"');
    expect(read(deal({}), 'tasks')).toEqual([]);
  });
});

describe('derived names', () => {
  const stage = new DataRecord(models.stage, { id: 13, name: 'Paid', pipeline: 2 });
  const pipeline = new DataRecord(models.pipeline, { id: 2, name: 'Orders' });

  it('say the status in words', () => {
    expect(read(deal({ status: 2 }), 'status_name')).toBe('won');
    expect(read(deal({ status: 9 }), 'status_name')).toBeUndefined();
    expect(deal({ status: 2 }).memberNames()).toEqual(['status', 'status_name']);
  });

  it('find the pipeline through the stage where the deal names none', () => {
    const answers = { 'stage id 13': stage, 'pipeline id 2': pipeline };
    expect(read(deal({ stage: 13 }), 'stage_name', asker(answers))).toBe('Paid');
    expect(read(deal({ stage: 13 }), 'pipeline_name', asker(answers))).toBe('Orders');
    expect(read(deal({ pipeline: 2 }), 'pipeline_name', asker(answers))).toBe('Orders');
    expect(read(deal({ stage: 13 }), 'pipeline_name', asker({ 'stage id 13': stage }))).toBe(PENDING);
    expect(read(deal({ stage: 13 }), 'pipeline_name')).toBe(PENDING);
    expect(read(deal({}), 'pipeline_name')).toBeUndefined();
    expect(read(deal({ stage: 13 }), 'stage_name', asker({ 'stage id 13': null }))).toBeUndefined();
  });

  it('give way to what the payload says', () => {
    expect(read(deal({ stage: 13, stage_name: 'Sent' }), 'stage_name')).toBe('Sent');
  });
});

it('memberNames gives standard spellings and every custom attribute', () => {
  expect(deal({ id: 1, volume: 5, step_id: 'x', ca_string: 'y' }).memberNames()).toEqual([
    'id',
    'value',
    'stage',
    'ca_string',
  ]);
});
