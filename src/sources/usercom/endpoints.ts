import { keyText } from '../../data/keys.js';
import type { Entity } from '../../data/model.js';
import type { KeyField, ListRequest, Owner, StatsRequest } from '../../data/request.js';
import { sendable } from '../http/checks.js';

/** A path below `/api/public/`, and how messages show it: without what might be personal. */
export interface Endpoint {
  readonly path: string;
  readonly shown: string;
  readonly query?: Readonly<Record<string, string>>;
}

interface Resource {
  /** Where all of them are listed. */
  readonly list?: string;
  /** Where one is found by id; followed by the id. */
  readonly id?: string;
  readonly custom_id?: string;
}

const resources: Readonly<Record<Entity, Resource>> = {
  contact: { list: 'users/', id: 'users/', custom_id: 'users-by-id/' },
  company: { list: 'companies/', id: 'companies/', custom_id: 'companies-by-id/' },
  deal: { list: 'deals/', id: 'deals/', custom_id: 'deals-by-id/' },
  product: { list: 'products/', id: 'products/', custom_id: 'products-by-id/' },
  pipeline: { list: 'pipelines/', id: 'pipelines/' },
  stage: { list: 'stages/', id: 'stages/' },
  task: { list: 'tasks/' },
  // The API lists the events of one user at a time.
  event: {},
  product_event: { list: 'product-events/' },
};

/** Where a record is found by one of its keys; undefined where the API has no such place. */
export function single(entity: Entity, key: KeyField, value: string): Endpoint | undefined {
  const start = key === 'email' ? undefined : resources[entity][key];
  return start === undefined
    ? undefined
    : { path: `${start}${encodeURIComponent(value)}/`, shown: `${start}{${key}}/` };
}

/**
 * Where a contact is looked for by e-mail address: the documented search, which answers with one user, then
 * the list with a filter.
 */
export const byEmail = (email: string): readonly Endpoint[] => [
  { path: 'users/search/', shown: 'users/search/', query: { email } },
  { path: 'users/', shown: 'users/', query: { email } },
];

/** Where everybody's records are listed, or those of one deal; undefined where the API has no such list. */
export function everybodys(entity: Entity, request?: ListRequest | StatsRequest): Endpoint | undefined {
  const path = resources[entity].list;
  if (path === undefined) return undefined;
  const deal = entity === 'task' ? request?.where.map(dealNamed).find((id) => id !== undefined) : undefined;
  return { path, shown: path, ...(deal !== undefined && { query: { deal_id: deal } }) };
}

/** A deal's tasks are asked for by this condition. The engine judges it again. */
function dealNamed({ path, lookup, value }: ListRequest['where'][number]): string | undefined {
  const text = path.length === 1 && path[0] === 'deal_id' && lookup === 'exact' ? keyText(value) : undefined;
  return text !== undefined && sendable(text) ? text : undefined;
}

/** Where an owner's records are listed, by its custom_id or else its id; undefined where neither can be asked for. */
export function ownersList(entity: Entity, owner: Owner): Endpoint | undefined {
  const key = (['custom_id', 'id'] as const).find((one) => sendable(owner[one] ?? ''));
  const value = key && owner[key];
  if (key === undefined || value === undefined) return undefined;
  if (entity === 'event') {
    const user = single('contact', key, value);
    return user && { path: `${user.path}events/`, shown: `${user.shown}events/` };
  }
  const path = resources[entity].list;
  const name = `${owner.entity === 'contact' ? 'user' : 'company'}_${key}`;
  return path === undefined ? undefined : { path, shown: path, query: { [name]: value } };
}
