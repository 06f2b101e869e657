import { models } from '../data/entities.js';
import { fieldNamed } from '../data/fields.js';
import type { Entity } from '../data/model.js';
import type { Parameter } from './data-tag.js';
import type { Example } from './filter.js';
import type { Problem } from './parameters.js';
import type { Scope } from './pass.js';

const scopes: readonly Scope[] = ['receiver', 'company', 'all'];

/** A data tag over one kind of record: `deals`, `deal`, and later products and events. */
export interface RecordTag {
  readonly name: string;
  readonly entity: Entity;
  readonly doc: string;
  readonly example: Example | readonly Example[];
  /** `list` binds a list, `one` the first record or null. */
  readonly binds: 'list' | 'one';
  /** The field of the window, and of the order where none is given. */
  readonly dateField: string;
  readonly parameters: readonly Parameter[];
  /** Attributes of which one use must give at least one. */
  readonly requires?: readonly string[];
}

export const scopeParameter: Parameter = {
  name: 'scope',
  type: 'string',
  choices: scopes,
  default: 'receiver',
  doc: "whose records: the receiver's, those of the receiver's company, or all; the last two where the policy allows them",
};

/** `for_last_days`, `filter_by`, `order_by`, `order`, `count`: the parameters of every list of records. */
export function listParameters(dateField: string): readonly Parameter[] {
  return [
    {
      name: 'for_last_days',
      type: 'integer',
      not: 0,
      doc: 'a window of so many times 24 hours that ends now, both ends included; a negative number looks ahead',
    },
    {
      name: 'count',
      type: 'integer',
      min: 0,
      doc: 'at most so many, after ordering; all of them without it',
    },
    {
      name: 'filter_by',
      type: 'field',
      default: dateField,
      doc: 'the date field that the window is tested on',
    },
    {
      name: 'order_by',
      type: 'field',
      doc: "the attribute to order by, custom ones too; filter_by's field without it; empty values come last",
    },
    {
      name: 'order',
      type: 'integer',
      choices: [1, -1],
      default: -1,
      doc: '1 oldest or smallest first, -1 newest or largest first',
    },
    scopeParameter,
  ];
}

/** The declared parameter of that name; undefined for what must be an attribute. */
export const parameterNamed = (definition: RecordTag, name: string): Parameter | undefined =>
  definition.parameters.find((parameter) => parameter.name === name);

/** What is wrong with a field to test a window on: a standard one must be a date. */
export function judgeDateField(definition: RecordTag, name: string): Problem | undefined {
  const model = models[definition.entity];
  const field = fieldNamed(model, name);
  if (field === undefined || field.type === 'date' || field.type === 'datetime') return undefined;
  const dates = model.fields
    .filter(({ type }) => type === 'date' || type === 'datetime')
    .map((one) => one.name);
  return { code: 'not-a-date-field', params: { name: 'filter_by', field: name, dates } };
}
