import { models } from '../data/entities.js';
import type { Entity } from '../data/model.js';
import type { Condition, GetRequest, KeyField, ListRequest, Lookup, StatsRequest } from '../data/request.js';

export const get = (entity: Entity, key: KeyField, value: string): GetRequest => ({
  kind: 'get',
  entity,
  key,
  value,
});

export const list = (fields: Partial<ListRequest> = {}): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  where: [],
  order: { field: fields.entity ? dateField(fields.entity) : 'created_at', direction: -1 },
  timeZone: 'UTC',
  ...fields,
});

export const stats = (fields: Partial<StatsRequest> = {}): StatsRequest => ({
  kind: 'stats',
  entity: 'deal',
  where: [],
  timeZone: 'UTC',
  of: 'value',
  dateField: 'created_at',
  ...fields,
});

export const where = (path: string, lookup: Lookup, value: unknown): Condition => ({
  path: path.split('.') as unknown as [string, ...string[]],
  lookup,
  value,
});

const dateField = (entity: Entity): string =>
  models[entity].fields.find(({ type }) => type === 'datetime')?.name ?? 'id';

export const contact = (fields: { id?: string; custom_id?: string; email?: string }) =>
  ({ entity: 'contact', ...fields }) as const;
export const company = (fields: { id?: string; custom_id?: string }) =>
  ({ entity: 'company', ...fields }) as const;
