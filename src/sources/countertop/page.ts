import { isRow } from '../../data/keys.js';
import type { Page } from '../http/pages.js';

/**
 * A page of deals: `{ data, next_cursor }`, the cursor in `meta` too. The address of the next page is always
 * made here, so that the key goes nowhere else.
 */
export function countertopPage(value: unknown, at: URL): Page {
  if (!isRow(value) || !Array.isArray(value.data)) return { fault: 'has no list "data"' };
  const cursor = value.next_cursor ?? (isRow(value.meta) ? value.meta.next_cursor : undefined);
  if (cursor === null || cursor === undefined || cursor === '') return { items: value.data, next: undefined };
  if (typeof cursor !== 'string') return { fault: 'has a "next_cursor" that is no text' };
  const next = new URL(at);
  next.searchParams.set('cursor', cursor);
  return { items: value.data, next };
}
