import { z } from '@hono/zod-openapi';
import { dealStatuses, models, orderLine } from '../data/entities.js';
import { fieldNamed, own, readField } from '../data/fields.js';
import { keyText } from '../data/keys.js';
import type { Row } from '../data/request.js';
import { merge } from '../sources/rows/merge.js';
import { listing } from './listing.js';
import type { Operation } from './operation.js';
import { refuse } from './refusal.js';
import { createOne, type Resource, readOne, updateOne, updateOrCreate, wholeRecord } from './resource.js';
import { bodyOf, id, key } from './schemas.js';

const statuses = [...dealStatuses].map(([name, number]) => `${number} (${name.replace('_', ' ')})`);

const status = z
  .custom<number>((value) => [...dealStatuses.values()].includes(value as number), {
    error: `must be one of ${statuses.join(', ')}`,
  })
  .openapi({ type: ['integer', 'null'], enum: [...dealStatuses.values(), null] });

/** A line is kept as it was sent, with whatever else is in it: the receipt. It must name its product. */
const line = bodyOf(orderLine, {}).superRefine((sent, context) => {
  if (keyText(sent.product_id) !== undefined || keyText(sent.product_custom_id) !== undefined) return;
  const message = 'or product_id must be given';
  context.addIssue({ code: 'custom', path: ['product_custom_id'], message });
});

const listError = { error: 'must be a list' };

const body = bodyOf(models.deal, {
  status,
  products_custom_id: z.array(key, listError),
  order_products: z.array(line, listError),
  participants: z.array(id, listError),
}).openapi('deal_sent');

/**
 * `won_at` is set while a deal is won, `lost_at` while it is lost: the time at which it became so, or the one
 * that was sent. A deal that is open again has neither; abandoned and archived ones keep what they had.
 */
function closing(row: Row, stored: Row | undefined, sent: Row, now: string): Row {
  const before = stored && own(stored, 'status');
  const after = own(row, 'status') ?? before ?? 1;
  const changed: Record<string, unknown> = { status: after };
  for (const [field, itsStatus, others] of [
    ['won_at', 2, [1, 3]],
    ['lost_at', 3, [1, 2]],
  ] as const) {
    if (own(sent, field) !== undefined) continue;
    const isUnset = (own(row, field) ?? '') === '';
    if (after === itsStatus && (before !== itsStatus || isUnset)) changed[field] = now;
    else if (others.some((other) => other === after) && !isUnset) changed[field] = null;
  }
  return merge(models.deal, row, changed);
}

const resource: Resource = {
  entity: 'deal',
  plural: 'deals',
  create: (sent) => {
    const name = fieldNamed(models.deal, 'name');
    if (!name || keyText(readField(sent, name)) === undefined) {
      throw refuse(400, 'name', 'must be given for a new deal');
    }
  },
  finish: closing,
};

export const deals: readonly Operation[] = [
  listing({ entity: 'deal', path: 'deals', tag: 'deals', owners: ['contact', 'company'] }),
  createOne(resource, body),
  ...readOne(resource),
  ...updateOne(resource, body),
  updateOrCreate(resource, body, wholeRecord(resource)),
];
