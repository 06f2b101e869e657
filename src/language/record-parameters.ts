import { models, orderLine } from '../data/entities.js';
import { fieldNamed, isStandardName, relationNamed } from '../data/fields.js';
import type { Entity, FieldType } from '../data/model.js';
import type { Parameter } from './data-tag.js';
import type { Example } from './filter.js';
import type { Problem } from './parameters.js';
import type { Scope } from './pass.js';

/** A data tag over one kind of record: `deals`, `deal`, `deals_stats`, `products`, `events` … */
export interface RecordTag {
  readonly name: string;
  readonly entity: Entity;
  readonly doc: string;
  readonly example: Example | readonly Example[];
  /** `list` binds a list, `one` the first record or null, `numbers` what is computed over all of them. */
  readonly binds: 'list' | 'one' | 'numbers';
  /** The field of the window, and of the order where none is given. */
  readonly dateField: string;
  readonly parameters: readonly Parameter[];
  /** Filters that stand among the parameters. */
  readonly filters?: readonly FilterParameter[];
  /** The relation whose standard attributes filter too, where the records have none of that name. */
  readonly through?: string;
  /** Attributes of which one use must give at least one. */
  readonly requires?: readonly string[];
}

/** A filter with a name of its own: `event='…'` for the event's attribute `name`. */
export interface FilterParameter {
  readonly name: string;
  /** The attribute's name as a filter writes it: `product__category`. */
  readonly attribute: string;
}

/** `scope`, with those choices that the records have owners for; nobody owns products. */
export function scopeParameters(entity: Entity): readonly Parameter[] {
  const { owners } = models[entity];
  if (owners.contact === undefined) return [];
  const scopes: Scope[] = owners.company === undefined ? ['receiver', 'all'] : ['receiver', 'company', 'all'];
  const company = owners.company === undefined ? '' : ", those of the receiver's company";
  return [
    {
      name: 'scope',
      type: 'string',
      choices: scopes,
      default: 'receiver',
      doc: `whose records: the receiver's${company}, or all; another than the first where the policy allows it`,
    },
  ];
}

/** `for_last_days` and `filter_by`: the records of a time. */
export function windowParameters(dateField: string): readonly Parameter[] {
  return [
    {
      name: 'for_last_days',
      type: 'integer',
      not: 0,
      doc: 'a window of so many times 24 hours that ends now, both ends included; a negative number looks ahead',
    },
    {
      name: 'filter_by',
      type: 'field',
      default: dateField,
      doc: 'the date field that the window is tested on',
    },
  ];
}

/** `for_last_days`, `filter_by`, `order_by`, `order`, `count`, `scope`: the parameters of every list of records. */
export function listParameters(entity: Entity, dateField: string): readonly Parameter[] {
  const [days, ...window] = windowParameters(dateField);
  return [
    ...(days ? [days] : []),
    {
      name: 'count',
      type: 'integer',
      min: 0,
      doc: 'at most so many, after ordering; all of them without it',
    },
    ...window,
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
    ...scopeParameters(entity),
  ];
}

/** What a use without one of these parameters cannot mean by its name: `deals_stats count=5`. */
export const listParameterNames: ReadonlySet<string> = new Set(
  listParameters('deal', 'created_at').map(({ name }) => name),
);

/** The declared parameter of that name; undefined for what must be an attribute. */
export const parameterNamed = (definition: RecordTag, name: string): Parameter | undefined =>
  definition.parameters.find((parameter) => parameter.name === name);

/**
 * The name of an attribute filter as it stands for the records themselves.
 *
 * @example attributeName(productEvents, 'category__in') // 'product__category__in'
 */
export function attributeName({ entity, filters = [], through }: RecordTag, written: string): string {
  const [head = '', ...rest] = written.split('__');
  const own = filters.find(({ name }) => name === head)?.attribute;
  if (own !== undefined) return [own, ...rest].join('__');
  const model = models[entity];
  const related = through === undefined ? undefined : relationNamed(model, through)?.entity;
  if (related === undefined || isStandardName(model, head)) return written;
  const type = fieldNamed(models[related], head)?.type;
  return type === 'string' || type === 'money' ? [through, head, ...rest].join('__') : written;
}

/** The names that a misspelt one may have meant. */
export function knownNames({ entity, parameters, filters = [], through }: RecordTag): readonly string[] {
  const related = through === undefined ? undefined : relationNamed(models[entity], through)?.entity;
  return [
    ...parameters.map(({ name }) => name),
    ...filters.map(({ name }) => name),
    ...(related === undefined ? [] : models[related].fields.map(({ name }) => name)),
  ];
}

/** What is wrong with the attribute that a parameter names: `filter_by`, `order_by`, `of`. */
export function judgeField(
  { entity }: Pick<RecordTag, 'entity'>,
  name: string,
  field: string,
  allows: (kind: 'attribute', name: string) => boolean,
): Problem | undefined {
  const types = fieldTypes[name];
  if (types === undefined && name !== 'order_by') return undefined;
  const model = models[entity];
  const attribute = `${entity}.${canonical(entity, field)}`;
  if (!allows('attribute', attribute)) return notReadable(attribute);
  const standard = fieldNamed(model, field);
  const [head = ''] = field.split('.');
  const isPath = field.includes('__') || (head !== field && isStandardName(model, head));
  if (standard === undefined && (isPath || isStandardName(model, field))) {
    return { code: 'attribute-elsewhere', params: { name, field } };
  }
  if (types === undefined || standard === undefined || types.includes(standard.type)) return undefined;
  const fit = model.fields.filter(({ type }) => types.includes(type)).map((one) => one.name);
  return name === 'of'
    ? { code: 'not-a-number-field', params: { field, numbers: fit } }
    : { code: 'not-a-date-field', params: { name, field, dates: fit } };
}

/** What is wrong with a window on the field that nobody has named, where the policy keeps that from templates. */
export function hiddenWindow(
  { entity, dateField }: RecordTag,
  given: (name: string) => boolean,
  allows: (kind: 'attribute', name: string) => boolean,
): Problem | undefined {
  if (!given('for_last_days') || given('filter_by')) return undefined;
  const attribute = `${entity}.${canonical(entity, dateField)}`;
  return allows('attribute', attribute) ? undefined : notReadable(attribute);
}

/** What a standard attribute has to be, for a parameter that names one. */
const fieldTypes: Readonly<Record<string, readonly FieldType[]>> = {
  filter_by: ['date', 'datetime'],
  of: ['money', 'decimal'],
};

/** An attribute as the model calls it, whichever of its spellings a template has. */
export const canonical = (entity: Entity, attribute: string): string =>
  fieldNamed(models[entity], attribute)?.name ?? attribute;

/** @param attribute as the policy calls it: `contact.email` */
export function notReadable(attribute: string): Problem {
  const [kind = '', ...name] = attribute.split('.');
  const records = kind === orderLine.name ? orderLine.plural : models[kind as Entity].plural;
  return { code: 'attribute-not-allowed', params: { attribute: name.join('.'), records } };
}
