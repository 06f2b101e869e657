import { models } from '../data/entities.js';
import { listing } from './listing.js';
import type { Operation } from './operation.js';
import { type Resource, readOne, updateOrCreate, wholeRecord } from './resource.js';
import { bodyOf } from './schemas.js';

const resource: Resource = { entity: 'company', plural: 'companies' };

export const companies: readonly Operation[] = [
  listing({ entity: 'company', path: 'companies', tag: 'companies' }),
  ...readOne(resource),
  updateOrCreate(resource, bodyOf(models.company).openapi('company_sent'), wholeRecord(resource)),
];
