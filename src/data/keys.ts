import { models } from './entities.js';
import { fieldNamed, own, readField } from './fields.js';
import type { Entity, RecordModel, Relation } from './model.js';
import type { DataRequest, GetRequest, KeyField, Owner, Row } from './request.js';

/**
 * A text that two requests share exactly when they ask for the same records or numbers, whatever of them is
 * to be read.
 *
 * @example requestKey({ kind: 'get', entity: 'product', key: 'id', value: '7' }) // 'product id 7'
 */
export function requestKey(request: DataRequest): string {
  if (request.kind === 'get') return `${request.entity} ${request.key} ${request.value}`;
  const { owner, window } = request;
  return JSON.stringify([
    request.kind,
    request.entity,
    owner ? [owner.entity, owner.id ?? null, owner.custom_id ?? null, owner.email ?? null] : null,
    request.where.map((condition) => [condition.path, condition.lookup, tagged(condition.value)]),
    window ? [window.field, window.from, window.to] : null,
    ...(request.kind === 'list'
      ? [request.order.field, request.order.direction, request.limit ?? null]
      : [request.of ?? null, request.dateField]),
    request.timeZone,
  ]);
}

/** JSON that tells apart what `JSON.stringify` writes alike: undefined and null, 1.0 and "1.0". */
function tagged(value: unknown): unknown {
  if (value === undefined) return ['u'];
  if (Array.isArray(value)) return ['l', ...value.map(tagged)];
  if (typeof value === 'object' && value !== null)
    return ['o', value.constructor?.name ?? '', keyText(value) ?? value];
  if (typeof value === 'bigint') return ['n', String(value)];
  return value;
}

/**
 * A key as text: the id 7 and the id "7" are one. Undefined for what is no key (null, '', a list).
 */
export function keyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const text = isRow(value) ? undefined : String(value);
    return text === '' ? undefined : text;
  }
  return undefined;
}

/**
 * The owner that stands for a contact's or company's row, by every key that it has.
 *
 * @example ownerOf('contact', { id: 7, email: 'ann@example.com' }) // { entity: 'contact', id: '7', email: … }
 */
export function ownerOf(entity: Owner['entity'], row: Row): Owner {
  const id = keyText(own(row, 'id'));
  const customId = keyText(own(row, 'custom_id'));
  const email = entity === 'contact' ? keyText(own(row, 'email')) : undefined;
  return {
    entity,
    ...(id !== undefined && { id }),
    ...(customId !== undefined && { custom_id: customId }),
    ...(email !== undefined && { email }),
  };
}

export const getRequest = (entity: Entity, key: KeyField, value: string): GetRequest => ({
  kind: 'get',
  entity,
  key,
  value,
});

/** The requests that find the record which a single-valued relation names: the next is for when one finds none. */
export function relationRequests(model: RecordModel, row: Row, relation: Relation): GetRequest[] {
  const requests: GetRequest[] = [];
  for (const { local, remote } of relation.keys) {
    const field = fieldNamed(model, local);
    const value = keyText(field ? readField(row, field) : own(row, local));
    if (value !== undefined) requests.push(getRequest(relation.entity, remote, value));
  }
  return requests;
}

/** The requests for a deal's products: the SKUs that it lists, else those of its order lines. */
export function productRequests(row: Row): GetRequest[] {
  const model = models.deal;
  const listed = fieldNamed(model, 'products_custom_id');
  const skus = listed ? readField(row, listed) : undefined;
  const found = new Map<string, GetRequest>();
  const add = (request: GetRequest | undefined) => {
    if (request) found.set(requestKey(request), request);
  };
  if (Array.isArray(skus)) {
    for (const sku of skus) {
      const value = keyText(sku);
      add(value === undefined ? undefined : getRequest('product', 'custom_id', value));
    }
    return [...found.values()];
  }
  const lines = own(row, 'order_products');
  const part = model.parts.order_products?.();
  const relation = part?.relations[0];
  if (Array.isArray(lines) && part && relation) {
    for (const line of lines) if (isRow(line)) add(relationRequests(part, line, relation)[0]);
  }
  return [...found.values()];
}

/** Whether a value is a plain object: a payload's map, not a decimal or a date. */
export function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
