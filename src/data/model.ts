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
}

/** A record, or records, that another record names by a key. */
export interface Relation {
  readonly name: string;
  readonly entity: Entity;
  readonly many?: boolean;
  /** Which field of this record holds which unique key of the other; tried in order. */
  readonly keys: readonly { readonly local: string; readonly remote: 'id' | 'custom_id' | 'email' }[];
}
