import { z } from '@hono/zod-openapi';
import { wholeNumber } from '../data/comparable.js';
import { models } from '../data/entities.js';
import { fieldNamed, own } from '../data/fields.js';
import { keyText } from '../data/keys.js';
import type { Entity } from '../data/model.js';
import type { Condition, Owner, Row } from '../data/request.js';
import type { DataSource } from '../data/source.js';
import { count, list } from './read.js';
import { refuse } from './refusal.js';

/** Which records a list is of. */
export interface Selection {
  readonly entity: Entity;
  readonly owner?: Owner;
  readonly where?: readonly Condition[];
}

/** The records of one page in the order of their ids, and where its neighbours begin. */
export interface Page {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

export const largestPage = 100;

const size = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, { error: 'must be a whole number from 1' })
  .optional()
  .openapi({ description: `records on a page: up to ${largestPage}, which it is by default` });

export const cursor = z.string().optional().openapi({ description: 'as next and previous have it' });

export const pageSize = { page_size: size };
export const perPage = { per_page: size };

export const sizeOf = (given: string | undefined): number =>
  Math.min(largestPage, Number(given ?? largestPage));

/** A page as User.com answers it; `count` is that of all pages. */
export async function page(
  source: DataSource,
  selection: Selection,
  query: Readonly<Record<string, string | undefined>>,
  url: URL,
): Promise<unknown> {
  const { rows, next, previous } = await read(source, selection, query.cursor, sizeOf(query.page_size));
  const link = (to: string | undefined): string | null => {
    if (to === undefined) return null;
    const address = new URL(url);
    address.searchParams.set('cursor', to);
    return address.href;
  };
  const { entity, owner, where = [] } = selection;
  // Databases count by a field of times, and any will do.
  const dateField = fieldNamed(models[entity], 'created_at')?.name ?? 'created_at';
  const all = { entity, where, timeZone: 'UTC', dateField, ...(owner && { owner }) };
  return { count: await count(source, all), next: link(next), previous: link(previous), results: rows };
}

/**
 * Walks by id, so that a record that comes or goes while somebody pages moves none of the others. One more
 * is read than the page holds, to know whether there is a next.
 */
export async function read(
  source: DataSource,
  selection: Selection,
  given: string | undefined,
  limit: number,
): Promise<Page> {
  const from = given === undefined ? undefined : parseCursor(given);
  const back = from?.side === 'before';
  const rows: Row[] = [];
  for (const segment of segments(from)) {
    const wanted = limit + 1 - rows.length;
    if (wanted > 0) rows.push(...(await segmentRows(source, selection, segment, back, wanted)));
  }
  const more = rows.length > limit;
  const shown = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
  const at = (side: Side, row: Row | undefined) => row && cursorText(side, keyText(own(row, 'id')) ?? '');
  // What the cursor names lies on the other side, so there is a page.
  return {
    rows: shown,
    next: (back ? shown.length > 0 : more) ? at('after', shown.at(-1)) : undefined,
    previous: (back ? more : from !== undefined) ? at('before', shown[0]) : undefined,
  };
}

type Side = 'after' | 'before';
type Segment = Condition | undefined;

/**
 * Ids that are numbers stand before all others, and a comparison is only with ids of its own sort. So what
 * lies after a number is the greater numbers, then every other id.
 */
function segments(from: { readonly side: Side; readonly id: string } | undefined): readonly Segment[] {
  if (from === undefined) return [undefined];
  const isNumber = wholeNumber.test(from.id);
  const beside: Segment = { path: ['id'], lookup: from.side === 'after' ? 'gt' : 'lt', value: from.id };
  if (from.side === 'after') return isNumber ? [beside, everyText] : [beside];
  return isNumber ? [beside] : [beside, everyNumber];
}

const everyText: Condition = { path: ['id'], lookup: 'gte', value: '\u0001' };
const everyNumber: Condition = { path: ['id'], lookup: 'lte', value: 999_999_999_999_999 };

function segmentRows(
  source: DataSource,
  { entity, owner, where = [] }: Selection,
  segment: Segment,
  back: boolean,
  limit: number,
): Promise<readonly Row[]> {
  return list(source, {
    kind: 'list',
    entity,
    where: segment ? [...where, segment] : where,
    order: { field: 'id', direction: back ? -1 : 1 },
    limit,
    timeZone: 'UTC',
    ...(owner && { owner }),
  });
}

const cursorText = (side: Side, id: string): string =>
  btoa(encodeURIComponent(`${side} ${id}`))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function parseCursor(text: string): { readonly side: Side; readonly id: string } {
  const wrong = refuse(400, 'cursor', 'is none of ours: take it from next, or leave it out');
  let read: string;
  try {
    read = decodeURIComponent(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    throw wrong;
  }
  const [, side, id = ''] = /^(after|before) (.+)$/s.exec(read) ?? [];
  if (side !== 'after' && side !== 'before') throw wrong;
  return { side, id };
}
