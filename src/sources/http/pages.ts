import type { JsonClient } from './client.js';
import { type FailedReply, failed, type MissingReply } from './reply.js';

/** One page of a list: its items, and where the next one is; or what is wrong with it: `has no list "results"`. */
export type Page =
  | { readonly items: readonly unknown[]; readonly next: URL | undefined }
  | { readonly fault: string };

export interface PagesOptions {
  readonly client: JsonClient;
  readonly first: URL;
  /** As messages show it: `deals/`. */
  readonly endpoint: string;
  readonly maxPages: number;
  readonly signal: AbortSignal | undefined;
  readonly pageOf: (value: unknown, at: URL) => Page;
  /** Is given the items of each page, in order. What is wrong with them ends it: `has an item that is no record`. */
  readonly take: (items: readonly unknown[]) => string | undefined;
}

/**
 * Follows the pages of a list to its end, in bounds and never in a circle.
 *
 * @returns whether all were taken; else why what was taken is only a part
 * @throws the signal's reason, where it is aborted
 */
export async function readPages(
  options: PagesOptions,
): Promise<{ readonly kind: 'all' } | MissingReply | FailedReply> {
  const { client, endpoint, maxPages, signal, pageOf, take } = options;
  const seen = new Set<string>();
  for (let at: URL | undefined = options.first; at !== undefined; ) {
    if (seen.has(at.href)) return client.unreadable(endpoint, 'leads from page to page in a circle');
    if (seen.size >= maxPages) {
      return failed(`${client.service} has more than ${maxPages} pages of ${endpoint}: raise maxPages`);
    }
    seen.add(at.href);
    const reply = await client.get(at, endpoint, signal);
    if (reply.kind !== 'value') return reply;
    const page = pageOf(reply.value, at);
    if ('fault' in page) return client.unreadable(endpoint, page.fault);
    const fault = take(page.items);
    if (fault !== undefined) return client.unreadable(endpoint, fault);
    at = page.next;
  }
  return { kind: 'all' };
}
