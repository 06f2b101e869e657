import { z } from '@hono/zod-openapi';
import { models, productEventTypes } from '../data/entities.js';
import { own } from '../data/fields.js';
import { isRow, keyText } from '../data/keys.js';
import type { Row } from '../data/request.js';
import { save } from './editing.js';
import { listing } from './listing.js';
import type { Operation } from './operation.js';
import { get } from './read.js';
import { refuse } from './refusal.js';
import { change, root } from './resource.js';
import { bodyOf, id, key, map, moment } from './schemas.js';

const body = z
  .looseObject({
    user_id: id.nullish(),
    user_custom_id: key.nullish(),
    event_type: z.enum(productEventTypes, { error: `must be one of ${productEventTypes.join(', ')}` }),
    timestamp: moment.nullish().openapi({ description: 'when it happened; now where it is omitted' }),
    data: bodyOf(models.product).extend({ custom_data: map.nullish() }).nullish(),
  })
  .openapi('product_event_sent');

/**
 * What a user did with a product. A SKU that is not known yet becomes a product without a name, as User.com
 * documents it. Of `data`, `custom_data` stays with the event; everything else describes the product.
 */
const create: Operation = {
  method: 'post',
  path: `${root}/products-by-id/{custom_id}/product_event/`,
  summary: 'What a user did with a product; an unknown SKU becomes a product without a name',
  tag: 'products',
  body,
  status: 201,
  answer: z.object({ id }),
  run: (call) =>
    change(call, async (editing) => {
      const { source } = editing.writer;
      const sku = call.part('custom_id');
      const { user_id, user_custom_id, event_type, timestamp, data } = call.body;
      if (keyText(user_id) === undefined && keyText(user_custom_id) === undefined) {
        throw refuse(400, 'user_custom_id', 'or user_id must be given');
      }
      const { custom_data: customData, ...about } = isRow(data) ? data : {};
      if (own(about, 'custom_id') !== undefined) {
        throw refuse(400, 'data.custom_id', 'stands in the address');
      }
      const stored = await get(source, 'product', 'custom_id', sku);
      const product =
        stored && Object.keys(about).length === 0
          ? stored
          : await save(editing, 'product', stored, stored ? about : withSku(about, sku));
      const sent: Row = {
        ...(user_id !== undefined && { user_id }),
        ...(user_custom_id !== undefined && { user_custom_id }),
        product_id: own(product, 'id'),
        product_custom_id: sku,
        event_type,
        ...(keyText(timestamp) !== undefined && { created_at: timestamp }),
        ...(isRow(customData) && { custom_data: customData }),
      };
      const event = await save(editing, 'product_event', undefined, sent);
      return { id: own(event, 'id') };
    }),
};

function withSku(about: Row, sku: string): Row {
  const checked = key.safeParse(sku);
  if (checked.success) return { ...about, custom_id: sku };
  throw refuse(400, 'custom_id', checked.error.issues[0]?.message ?? '');
}

export const productEvents: readonly Operation[] = [
  create,
  listing({ entity: 'product_event', path: 'product-events', tag: 'products', owners: ['contact'] }),
];
