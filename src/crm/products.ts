import { models } from '../data/entities.js';
import { listing } from './listing.js';
import type { Operation } from './operation.js';
import { createOne, type Resource, readOne, updateOne, updateOrCreate, wholeRecord } from './resource.js';
import { bodyOf } from './schemas.js';

const resource: Resource = { entity: 'product', plural: 'products' };

const body = bodyOf(models.product).openapi('product_sent');

export const products: readonly Operation[] = [
  listing({ entity: 'product', path: 'products', tag: 'products' }),
  createOne(resource, body),
  ...readOne(resource),
  ...updateOne(resource, body),
  updateOrCreate(resource, body, wholeRecord(resource)),
];
