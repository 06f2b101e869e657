import type { Entity } from './model.js';

/**
 * A row as a source hands it over: the payload's names and JSON values, custom attributes flat beside the
 * standard ones. Numbers that are not safe integers are `ScaledDecimal`; dates are ISO 8601 strings, or
 * UNIX seconds where the payload had them.
 */
export type Row = Readonly<Record<string, unknown>>;

/** The unique keys of a record. E-mail addresses are unique for contacts only. */
export type KeyField = 'id' | 'custom_id' | 'email';

export type DataRequest = GetRequest | ListRequest | StatsRequest;

/**
 * The attributes that will be read of each row, by the model's names (not a payload's other spellings), custom
 * ones too; absent where everything may be. A source may leave out the others and give more; it never leaves
 * out `id`. What the engine needs to filter and order by is among them.
 */
export type Fields = readonly string[];

/** One record by a unique key. The answer has one row, or none. */
export interface GetRequest {
  readonly kind: 'get';
  readonly entity: Entity;
  readonly key: KeyField;
  /** Compared as text: the id 7 and the id "7" are one. */
  readonly value: string;
  readonly fields?: Fields;
}

/** The records of an owner (or all), filtered, ordered and cut. */
export interface ListRequest {
  readonly kind: 'list';
  readonly entity: Entity;
  /** Absent: everybody's. */
  readonly owner?: Owner;
  readonly where: readonly Condition[];
  readonly window?: Window;
  readonly order: Order;
  /** The rows wanted: `limit` of them for each request. */
  readonly limit?: number;
  /** The zone in which a date without a time is its midnight: IANA. */
  readonly timeZone: string;
  readonly fields?: Fields;
}

/** Numbers over all the records that a list request of the same owner, filters and window would give. */
export interface StatsRequest {
  readonly kind: 'stats';
  readonly entity: Entity;
  readonly owner?: Owner;
  readonly where: readonly Condition[];
  readonly window?: Window;
  readonly timeZone: string;
  /** The attribute that sum, min and max are of; absent where only records are counted. */
  readonly of?: string;
  /** The date field that `first_at` and `last_at` are of. */
  readonly dateField: string;
}

/** Whose records: those that name this contact or company by any key that is given. */
export interface Owner {
  readonly entity: 'contact' | 'company';
  readonly id?: string;
  readonly custom_id?: string;
  readonly email?: string;
}

/** Django's field lookups. */
export const lookups = [
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
] as const;
export type Lookup = (typeof lookups)[number];

/** `order_products__product__category='Shoes'` is path [order_products, product, category], exact. */
export interface Condition {
  readonly path: readonly [string, ...string[]];
  readonly lookup: Lookup;
  /** A JSON-like value; a date is an ISO 8601 string. */
  readonly value: unknown;
}

/** Both ends belong to it; milliseconds since 1970 UTC. A row whose field is empty is outside. */
export interface Window {
  readonly field: string;
  readonly from: number;
  readonly to: number;
}

/** Empty values last in either direction; ties by id in the order's direction. */
export interface Order {
  readonly field: string;
  /** 1 smallest first, -1 largest first. */
  readonly direction: 1 | -1;
}
