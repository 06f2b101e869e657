import { listing } from './listing.js';
import type { Operation } from './operation.js';
import { readOne } from './resource.js';

/** What a deal moves through, and what is to be done for it. They come into the store by import. */
export const workflow: readonly Operation[] = [
  ...(['pipeline', 'stage'] as const).flatMap((entity) => [
    listing({ entity, path: `${entity}s`, tag: `${entity}s` }),
    ...readOne({ entity, plural: `${entity}s` }).slice(0, 1),
  ]),
  listing({ entity: 'task', path: 'tasks', tag: 'tasks', owners: ['contact'], exact: ['deal_id'] }),
];
