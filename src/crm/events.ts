import { z } from '@hono/zod-openapi';
import { models } from '../data/entities.js';
import { own } from '../data/fields.js';
import { keyText, ownerOf } from '../data/keys.js';
import type { Row } from '../data/request.js';
import { save } from './editing.js';
import type { Operation } from './operation.js';
import { cursor, page, pageSize } from './pages.js';
import { list } from './read.js';
import { change, find, root } from './resource.js';
import { id, key, map, moment, pageOf, recordOf } from './schemas.js';

const body = z
  .looseObject({
    name: key,
    data: map.nullish(),
    timestamp: moment.nullish().openapi({ description: 'when it happened; now where it is omitted' }),
  })
  .openapi('event_sent');

const create: Operation = {
  method: 'post',
  path: `${root}/users-by-id/{custom_id}/events/`,
  summary: 'What a user did',
  tag: 'users',
  body,
  status: 201,
  answer: z.object({
    id,
    created: z.boolean().openapi({ description: 'the first event of this name' }),
  }),
  run: (call) =>
    change(call, async (editing) => {
      const { source } = editing.writer;
      const user = await find(source, 'contact', 'custom_id', call.part('custom_id'));
      const { name, data, timestamp } = call.body;
      const before = await list(source, {
        kind: 'list',
        entity: 'event',
        where: [{ path: ['name'], lookup: 'exact', value: name }],
        order: { field: 'id', direction: 1 },
        limit: 1,
        timeZone: 'UTC',
      });
      const sent: Row = {
        name,
        ...(data !== undefined && { data }),
        timestamp: keyText(timestamp) === undefined ? call.now : timestamp,
        user_id: own(user, 'id'),
      };
      const event = await save(editing, 'event', undefined, sent);
      return { id: own(event, 'id'), created: before.length === 0 };
    }),
};

const lists = (['id', 'custom_id'] as const).map(
  (by): Operation => ({
    method: 'get',
    path: `${root}/${by === 'id' ? 'users' : 'users-by-id'}/{${by}}/events/`,
    summary: `Pages of what a user did, by ${by}`,
    tag: 'users',
    query: z.strictObject({ cursor, ...pageSize }),
    answer: pageOf(recordOf(models.event)),
    run: async ({ store, part, query, url }) => {
      const { email: _, ...owner } = ownerOf('contact', await find(store.source, 'contact', by, part(by)));
      return page(store.source, { entity: 'event', owner }, query, url);
    },
  }),
);

export const events: readonly Operation[] = [create, ...lists];
