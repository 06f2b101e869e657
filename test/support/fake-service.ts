import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetch } from '../../src/sources/usercom/usercom.js';

/** A request that a fake service got. */
export interface Sent {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A service without a network: its `fetch`, and what was asked of it.
 *
 * @param answer by the path with its query, as in `/api/public/deals/?user_id=1`
 */
export function fakeService(answer: (url: URL) => Response | Promise<Response>): {
  readonly fetch: Fetch;
  readonly sent: Sent[];
} {
  const sent: Sent[] = [];
  const fetch: Fetch = async (address, { headers }) => {
    const url = new URL(address);
    sent.push({ url, headers });
    return answer(url);
  };
  return { fetch, sent };
}

/** A body that is JSON text already, so that digits stay as they are. */
export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });

/** A list of the API, all on one page. */
export const page = (results: readonly unknown[], next: string | null = null): Response =>
  json({ count: results.length, next, previous: null, results });

/** Runs `use` against a real server on this machine, and ends the server with all its connections. */
export async function withServer<T>(
  listener: RequestListener,
  use: (address: string) => Promise<T>,
): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  }
}
