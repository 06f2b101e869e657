import type { DataSource } from '../../data/source.js';
import { checkedAddress, checkedNumber, checkedSecret } from '../http/checks.js';
import { type Fetch, JsonClient } from '../http/client.js';
import { UsercomCall } from './call.js';

export type { Fetch, FetchInit } from '../http/client.js';

/** Where User.com is, who asks, and how much may be asked. */
export interface UsercomOptions {
  /** `acme` for `https://acme.user.com/api/public/`. */
  readonly subdomain?: string;
  /** Another address instead of the subdomain; `api/public/` is added where it names no path. */
  readonly baseUrl?: string;
  /** The REST API key of the workspace. No message ever shows it. */
  readonly token: string;
  /** Instead of the platform's `fetch`: a proxy's, a test's. */
  readonly fetch?: Fetch;
  /** User.com allows 10, the default; Infinity for no limit. */
  readonly requestsPerSecond?: number;
  /** Requests under way at a time: 5. */
  readonly concurrency?: number;
  /** Records a page: 100, which is the most that User.com gives. */
  readonly pageSize?: number;
  /** Milliseconds for one request with its answer: 30,000. */
  readonly timeout?: number;
  /** Pages of one list, after which it is an error: 1,000. */
  readonly maxPages?: number;
}

/**
 * A source over User.com's public REST API. It finds records and owners' lists, follows the pages, and leaves
 * filters, order and limits to the engine, for those of the API are not Django's. Every list is fetched once
 * for all the requests of a call, whatever their filters.
 *
 * A request that fails is an error of its own: `retryable` where it may pass (5xx, time-outs, a broken
 * connection, 429 with the `retryAfter` that User.com asked for). Two records that the API cannot show: a single
 * event by its id, and everybody's events.
 *
 * @throws TypeError, RangeError for options that cannot be meant
 * @example usercomSource({ subdomain: 'acme', token: process.env.USERCOM_TOKEN ?? '' })
 */
export function usercomSource(options: UsercomOptions): DataSource {
  const base = addressOf(options);
  const token = checkedSecret(options.token, 'token');
  const pageSize = Math.min(100, Math.floor(checkedNumber(options.pageSize ?? 100, 'pageSize', 1)));
  const maxPages = checkedNumber(options.maxPages ?? 1000, 'maxPages', 1);
  const client = new JsonClient({
    service: 'User.com',
    credential: 'token',
    headers: { authorization: `Token ${token}`, accept: '*/*; version=2' },
    requestsPerSecond: checkedNumber(options.requestsPerSecond ?? 10, 'requestsPerSecond', 0.01),
    concurrency: Math.floor(checkedNumber(options.concurrency ?? 5, 'concurrency', 1)),
    timeout: checkedNumber(options.timeout ?? 30_000, 'timeout', 1),
    fetch: options.fetch,
  });
  return {
    async fetch(requests, { signal }) {
      signal?.throwIfAborted();
      const call = new UsercomCall({ client, base, pageSize, maxPages, signal });
      return await Promise.all(requests.map((request) => call.answer(request)));
    },
  };
}

function addressOf({ subdomain, baseUrl }: UsercomOptions): URL {
  if (baseUrl !== undefined) {
    const url = checkedAddress(baseUrl, 'baseUrl');
    return url.pathname === '/' ? new URL('api/public/', url) : url;
  }
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(subdomain ?? '')) {
    throw new TypeError('subdomain must be the name before .user.com, such as acme; or give baseUrl');
  }
  return new URL(`https://${subdomain}.user.com/api/public/`);
}
