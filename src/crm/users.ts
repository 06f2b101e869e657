import { z } from '@hono/zod-openapi';
import { models } from '../data/entities.js';
import { own } from '../data/fields.js';
import { listing } from './listing.js';
import type { Operation } from './operation.js';
import { type Resource, readOne, updateOrCreate } from './resource.js';
import { bodyOf, email, id } from './schemas.js';

const resource: Resource = { entity: 'contact', plural: 'users' };

const body = bodyOf(models.contact, { email }).openapi('user_sent');

/** What User.com answers to an update: whether the user is new, and the id. */
const answer = {
  schema: z.object({ created: z.boolean(), id }),
  of: (row: Parameters<typeof own>[0], created: boolean) => ({ created, id: own(row, 'id') }),
};

export const users: readonly Operation[] = [
  listing({
    entity: 'contact',
    path: 'users',
    tag: 'users',
    owners: ['company'],
    exact: ['email', 'custom_id'],
  }),
  ...readOne(resource),
  updateOrCreate(resource, body, answer),
];
