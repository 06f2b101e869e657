import { caseFold } from '../values/case-fold.js';
import { type Comparable, comparable, compare, isEmpty, likeStored, textOf } from './comparable.js';
import { models } from './entities.js';
import { fieldNamed, own, partNamed, readAttribute, relationNamed } from './fields.js';
import { isRow, productRequests, relationRequests } from './keys.js';
import type { Entity, Field, RecordModel } from './model.js';
import type { Condition, GetRequest, Lookup, Row } from './request.js';

/** A related record: its row, null where it is gone, undefined where it has not been fetched. */
export type Resolve = (request: GetRequest) => Row | null | undefined;

/** What a path arrives at: the stored value, and its field where the model knows one. */
interface Found {
  readonly field: Field | undefined;
  readonly value: unknown;
}

/**
 * Whether a row meets a condition, by Django's lookups (LANGUAGE §4). A path through a list holds where any
 * of its items holds; `ne` is the contrary of `exact`. A condition whose value is missing, null, '' or not
 * of the attribute's type matches nothing.
 */
export function meets(
  model: RecordModel,
  row: Row,
  condition: Condition,
  zone: string,
  resolve: Resolve,
): boolean {
  const found: Found[] = [];
  collect(model, row, condition.path, 0, found, resolve);
  const { lookup, value } = condition;
  if (lookup === 'isnull') {
    const wanted = truth(value);
    return (
      wanted !== undefined && found.every((one) => one.value === undefined || one.value === null) === wanted
    );
  }
  if (lookup === 'in') {
    const values = (Array.isArray(value) ? value : [value]).filter((one) => !isEmpty(one));
    return found.some((one) => values.some((each) => holds('exact', one, each, zone)));
  }
  if (isEmpty(value)) return false;
  if (lookup === 'ne') {
    return readable(model, condition, zone) && !found.some((one) => holds('exact', one, value, zone));
  }
  return found.some((one) => holds(lookup, one, value, zone));
}

/** The values at the end of a path: several where it leads through lists, none through a gone relation. */
function collect(
  model: RecordModel | undefined,
  row: Row,
  path: Condition['path'],
  index: number,
  found: Found[],
  resolve: Resolve,
): void {
  const name = path[index];
  if (name === undefined) return;
  const last = index === path.length - 1;
  if (last) {
    found.push(
      model
        ? { field: fieldNamed(model, name), value: readAttribute(model, row, name) }
        : untypedFound(row, name),
    );
    return;
  }
  const relation = model && relationNamed(model, name);
  if (model && relation) {
    for (const related of relatedRows(model, row, name, resolve)) {
      collect(models[relation.entity], related, path, index + 1, found, resolve);
    }
    return;
  }
  const value = model ? readAttribute(model, row, name) : own(row, name);
  const part = model && partNamed(model, name);
  for (const item of Array.isArray(value) ? value : [value]) {
    if (isRow(item)) collect(part, item, path, index + 1, found, resolve);
  }
}

const untypedFound = (row: Row, name: string): Found => ({ field: undefined, value: own(row, name) });

function relatedRows(model: RecordModel, row: Row, name: string, resolve: Resolve): Row[] {
  const relation = relationNamed(model, name);
  if (!relation) return [];
  if (relation.many) {
    const rows = name === 'products' ? productRequests(row).map(resolve) : [];
    return rows.filter((one) => one !== null && one !== undefined);
  }
  for (const request of relationRequests(model, row, relation)) {
    const related = resolve(request);
    if (related) return [related];
  }
  return [];
}

/** The entity at the end of a path of relations and parts, if the model knows every step of it. */
function fieldAt(model: RecordModel, path: Condition['path']): Field | undefined {
  let current: RecordModel | undefined = model;
  for (const [index, name] of path.entries()) {
    if (!current) return undefined;
    if (index === path.length - 1) return fieldNamed(current, name);
    const entity: Entity | undefined = relationNamed(current, name)?.entity;
    current = entity ? models[entity] : partNamed(current, name);
  }
  return undefined;
}

/** Whether a condition's value can be read as its attribute's type at all: `status__ne='foo'` cannot. */
function readable(model: RecordModel, condition: Condition, zone: string): boolean {
  const field = fieldAt(model, condition.path);
  if (!field || field.type === 'any' || field.type === 'list' || field.type === 'map') return true;
  return comparable(field, condition.value, zone) !== undefined;
}

function holds(lookup: Lookup, found: Found, value: unknown, zone: string): boolean {
  const { field, value: stored } = found;
  if (Array.isArray(stored)) return holdsOfList(lookup, stored, value, zone);
  switch (lookup) {
    case 'contains':
      return ofTexts(stored, value, (text, part) => text.includes(part));
    case 'icontains':
      return ofTexts(stored, value, (text, part) => caseFold(text).includes(caseFold(part)));
    case 'startswith':
      return ofTexts(stored, value, (text, part) => text.startsWith(part));
    case 'istartswith':
      return ofTexts(stored, value, (text, part) => caseFold(text).startsWith(caseFold(part)));
    case 'endswith':
      return ofTexts(stored, value, (text, part) => text.endsWith(part));
    case 'iendswith':
      return ofTexts(stored, value, (text, part) => caseFold(text).endsWith(caseFold(part)));
    case 'iexact':
      return ofTexts(stored, value, (text, part) => caseFold(text) === caseFold(part));
    default: {
      const left = comparable(field, stored, zone);
      const right = left && likeStored(field, left, value, zone);
      return left !== undefined && right !== undefined && ordered(lookup, left, right);
    }
  }
}

function ordered(lookup: Lookup, left: Comparable, right: Comparable): boolean {
  if (lookup === 'exact') return left.kind === right.kind && compare(left, right) === 0;
  if (left.kind !== right.kind) return false;
  const order = compare(left, right);
  if (lookup === 'gt') return order > 0;
  if (lookup === 'gte') return order >= 0;
  if (lookup === 'lt') return order < 0;
  return lookup === 'lte' && order <= 0;
}

/** On a list `contains` asks for an item; `exact` for a list of equal items; nothing else is asked of it. */
function holdsOfList(lookup: Lookup, stored: readonly unknown[], value: unknown, zone: string): boolean {
  const equal = (item: unknown, other: unknown) =>
    holds('exact', { field: undefined, value: item }, other, zone);
  if (lookup === 'contains') return stored.some((item) => equal(item, value));
  if (lookup === 'icontains') {
    return stored.some((item) => holds('iexact', { field: undefined, value: item }, value, zone));
  }
  if (lookup !== 'exact' || !Array.isArray(value) || value.length !== stored.length) return false;
  return stored.every((item, index) => equal(item, value[index]));
}

function ofTexts(stored: unknown, value: unknown, test: (text: string, part: string) => boolean): boolean {
  const text = textOf(stored);
  const part = textOf(value);
  return text !== undefined && part !== undefined && text !== '' && test(text, part);
}

/** What the value of `isnull` says; undefined where it says nothing. */
export function truth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 'True' || value === 'true' || value === '1') return true;
  if (value === 0 || value === 'False' || value === 'false' || value === '0') return false;
  return undefined;
}
