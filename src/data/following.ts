import { models } from './entities.js';
import { fieldNamed, own, readField, relationNamed } from './fields.js';
import { isRow, productRequests, relationRequests } from './keys.js';
import type { RecordModel, Relation } from './model.js';
import { derivedFrom, type Reads, readsOfRows } from './reads.js';
import type { GetRequest, Row } from './request.js';

/** A related record that is read for certain. */
export interface Followed {
  /** In the order in which they are tried: the next is for when one finds nothing. */
  readonly requests: readonly [GetRequest, ...GetRequest[]];
  /** What is read of the record, for following further. What is asked of it is all that is read of its kind. */
  readonly reads: Reads;
}

/**
 * The related records that a template reads of a row for certain: they can be fetched as soon as the row is
 * there. Relations that the row holds itself are followed into, as are the parts of a record.
 *
 * @param reads of the record
 * @example // {% for line in deal.order_products %}{{ line.product.name }}{% endfor %}: each line's product
 */
export function followed(model: RecordModel, row: Row, reads: Reads): readonly Followed[] {
  const found: Followed[] = [];
  for (const [name, member] of reads.members) if (member.certain) follow(model, row, name, member, found);
  return found;
}

function follow(model: RecordModel, row: Row, name: string, reads: Reads, found: Followed[]): void {
  const field = fieldNamed(model, name);
  if (field) {
    const part = Object.hasOwn(model.parts, field.name) ? model.parts[field.name]?.() : undefined;
    if (part) followItems(part, readField(row, field), reads, found);
    return;
  }
  const relation = relationNamed(model, name);
  if (relation) followRelation(model, row, relation, reads, found);
  else if (model.derived.includes(name) && own(row, name) === undefined) {
    followDerived(model, row, name, found);
  }
}

function followItems(model: RecordModel, items: unknown, reads: Reads, found: Followed[]): void {
  if (!Array.isArray(items)) return;
  const each = readsOfRows(reads);
  for (const item of items) if (isRow(item)) found.push(...followed(model, item, each));
}

function followRelation(
  model: RecordModel,
  row: Row,
  relation: Relation,
  reads: Reads,
  found: Followed[],
): void {
  const sent = own(row, relation.name);
  if (relation.many) {
    if (Array.isArray(sent)) followItems(models[relation.entity], sent, reads, found);
    else if (relation.entity === 'product') {
      const each = readsOfRows(reads);
      for (const request of productRequests(row)) found.push({ requests: [request], reads: each });
    }
    return;
  }
  if (isRow(sent)) {
    found.push(...followed(models[relation.entity], sent, reads));
    return;
  }
  const [first, ...others] = relationRequests(model, row, relation);
  if (first) found.push({ requests: [first, ...others], reads });
}

/** `stage_name` and `pipeline_name`: of the deal's own pipeline where it has one, else of its stage's. */
function followDerived(model: RecordModel, row: Row, name: string, found: Followed[]): void {
  for (const [one, reads] of derivedFrom(name)) {
    const relation = relationNamed(model, one);
    if (!relation) continue;
    const before = found.length;
    followRelation(model, row, relation, reads, found);
    if (found.length > before || isRow(own(row, one))) return;
  }
}
