import { models } from '../data/entities.js';
import { fieldNamed, relationNamed } from '../data/fields.js';
import type { Entity, Field, RecordModel } from '../data/model.js';
import type { Condition, Lookup } from '../data/request.js';
import { nearest } from '../diagnostics/nearest.js';
import { hasMembers, member } from '../values/members.js';
import { SafeText } from '../values/safe-text.js';
import type { Value } from '../values/value.js';
import type { Problem } from './parameters.js';
import type { Pass } from './pass.js';

const lookups: ReadonlySet<string> = new Set<Lookup>([
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
]);

/** `order_products__product__category__in` taken apart; the value is still to come. */
export interface AttributeFilter {
  readonly path: readonly [string, ...string[]];
  readonly lookup: Lookup;
  /** The standard field at the end of the path; undefined for a custom attribute. */
  readonly field: Field | undefined;
}

/**
 * Reads the name of an attribute filter by Django's rule: segments between double underscores, the last of
 * which may be a lookup; `exact` without one.
 */
export function readFilterName(
  entity: Entity,
  name: string,
): AttributeFilter | { readonly problem: Problem } {
  const [first = '', ...rest] = name.split('__');
  const path: [string, ...string[]] = [first];
  let model: RecordModel | undefined = models[entity];
  let field = fieldNamed(model, first);
  let inside = step(model, first);
  for (const [index, segment] of rest.entries()) {
    const last = index === rest.length - 1;
    if (last && lookups.has(segment) && (inside === undefined || !isMember(inside, segment))) {
      return { path: ending(model, path), lookup: segment as Lookup, field };
    }
    if (inside === undefined) {
      return {
        problem: {
          code: 'unknown-lookup',
          params: { lookup: segment, attribute: path.join('__'), nearest: nearest(segment, lookups) },
        },
      };
    }
    model = inside;
    path.push(segment);
    field = fieldNamed(model, segment);
    inside = step(model, segment);
  }
  return { path: ending(model, path), lookup: 'exact', field };
}

/** The records that a name of a model leads into. */
function step(model: RecordModel, name: string): RecordModel | undefined {
  const relation = relationNamed(model, name);
  if (relation !== undefined) return models[relation.entity];
  return Object.hasOwn(model.parts, name) ? model.parts[name]?.() : undefined;
}

const isMember = (model: RecordModel, name: string): boolean =>
  fieldNamed(model, name) !== undefined || relationNamed(model, name) !== undefined;

/** A path that ends in a relation (`contact=receiver`) compares the key that names the related record. */
function ending(model: RecordModel, path: readonly [string, ...string[]]): readonly [string, ...string[]] {
  const last = path[path.length - 1] ?? '';
  const key = fieldNamed(model, last) ? undefined : relationNamed(model, last)?.keys[0]?.local;
  return key === undefined ? path : ([...path.slice(0, -1), key] as unknown as [string, ...string[]]);
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
  if (field?.choices !== undefined && (lookup === 'exact' || lookup === 'ne' || lookup === 'in')) {
    const named = chosen(field, field.choices, value);
    return 'problem' in named ? named : { path, lookup, value: named.value };
  }
  return { path, lookup, value };
}

type Chosen = { readonly value: unknown } | { readonly problem: Problem };

/** `won` for 2, in lists too. */
function chosen(field: Field, choices: ReadonlyMap<string, number>, value: unknown): Chosen {
  if (Array.isArray(value)) {
    const all = value.map((one) => chosen(field, choices, one));
    const bad = all.find((one) => 'problem' in one);
    return bad ?? { value: all.map((one) => ('value' in one ? one.value : undefined)) };
  }
  const text = String(value).trim().toLowerCase().replaceAll(' ', '_');
  const number = choices.get(text) ?? (/^\d+$/.test(text) ? Number(text) : undefined);
  if (number !== undefined && [...choices.values()].includes(number)) return { value: number };
  const names = [...choices].map(([name, at]) => `${name} (${at})`);
  return {
    problem: {
      code: 'unknown-choice',
      params: {
        attribute: field.name,
        choices: names,
        postponed: text === 'postponed',
        nearest: nearest(text, choices.keys()),
      },
    },
  };
}

/** A template's value as the JSON-like value of a condition: text without its mark, a record by its id. */
function plain(value: Value, pass: Pass): unknown {
  if (value instanceof SafeText) return value.text;
  if (Array.isArray(value)) return value.map((one) => plain(one, pass));
  if (hasMembers(value)) return value[member]('id', pass);
  return value;
}
