/** The kinds of records, named as the API's resources are. */
export type Entity =
  | 'contact'
  | 'company'
  | 'pipeline'
  | 'stage'
  | 'product'
  | 'deal'
  | 'task'
  | 'event'
  | 'product_event';

/** User.com's attribute types, and those that only standard fields have. */
export type FieldType =
  /** A key: compared as a number where both sides are whole numbers, else as text. */
  | 'id'
  | 'integer'
  | 'string'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'decimal'
  | 'money'
  | 'list'
  | 'map'
  | 'any';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Other spellings that payloads use. */
  readonly aliases?: readonly string[];
  /** The field that holds a money field's currency. */
  readonly currency?: string;
  /** A money field's currency where it is always the same: `USD`. */
  readonly fixedCurrency?: string;
  /** Names that may stand for values: `won` for 2. */
  readonly choices?: ReadonlyMap<string, number>;
  /** The only texts that it may have, in lower case with single spaces. */
  readonly words?: readonly string[];
  /** The money field that it is converted from, by exchange rates, where no amount is stored. */
  readonly convertedFrom?: string;
}

/** A record, or records, that another record names by a key. */
export interface Relation {
  readonly name: string;
  readonly entity: Entity;
  readonly many?: boolean;
  /** Which field of this record holds which unique key of the other; tried in order. */
  readonly keys: readonly { readonly local: string; readonly remote: 'id' | 'custom_id' | 'email' }[];
}

/** Which fields of a record name the contact or company that it belongs to. */
export interface OwnerFields {
  readonly id: string;
  readonly custom_id: string;
  /** A list of contacts, each with `id` or `email` (Countertop's `customers`). */
  readonly list?: string;
}

/** All that the engine and the sources know of one kind of record. */
export interface RecordModel {
  /** `deal`; `order_line` for the items of `deal.order_products`. */
  readonly name: Entity | 'order_line';
  /** Names of tables and files: `deals`. */
  readonly plural: string;
  readonly fields: readonly Field[];
  readonly relations: readonly Relation[];
  readonly owners: { readonly contact?: OwnerFields; readonly company?: OwnerFields };
  /** Names that a record answers besides its fields: `status_name`. */
  readonly derived: readonly string[];
  /** A field whose items are records of another model, stored within this one. */
  readonly parts: Readonly<Record<string, () => RecordModel>>;
}
