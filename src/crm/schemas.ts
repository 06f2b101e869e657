// The schemas of what is sent and answered, made from the model of records: each checks what a request holds
// and stands in the OpenAPI document. They only check: what is stored is what was sent, to the last digit.
import { z } from '@hono/zod-openapi';
import { instantOf, readIso } from '../data/instants.js';
import type { Field, RecordModel } from '../data/model.js';
import { storable } from '../sources/storable.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';

/** What is told of a value that is wrong, and of one that is missing. */
export const must = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? 'must be given' : what),
});

export const text = z.string(must('must be text'));

/** A key that finds a record again: a custom_id, a SKU. */
export const key = z
  .string(must('must be text'))
  .min(1, { error: 'must not be empty' })
  .max(255, { error: 'must be at most 255 characters long' })
  .refine(storable, { error: 'must not hold U+0000 or half a surrogate pair' });

export const id = z.union([z.int(), key], must('must be an id'));

export const email = key.refine((value) => /^[^@\s]+@[^@\s]+$/.test(value), {
  error: 'must be an e-mail address',
});

export const currency = text.regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code, such as USD' });

/** User.com answers amounts as text ("1250.00"), so they may be sent back so. */
export const amount = z
  .custom<number | string>(isAmount, must('must be a number'))
  .openapi({ type: ['number', 'string', 'null'], example: 149.9 });

export const whole = z
  .custom<number>((value) => Number.isSafeInteger(value), { error: 'must be a whole number' })
  .openapi({ type: ['integer', 'null'] });

export const moment = z
  .custom<number | string>(
    (value) => instantOf(value, 'UTC', true) !== undefined,
    must('must be a time: ISO 8601, or UNIX seconds'),
  )
  .openapi({ type: ['string', 'number', 'null'], format: 'date-time' });

const day = z
  .custom<string>((value) => typeof value === 'string' && readIso(value) !== undefined, {
    error: 'must be a date, such as 2025-06-24',
  })
  .openapi({ type: ['string', 'null'], format: 'date' });

export const map = z.looseObject({}, must('must be an object'));

const anything = z.unknown().openapi({ description: 'any JSON value' });

function isAmount(value: unknown): boolean {
  if (typeof value === 'string') return ScaledDecimal.parse(value) !== undefined;
  return typeof value === 'number' || value instanceof ScaledDecimal;
}

function ofField({ name, type }: Field): z.ZodType {
  if (name === 'custom_id') return key;
  if (name === 'currency') return currency;
  switch (type) {
    case 'id':
      return id;
    case 'string':
      return name.endsWith('_custom_id') ? key : text;
    case 'integer':
      return whole;
    case 'boolean':
      return z.boolean({ error: 'must be true or false' });
    case 'date':
      return day;
    case 'datetime':
      return moment;
    case 'decimal':
    case 'money':
      return amount;
    case 'list':
      return z.array(z.unknown(), { error: 'must be a list' });
    case 'map':
      return map;
    case 'any':
      return anything;
  }
}

/**
 * What may be sent of a kind of record: every standard field in any of its spellings, null to empty it, and
 * custom attributes beside them.
 *
 * @param special schemas for fields that allow less than their type
 */
export function bodyOf(model: RecordModel, special: Readonly<Record<string, z.ZodType>> = {}) {
  const shape: Record<string, z.ZodType> = {};
  for (const field of model.fields) {
    const schema = special[field.name] ?? ofField(field);
    for (const name of [field.name, ...(field.aliases ?? [])]) shape[name] = schema.nullish();
  }
  return z.looseObject(shape, must('must be an object'));
}

const records = new Map<string, z.ZodType>();

/** A record as it is answered: the names and values that were stored. */
export function recordOf(model: RecordModel): z.ZodType {
  const known = records.get(model.name);
  if (known) return known;
  const shape = Object.fromEntries(model.fields.map((field) => [field.name, stored(field).nullish()]));
  const made = z.looseObject({ ...shape, id }).openapi(model.name);
  records.set(model.name, made);
  return made;
}

/** An import takes a currency and a key as they are. */
const stored = (field: Field): z.ZodType =>
  field.type === 'string'
    ? z.string()
    : field.type === 'id'
      ? z.union([z.int(), z.string()])
      : ofField(field);

export const pageOf = (item: z.ZodType) =>
  z.object({
    count: z.int().openapi({ description: 'records on all pages' }),
    next: z.url().nullable(),
    previous: z.url().nullable(),
    results: z.array(item),
  });

export const problem = z
  .object({ errors: z.record(z.string(), z.array(z.string())) })
  .openapi('Problem', { example: { errors: { custom_id: ['another deal has this custom_id'] } } });
