import { fromUnixSeconds, parseIsoDate } from '../values/dates.js';
import { padMoney } from '../values/money.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';
import type { Value } from '../values/value.js';
import { own } from './fields.js';
import { readIso } from './instants.js';
import type { Field } from './model.js';
import type { Row } from './request.js';

/**
 * A standard field's stored value as templates get it: money as a decimal padded to its currency's digits,
 * datetimes as instants, days as `CalendarDate`. What the type cannot read stays as it was sent.
 *
 * @param zone where a time without an offset is meant: IANA
 */
export function typedValue(field: Field, row: Row, value: unknown, zone: string): Value {
  if (value === null || value === undefined || value === '') return value;
  switch (field.type) {
    case 'money':
      return money(field, row, value);
    case 'decimal':
      return decimal(value) ?? value;
    case 'integer':
      return integer(field, value);
    case 'boolean':
      return value === 'true' || value === 'True'
        ? true
        : value === 'false' || value === 'False'
          ? false
          : value;
    case 'date':
    case 'datetime':
      return moment(value, zone);
    default:
      return value;
  }
}

/** Whether the typed value depends on the render's zone, so that it must not be kept for another render. */
export function dependsOnZone(field: Field, value: unknown): boolean {
  if (field.type !== 'datetime' && field.type !== 'date') return false;
  return typeof value === 'string' && readIso(value)?.kind === 'local';
}

function decimal(value: unknown): ScaledDecimal | undefined {
  if (value instanceof ScaledDecimal) return value;
  return typeof value === 'number' || typeof value === 'string'
    ? ScaledDecimal.parse(String(value))
    : undefined;
}

function money(field: Field, row: Row, value: unknown): Value {
  const amount = decimal(value);
  if (!amount) return value;
  const named = field.currency === undefined ? undefined : own(row, field.currency);
  const currency = field.fixedCurrency ?? (typeof named === 'string' && named !== '' ? named : undefined);
  return padMoney(amount, currency);
}

function integer(field: Field, value: unknown): Value {
  if (typeof value !== 'string') return value;
  const named = field.choices?.get(value);
  if (named !== undefined) return named;
  const number = Number(value);
  return Number.isSafeInteger(number) && String(number) === value ? number : value;
}

function moment(value: unknown, zone: string): Value {
  if (typeof value === 'number') return fromUnixSeconds(value, 'UTC') ?? value;
  return (typeof value === 'string' ? parseIsoDate(value, zone) : undefined) ?? value;
}
