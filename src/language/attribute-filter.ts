import { comparable, isEmpty } from '../data/comparable.js';
import { truth } from '../data/conditions.js';
import { models } from '../data/entities.js';
import { fieldNamed, own, partNamed, relationNamed } from '../data/fields.js';
import type { Entity, Field, FieldType, RecordModel } from '../data/model.js';
import { DataRecord } from '../data/record.js';
import { type Condition, type Lookup, lookups } from '../data/request.js';
import { nearest } from '../diagnostics/nearest.js';
import { CalendarDate } from '../values/calendar-date.js';
import { asDateTime } from '../values/kinds.js';
import { hasMembers, member } from '../values/members.js';
import { SafeText } from '../values/safe-text.js';
import type { Value } from '../values/value.js';
import type { Problem } from './parameters.js';
import type { Pass } from './pass.js';
import {
  identifies,
  keyFilter,
  type RelationFilter,
  recordsIn,
  relationCondition,
} from './relation-filter.js';

const lookupNames: ReadonlySet<string> = new Set(lookups);

/** Where the names stand that stand beside ids. */
const derivedFrom: ReadonlyMap<string, readonly string[]> = new Map([
  ['status_name', ['status']],
  ['stage_name', ['stage', 'name']],
  ['pipeline_name', ['pipeline', 'name']],
]);

/** What the value of these is compared with is of the attribute's type; what the others seek is text. */
const typedLookups: ReadonlySet<Lookup> = new Set(['exact', 'ne', 'gt', 'gte', 'lt', 'lte', 'in']);

/** `order_products__product__category__in` taken apart; the value is still to come. */
export interface AttributeFilter {
  readonly path: readonly [string, ...string[]];
  readonly lookup: Lookup;
  /** The standard field at the end of the path; undefined for a custom attribute. */
  readonly field: Field | undefined;
  /** Where the path was written to end in a relation: it then ends in the relation's first key instead. */
  readonly related?: RelationFilter;
}

/**
 * Reads the name of an attribute filter by Django's rule: segments between double underscores, the last of
 * which may be a lookup; `exact` without one.
 */
export function readFilterName(
  entity: Entity,
  name: string,
): AttributeFilter | { readonly problem: Problem } {
  const [written = '', ...others] = name.split('__');
  const derived = models[entity].derived.includes(written) ? derivedFrom.get(written) : undefined;
  const [first = '', ...rest] = [...(derived ?? [written]), ...others];
  let model: RecordModel | undefined = models[entity];
  let field = fieldNamed(model, first);
  const path: [string, ...string[]] = [field?.name ?? first];
  let inside = step(model, first);
  // The keys of a map are whatever was sent: `data__order_id__in`.
  const inMap = field?.type === 'map';
  for (const [index, segment] of rest.entries()) {
    const last = index === rest.length - 1;
    if (last && lookupNames.has(segment) && (inside === undefined || !isMember(inside, segment))) {
      return { ...ending(model, path), lookup: segment as Lookup, field };
    }
    if (inside === undefined && inMap && !(last && index > 0 && nearest(segment, lookups, 1))) {
      path.push(segment);
      field = undefined;
      continue;
    }
    if (inside === undefined) {
      return {
        problem: {
          code: 'unknown-lookup',
          params: {
            lookup: segment,
            attribute: path.join('__'),
            lookups,
            nearest: nearest(segment, lookups),
          },
        },
      };
    }
    model = inside;
    field = fieldNamed(model, segment);
    path.push(field?.name ?? segment);
    inside = step(model, segment);
  }
  return { ...ending(model, path), lookup: 'exact', field };
}

/**
 * The attributes that a filter looks at, each as the policy calls it: `deal.order_products`,
 * `order_line.product`, `product.category`.
 */
export function attributesOf(entity: Entity, path: readonly string[]): readonly string[] {
  const found: string[] = [];
  let model: RecordModel | undefined = models[entity];
  for (const name of path) {
    if (model === undefined) break;
    found.push(`${model.name}.${name}`);
    model = step(model, name);
  }
  return found;
}

/** The records that a name of a model leads into; tasks name their deal, and no deal its tasks. */
function step(model: RecordModel, name: string): RecordModel | undefined {
  const relation = relationNamed(model, name);
  if (relation !== undefined) return relation.keys.length === 0 ? undefined : models[relation.entity];
  return partNamed(model, name);
}

const isMember = (model: RecordModel, name: string): boolean =>
  fieldNamed(model, name) !== undefined || relationNamed(model, name) !== undefined;

/** What a path that ends in a relation (`contact=receiver`) compares where its value is no record: the first key. */
function ending(
  model: RecordModel,
  path: readonly [string, ...string[]],
): Pick<AttributeFilter, 'path' | 'related'> {
  const last = path[path.length - 1] ?? '';
  const relation = fieldNamed(model, last) ? undefined : relationNamed(model, last);
  const key = relation?.keys[0]?.local;
  if (relation === undefined || key === undefined) return { path };
  return {
    path: [...path.slice(0, -1), key] as unknown as [string, ...string[]],
    related: { path, relation },
  };
}

/**
 * The condition of a filter with its value. `undefined` where the value is missing, null or '': such a
 * filter matches nothing.
 */
export function conditionOf(
  filter: AttributeFilter,
  given: Value,
  pass: Pass,
): Condition | { readonly problem: Problem } | undefined {
  const records = filter.related && identifies(filter.lookup) ? recordsIn(given) : undefined;
  if (filter.related && records && (filter.lookup === 'in') === Array.isArray(given)) {
    return relationCondition(filter.related, filter.lookup, records);
  }
  const value = plain(given, pass);
  return value === undefined || value === null || value === '' ? undefined : judgeValue(filter, value);
}

/** The condition, or why a filter cannot have this value. */
export function judgeValue(
  { path, lookup, field }: AttributeFilter,
  value: unknown,
): Condition | { readonly problem: Problem } {
  if (lookup === 'in' && !Array.isArray(value)) {
    return { problem: { code: 'lookup-needs-list', params: { attribute: path.join('__') } } };
  }
  if (field !== undefined && (lookup === 'exact' || lookup === 'ne' || lookup === 'in')) {
    const named = chosen(field, value);
    return 'problem' in named ? named : { path, lookup, value: named.value };
  }
  return { path, lookup, value };
}

/**
 * What a value should be for a filter to match anything: a phrase. Undefined where it can, as far as the
 * value tells.
 */
export function unfit({ lookup, field }: AttributeFilter, value: unknown, zone: string): string | undefined {
  if (lookup === 'isnull') return truth(value) === undefined ? 'True or False' : undefined;
  if (field === undefined) return undefined;
  const wants = wanted[field.type];
  if (wants === undefined || field.choices !== undefined || !typedLookups.has(lookup)) return undefined;
  const values = Array.isArray(value) ? value : [value];
  const fits = (one: unknown) => isEmpty(one) || comparable(field, one, zone) !== undefined;
  return values.every(fits) ? undefined : wants;
}

/**
 * What to write instead where a relation is compared with what is no record: `user_custom_id` for a text as
 * `contact`. Undefined where nothing is wrong.
 */
export function unrelated({ related, lookup }: AttributeFilter, value: unknown): string | undefined {
  if (related === undefined || !identifies(lookup) || isEmpty(value) || recordsIn(value)) return undefined;
  // So a list is asked for one of its keys.
  if (related.relation.many && lookup === 'contains') return undefined;
  return keyFilter(related, lookup, value);
}

/** What the values of a type are called; every value can be read as one of the others. */
const wanted: Partial<Record<FieldType, string>> = {
  integer: 'a number',
  decimal: 'a number',
  money: 'a number',
  boolean: 'True or False',
  date: 'a date such as "2025-06-24"',
  datetime: 'a date such as "2025-06-24"',
};

type Chosen = { readonly value: unknown } | { readonly problem: Problem };

/** `won` for 2 and `add to cart` for "Add_to_cart", in lists too; every value of a field that has no such names. */
function chosen(field: Field, value: unknown): Chosen {
  const { choices, words } = field;
  if (choices === undefined && words === undefined) return { value };
  if (Array.isArray(value)) {
    const all = value.map((one) => chosen(field, one));
    const bad = all.find((one) => 'problem' in one);
    return bad ?? { value: all.map((one) => ('value' in one ? one.value : undefined)) };
  }
  const spaced = String(value)
    .trim()
    .toLowerCase()
    .replace(/[ _-]+/g, ' ');
  if (words !== undefined) return words.includes(spaced) ? { value: spaced } : notAmong(field, spaced, words);
  const numbers = choices ?? new Map<string, number>();
  const text = spaced.replaceAll(' ', '_');
  const number = numbers.get(text) ?? (/^\d+$/.test(text) ? Number(text) : undefined);
  if (number !== undefined && [...numbers.values()].includes(number)) return { value: number };
  return notAmong(field, text, [...numbers.keys()], (name) => `${name} (${numbers.get(name)})`);
}

const notAmong = (
  { name, choices }: Field,
  text: string,
  names: readonly string[],
  shown = (one: string) => one,
): Chosen => ({
  problem: {
    code: 'unknown-choice',
    params: {
      attribute: name,
      choices: names.map(shown),
      postponed: choices !== undefined && text === 'postponed',
      nearest: nearest(text, names),
    },
  },
});

/** A template's value as the JSON-like value of a condition: text without its mark, a record by its id. */
function plain(value: Value, pass: Pass): unknown {
  if (value instanceof SafeText) return value.text;
  if (Array.isArray(value)) return value.map((one) => plain(one, pass));
  if (value instanceof DataRecord) return own(value.row, 'id');
  if (hasMembers(value)) return value[member]('id', pass);
  if (value instanceof CalendarDate) return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  const date = typeof value === 'object' && value !== null ? asDateTime(value) : undefined;
  return date === undefined ? value : date.toUTC().toISO();
}
