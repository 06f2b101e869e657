import type { RawBuilder } from 'kysely';
import type { Entity, Field, RecordModel } from '../../data/model.js';
import type { KeyField } from '../../data/request.js';
import type { Cell } from './columns.js';
import type { FactOf } from './facts.js';
import type { Projection } from './projection.js';

/** A value that stands outside of a statement's text, with the type that a typed database is told. */
export interface Param {
  readonly type: ParamType;
  readonly value: string | number | boolean | readonly (string | number | boolean)[];
}
export type ParamType = 'text' | 'number' | 'instant' | 'boolean';

/** What a test or an order looks at: a column, or a custom attribute whose values are all of one type. */
export type Place =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'custom'; readonly name: string; readonly as: CustomType };
export type CustomType = 'number' | 'text' | 'boolean';

export type Operator =
  | '='
  | 'differs'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'contains'
  | 'startswith'
  | 'endswith'
  | 'is null'
  | 'is not null';

export interface Test {
  readonly place: Place;
  readonly operator: Operator;
  readonly type: ParamType;
  /** Which of the request's parameters; none where the operator has no right side. */
  readonly param?: number;
  /** Holds a record's id against one of this sort, where ids of the other sort are neither before nor behind. */
  readonly ids?: 'number' | 'text';
}

/** How the rows of an owner are found: by a column of the table, or through the list of a deal's customers. */
export interface Branch {
  readonly kind: 'column' | 'customers';
  readonly column: string;
  readonly param: number;
}

/** The first or last `limit` rows by a place, then by id. */
export interface Cut {
  readonly place: Place;
  readonly direction: 1 | -1;
  readonly limit: number;
}

/** Which rows: all that makes up that part of a statement but its values. */
export interface Selection {
  readonly entity: Entity;
  /** Whose rows; absent for everybody's. None of them: the owner has no key, so it has no rows. */
  readonly branches?: readonly Branch[];
  readonly tests: readonly Test[];
  /** The types of a request's parameters, by their numbers; a list where an `in` has one. */
  readonly types: readonly (ParamType | 'list')[];
  /** The statement is right as long as none of these holds. */
  readonly trusted: readonly FactOf[];
}

export interface ListShape extends Selection {
  readonly cut?: Cut;
}

/** Of what the numbers are, and by which currency they are grouped. */
export interface StatsShape extends Selection {
  readonly of?: Place;
  readonly currency?: string;
  /** A column of milliseconds. */
  readonly date: string;
}

/** The parameters of one request. */
export type Params = readonly Param[];

/** A line of an answer, cells as the driver gives them; what stands where is the dialect's. */
export type Line = readonly unknown[];

/** The numbers of some of a request's records; several lines may be of one currency. */
export interface StatsLine {
  readonly currency: string | null;
  readonly count: number;
  readonly values: number;
  /** Digits, exactly; null where no record has a number. `scale` digits after the point. */
  readonly sum: string | null;
  readonly scale: number;
  readonly min: string | null;
  readonly max: string | null;
  readonly first: number | null;
  readonly last: number | null;
}

/** What every line of a list's and of numbers' answer begins with: the request's position in its group. */
export const lineColumns = { request: 0, untrusted: 1 } as const;
/** What stands where in each line of a list's answer. The dialect says where its row begins. */
export const listColumns = { ...lineColumns, rid: 2, order: 3 } as const;
/** And of a get's. */
export const getColumns = { key: 0, row: 1 } as const;
/** And of numbers: one line at least for each request. */
export const statsColumns = { ...lineColumns, rest: 2 } as const;

/** What differs between databases: their SQL, and what they compare as `select` does. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Whether numbers of more than fifteen digits compare and sort by all of them. */
  readonly exactNumbers: boolean;
  /** Whether a custom attribute of this name can be asked for, alone and with all its digits. */
  single(name: string): boolean;
  /** The column by which a field compares as `select` does; undefined where there is none. */
  column(field: Field): string | undefined;
  /** Whether that column sorts as `select` does too. */
  sorts(field: Field): boolean;
  /** Every request has at least one line in the answer, without a rid where it has no rows. */
  list(shape: ListShape, projection: Projection, requests: readonly Params[]): RawBuilder<unknown>;
  /** Where the cells of a row begin in a line of a list. */
  readonly rowAt: number;
  /** A request's lines in order, no more than its limit. */
  arrange(lines: Line[], cut: Cut): readonly Line[];
  /** A cell as the driver gives it, as one of ours. */
  readonly cell?: (field: Field, cell: unknown) => Cell;
  stats(shape: StatsShape, requests: readonly Params[]): RawBuilder<unknown>;
  /** Undefined where the line only says that there are no records. */
  numbers(line: Line): StatsLine | undefined;
  get(
    model: RecordModel,
    key: KeyField,
    keys: readonly (string | number)[],
    projection: Projection,
  ): RawBuilder<unknown>;
  /**
   * Every fact of the database: entity's plural, name, fact. Absent where nothing is known, so that only
   * owners' rows can be asked for, whole.
   */
  readonly facts?: () => RawBuilder<unknown>;
  largestId(model: RecordModel): RawBuilder<unknown>;
  note(key: string): RawBuilder<unknown>;
}
