import { own } from '../../data/fields.js';
import { isRow } from '../../data/keys.js';
import type { Entity } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { rowValue } from '../row-value.js';

/** Another record inside a payload, and the flat fields that its keys go to. */
interface Nested {
  readonly names: readonly string[];
  readonly id: string;
  readonly custom_id?: string;
  /** Where its name is kept: `stage_name`, which templates read. */
  readonly name?: string;
}

const user: Nested = {
  names: ['user', 'contact', 'person', 'client'],
  id: 'user_id',
  custom_id: 'user_custom_id',
};
const company: Nested = { names: ['company'], id: 'company_id', custom_id: 'company_custom_id' };
const product: Nested = { names: ['product'], id: 'product_id', custom_id: 'product_custom_id' };
const deal: Nested = { names: ['deal'], id: 'deal_id', custom_id: 'deal_custom_id' };
const pipeline: Nested = { names: ['pipeline'], id: 'pipeline', name: 'pipeline_name' };
const stage: Nested = { names: ['stage'], id: 'stage', name: 'stage_name' };

const nested: Partial<Record<Entity, readonly Nested[]>> = {
  contact: [company],
  deal: [user, company, stage, pipeline],
  stage: [{ names: ['pipeline'], id: 'pipeline' }],
  task: [user, deal],
  event: [user],
  product_event: [user, product],
};

/**
 * A record of the API as a row: both documented shapes become the flat one.
 *
 * - `attributes: [{ name_std, value }]` (version 1) becomes flat attributes; one that the record has flat
 *   already keeps that value;
 * - a user, company, stage … that is given as a whole or as a bare id becomes `user_id`, `company_id`, `stage` …,
 *   unless the record has that field; the whole one is left out, so that templates read the record itself;
 * - tags `{ id, name }` become their names; `products` that are bare ids are left out in favour of
 *   `products_custom_id`; a user's `timezone` is `time_zone`, too.
 *
 * Everything else is kept as it was sent, strings such as "1250.00" too.
 *
 * @returns undefined for what is no record
 * @example usercomRow('deal', { id: 7, person: 3, attributes: [{ name_std: 'tier', value: 'A' }] })
 * // { id: 7, user_id: 3, tier: 'A' }
 */
export function usercomRow(entity: Entity, payload: unknown): Row | undefined {
  const sent = rowValue(payload);
  if (!isRow(sent)) return undefined;
  const fields = new Map(Object.entries(sent));
  flattenAttributes(fields);
  for (const one of nested[entity] ?? []) flattenNested(fields, one);
  const tags = fields.get('tags');
  if (Array.isArray(tags)) fields.set('tags', tags.map(nameOfTag));
  const products = fields.get('products');
  if (entity === 'deal' && Array.isArray(products) && !products.some(isRow)) fields.delete('products');
  const zone = fields.get('timezone');
  if (entity === 'contact' && zone !== undefined && !fields.has('time_zone')) fields.set('time_zone', zone);
  return Object.fromEntries(fields);
}

function flattenAttributes(fields: Map<string, unknown>): void {
  const attributes = fields.get('attributes');
  if (!Array.isArray(attributes) || attributes.length === 0) return;
  const pairs: [string, unknown][] = [];
  for (const item of attributes) {
    const name = isRow(item) ? own(item, 'name_std') : undefined;
    // Not the API's list, but a custom attribute that is called so.
    if (typeof name !== 'string' || !isRow(item)) return;
    pairs.push([name, own(item, 'value') ?? null]);
  }
  fields.delete('attributes');
  for (const [name, value] of pairs) if (!fields.has(name)) fields.set(name, value);
}

function flattenNested(fields: Map<string, unknown>, target: Nested): void {
  for (const name of target.names) {
    const value = fields.get(name);
    if (isRow(value)) {
      if (own(value, 'id') === undefined && own(value, 'custom_id') === undefined) continue;
      fields.delete(name);
      setAbsent(fields, target.id, own(value, 'id'));
      setAbsent(fields, target.custom_id, own(value, 'custom_id'));
      setAbsent(fields, target.name, own(value, 'name'));
    } else if (name !== target.id && isId(value) && !fields.has(target.id)) {
      fields.delete(name);
      fields.set(target.id, value);
    }
  }
}

function setAbsent(fields: Map<string, unknown>, name: string | undefined, value: unknown): void {
  if (name !== undefined && value !== undefined && !fields.has(name)) fields.set(name, value);
}

const isId = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value);

function nameOfTag(tag: unknown): unknown {
  const name = isRow(tag) ? own(tag, 'name') : undefined;
  return typeof name === 'string' ? name : tag;
}
