import { z } from '@hono/zod-openapi';
import { models } from '../data/entities.js';
import { ownerOf } from '../data/keys.js';
import type { Entity } from '../data/model.js';
import type { Condition, Owner } from '../data/request.js';
import type { DataSource } from '../data/source.js';
import type { Operation } from './operation.js';
import { cursor, page, pageSize } from './pages.js';
import { get } from './read.js';
import { root } from './resource.js';
import { pageOf, recordOf } from './schemas.js';

export interface Listing {
  readonly entity: Entity;
  /** Behind `/api/public/`. */
  readonly path: string;
  readonly tag: string;
  /** Whose records may be asked for, by user_id, user_custom_id and so on. */
  readonly owners?: readonly Owner['entity'][];
  /** Fields that may be asked for by their exact value. */
  readonly exact?: readonly string[];
}

const ownerKeys = {
  contact: { id: 'user_id', custom_id: 'user_custom_id' },
  company: { id: 'company_id', custom_id: 'company_custom_id' },
} as const;

const filter = z.string().min(1, { error: 'must not be empty' }).optional();

/**
 * The pages of a kind of record, by id. Of two keys of an owner that are given, either is enough, as for
 * every source. A parameter that is not known is refused: to leave it out would answer too much.
 */
export function listing({ entity, path, tag, owners = [], exact = [] }: Listing): Operation {
  const names = [...owners.flatMap((owner) => Object.values(ownerKeys[owner])), ...exact];
  const known = [...names, 'cursor', 'page_size'];
  const query = z.strictObject(
    { ...Object.fromEntries(names.map((name) => [name, filter])), cursor, ...pageSize },
    { error: ({ code }) => (code === 'unrecognized_keys' ? `is none of ${known.join(', ')}` : undefined) },
  );
  return {
    method: 'get',
    path: `${root}/${path}/`,
    summary: `Pages of ${models[entity].plural.replace('_', ' ')}`,
    tag,
    query,
    answer: pageOf(recordOf(models[entity])),
    run: async ({ store, query: given, url }) => {
      const [first, ...others] = owners.filter((owner) =>
        Object.values(ownerKeys[owner]).some((name) => given[name] !== undefined),
      );
      const names = [...exact, ...others.flatMap((owner) => Object.values(ownerKeys[owner]))];
      const where = names.flatMap((name): Condition[] =>
        given[name] === undefined ? [] : [{ path: [name], lookup: 'exact', value: given[name] }],
      );
      const owner = first && (await wholeOwner(store.source, givenOwner(first, given)));
      return page(store.source, { entity, where, ...(owner && { owner }) }, given, url);
    },
  };
}

/**
 * With all keys of the one who is named by one: a deal of Countertop's has no user, but customers, who are
 * found by id and e-mail address. Two keys may be those of two.
 */
async function wholeOwner(source: DataSource, owner: Owner): Promise<Owner> {
  const { entity, id, custom_id } = owner;
  if ((id === undefined) === (custom_id === undefined)) return owner;
  const found = await get(source, entity, id === undefined ? 'custom_id' : 'id', id ?? custom_id ?? '');
  return found ? { ...owner, ...ownerOf(entity, found) } : owner;
}

function givenOwner(entity: Owner['entity'], given: Readonly<Record<string, string | undefined>>): Owner {
  const id = given[ownerKeys[entity].id];
  const customId = given[ownerKeys[entity].custom_id];
  return { entity, ...(id !== undefined && { id }), ...(customId !== undefined && { custom_id: customId }) };
}
