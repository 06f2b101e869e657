import type { Row } from '../../data/request.js';
import type { DataSource } from '../../data/source.js';
import { checkedAddress, checkedNumber, checkedSecret } from '../http/checks.js';
import { type Fetch, JsonClient } from '../http/client.js';
import { readPages } from '../http/pages.js';
import { errorAnswer, type FailedReply } from '../http/reply.js';
import { memorySource } from '../memory.js';
import { countertopPage } from './page.js';
import { countertopContacts, countertopDeal } from './rows.js';

export type { Fetch, FetchInit } from '../http/client.js';

/** Where Countertop is, who asks, and how much may be asked. */
export interface CountertopOptions {
  /** `https://studio.countertop.app`, if absent. */
  readonly baseUrl?: string;
  /** Sent as `X-Api-Key`. No message ever shows it. */
  readonly apiKey: string;
  /** Whose deals: sent as `X-Department-Id`. */
  readonly departmentId: string;
  /** Instead of the platform's `fetch`: a proxy's, a test's. */
  readonly fetch?: Fetch;
  /** 10, for the documents name no limit; Infinity for none. */
  readonly requestsPerSecond?: number;
  /** Deals a page: 100. */
  readonly pageSize?: number;
  /** Milliseconds for one request with its answer: 30,000. */
  readonly timeout?: number;
  /** Pages of the department's deals, after which it is an error: 1,000. */
  readonly maxPages?: number;
  /** Milliseconds for which the deals that were read are used again: 0, so every call reads them. */
  readonly cacheFor?: number;
}

const endpoint = 'api/v1/integration/deals';

/**
 * A source over Countertop's API: the deals of one department, and as contacts the customers of those deals. A
 * deal is a contact's when one of its customers has the contact's id or e-mail address. Countertop filters
 * nothing, so a call reads the department's deals once and answers all its requests from them. Products, events,
 * companies and stages do not exist there: they are found nowhere.
 *
 * @throws TypeError, RangeError for options that cannot be meant
 * @example countertopSource({ apiKey, departmentId: '019c19a9-34be-71d1-9152-100d38b983ab', cacheFor: 60_000 })
 */
export function countertopSource(options: CountertopOptions): DataSource {
  const base = checkedAddress(options.baseUrl ?? 'https://studio.countertop.app', 'baseUrl');
  const pageSize = Math.min(100, Math.floor(checkedNumber(options.pageSize ?? 100, 'pageSize', 1)));
  const maxPages = checkedNumber(options.maxPages ?? 1000, 'maxPages', 1);
  const cacheFor = checkedNumber(options.cacheFor ?? 0, 'cacheFor', 0);
  const client = new JsonClient({
    service: 'Countertop',
    credential: 'key',
    headers: {
      'x-api-key': checkedSecret(options.apiKey, 'apiKey'),
      'x-department-id': checkedSecret(options.departmentId, 'departmentId'),
      accept: 'application/json',
    },
    requestsPerSecond: checkedNumber(options.requestsPerSecond ?? 10, 'requestsPerSecond', 0.01),
    concurrency: 2,
    timeout: checkedNumber(options.timeout ?? 30_000, 'timeout', 1),
    fetch: options.fetch,
  });
  const first = new URL(endpoint, base);
  first.searchParams.set('per_page', String(pageSize));
  let kept: { readonly source: DataSource; readonly until: number } | undefined;

  const read = async (signal: AbortSignal | undefined): Promise<DataSource | FailedReply> => {
    if (kept && Date.now() < kept.until) return kept.source;
    const deals = new Map<unknown, Row>();
    const take = (items: readonly unknown[]) => takeDeals(items, deals);
    const end = await readPages({ client, first, endpoint, maxPages, signal, pageOf: countertopPage, take });
    if (end.kind === 'failed') return end;
    if (end.kind === 'missing') return client.unreadable(endpoint, 'is 404: is the address right?');
    const rows = [...deals.values()];
    const source = memorySource({ deals: rows, contacts: countertopContacts(rows) });
    if (cacheFor > 0) kept = { source, until: Date.now() + cacheFor };
    return source;
  };

  return {
    async fetch(requests, { signal }) {
      signal?.throwIfAborted();
      if (!requests.some(({ entity }) => entity === 'deal' || entity === 'contact')) {
        return await memorySource({}).fetch(requests, {});
      }
      const source = await read(signal);
      if (!('kind' in source)) return await source.fetch(requests, {});
      const error = errorAnswer(source);
      return requests.map(() => error);
    },
  };
}

/** Takes a page's deals, each once; or says what is wrong with them. */
function takeDeals(items: readonly unknown[], deals: Map<unknown, Row>): string | undefined {
  for (const item of items) {
    const deal = countertopDeal(item);
    if (!deal) return 'has an item that is no record';
    const id = deal.id ?? deals.size;
    if (!deals.has(id)) deals.set(id, deal);
  }
  return undefined;
}
