import type { Resolve } from './conditions.js';
import { models } from './entities.js';
import { partNamed, readAttribute, relationNamed } from './fields.js';
import { isRow, productRequests, relationRequests, requestKey } from './keys.js';
import type { Entity, RecordModel } from './model.js';
import type { Condition, GetRequest, Row } from './request.js';

/**
 * The related records that conditions such as `order_products__product__category='Shoes'` need before
 * `select` can judge them. Ask again with what came until nothing is left: a span may lead over several
 * relations, and a key that finds nothing makes way for the next.
 *
 * @param resolve what is fetched already; nothing, if absent
 * @returns requests that do not repeat
 */
export function neededRelations(
  entity: Entity,
  rows: readonly Row[],
  where: readonly Condition[],
  resolve: Resolve = () => undefined,
): GetRequest[] {
  const needed = new Map<string, GetRequest>();
  for (const { path } of where) {
    if (path.length > 1) for (const row of rows) walk(models[entity], row, path, 0, needed, resolve);
  }
  return [...needed.values()];
}

function walk(
  model: RecordModel,
  row: Row,
  path: Condition['path'],
  index: number,
  needed: Map<string, GetRequest>,
  resolve: Resolve,
): void {
  const name = path[index];
  if (name === undefined || index === path.length - 1) return;
  const relation = relationNamed(model, name);
  if (relation?.many) {
    if (relation.entity !== 'product') return;
    for (const request of productRequests(row))
      visit([request], models.product, path, index, needed, resolve);
    return;
  }
  if (relation) {
    visit(relationRequests(model, row, relation), models[relation.entity], path, index, needed, resolve);
    return;
  }
  const part = partNamed(model, name);
  const items = readAttribute(model, row, name);
  if (!part || !Array.isArray(items)) return;
  for (const item of items) if (isRow(item)) walk(part, item, path, index + 1, needed, resolve);
}

/** The first request that finds a record is followed; the first that is not answered yet is needed. */
function visit(
  requests: readonly GetRequest[],
  model: RecordModel,
  path: Condition['path'],
  index: number,
  needed: Map<string, GetRequest>,
  resolve: Resolve,
): void {
  for (const request of requests) {
    const row = resolve(request);
    if (row === undefined) {
      needed.set(requestKey(request), request);
      return;
    }
    if (row !== null) {
      walk(model, row, path, index + 1, needed, resolve);
      return;
    }
  }
}
