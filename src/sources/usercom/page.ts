import { isRow } from '../../data/keys.js';
import type { Page } from '../http/pages.js';

/**
 * A page of a list: `{ count, next, previous, results }`, or a bare list, which has no other pages.
 *
 * @param at the page's own address: `next` must lead to the same host, for the token goes with it
 */
export function usercomPage(value: unknown, at: URL): Page {
  if (Array.isArray(value)) return { items: value, next: undefined };
  if (!isRow(value) || !Array.isArray(value.results)) return { fault: 'has no list "results"' };
  const { results, next } = value;
  if (next === null || next === undefined || next === '') return { items: results, next: undefined };
  const url = typeof next === 'string' ? nextUrl(next, at) : undefined;
  if (url === undefined) return { fault: 'has a "next" that is no URL' };
  if (url.host !== at.host) return { fault: 'has a "next" that leads to another host' };
  // Behind a proxy a service may take its own scheme for http: the token stays where it was sent first.
  url.protocol = at.protocol;
  return { items: results, next: url };
}

function nextUrl(text: string, at: URL): URL | undefined {
  try {
    const url = new URL(text, at);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
  } catch {
    return undefined;
  }
}
