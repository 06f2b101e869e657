import { readBody } from './body.js';
import { Gate, type GateOptions } from './gate.js';
import { networkReason } from './network-reason.js';
import { type FailedReply, failed, type Reply } from './reply.js';
import { retryAfter } from './retry-after.js';
import { longest, untilAborted } from './wait.js';

/** What is needed of the `fetch` of the platform. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

export interface FetchInit {
  readonly headers: Readonly<Record<string, string>>;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface ClientOptions extends GateOptions {
  /** As messages call it: `User.com`. */
  readonly service: string;
  /** What the credential is called: `token`. */
  readonly credential: string;
  /** With the credential, which no message ever shows. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for one request, its body included. */
  readonly timeout: number;
  readonly fetch?: Fetch | undefined;
}

/** How often a request that was throttled is sent. */
const attempts = 4;
/** Milliseconds; to be left alone for longer is told to the engine, whose `retry` option decides whether to wait. */
const longestPause = 30_000;
/** Milliseconds to wait after a 429 that does not say how long. */
const usualPause = 1000;

/**
 * Asks one service for JSON: within its rate limit, each request in its time, redirects refused (they would
 * carry the credential elsewhere). A 429 holds back every request of the client for as long as it says.
 */
export class JsonClient {
  readonly #options: ClientOptions;
  readonly #gate: Gate;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#gate = new Gate(options);
  }

  get service(): string {
    return this.#options.service;
  }

  /**
   * @param endpoint the path as messages show it, with `{id}` for what might be personal
   * @throws the signal's reason, where it is aborted; nothing else
   */
  async get(url: URL, endpoint: string, signal: AbortSignal | undefined): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      const closed = this.#gate.closedFor;
      if (closed > longestPause) return this.#throttled(endpoint, closed);
      const reply = await this.#gate.pass(() => this.#send(url, endpoint, signal), signal);
      if (reply.kind !== 'throttled') return reply;
      if (attempt === attempts) return this.#throttled(endpoint, this.#gate.closedFor);
    }
  }

  /** A failure in the words of this service: `User.com's answer to deals/ WHAT`. */
  unreadable(endpoint: string, what: string): FailedReply {
    return failed(`${this.service}'s answer to ${endpoint} ${what}`);
  }

  #throttled(endpoint: string, milliseconds: number): FailedReply {
    const error = `${this.service} is asked too often (429 at ${endpoint})`;
    return failed(error, { retryable: true, retryAfter: milliseconds });
  }

  async #send(
    url: URL,
    endpoint: string,
    signal: AbortSignal | undefined,
  ): Promise<Reply | { readonly kind: 'throttled' }> {
    const { service, headers, timeout, fetch = globalThis.fetch } = this.#options;
    const controller = new AbortController();
    const stop = () => controller.abort();
    signal?.addEventListener('abort', stop, { once: true });
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        controller.abort();
      },
      Math.min(timeout, longest),
    );
    const answer = async () =>
      this.#read(await fetch(url.href, { headers, redirect: 'manual', signal: controller.signal }), endpoint);
    try {
      return await untilAborted(answer(), controller.signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (late) {
        return failed(`${service} did not answer ${endpoint} within ${timeout / 1000} s`, {
          retryable: true,
        });
      }
      const { reason, retryable } = networkReason(error);
      return failed(`${service} cannot be reached (${endpoint}): ${reason}`, { retryable });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  async #read(response: Response, endpoint: string): Promise<Reply | { readonly kind: 'throttled' }> {
    const { status } = response;
    if (response.ok) {
      const read = await readBody(response);
      return 'value' in read ? { kind: 'value', ...read } : this.unreadable(endpoint, read.fault);
    }
    // An unread body would keep its connection.
    await response.body?.cancel();
    const { service, credential } = this.#options;
    const at = `${status} at ${endpoint}`;
    const after = retryAfter(response.headers.get('retry-after'), Date.now());
    switch (true) {
      case status === 404:
        return { kind: 'missing' };
      case status === 429:
        this.#gate.close(after ?? usualPause);
        return { kind: 'throttled' };
      case status === 401 || status === 403:
        return failed(`${service} refuses the ${credential} (${at}): is it right, and may it read this?`);
      case status >= 500 || status === 408:
        return failed(`${service} failed (${at})`, {
          retryable: true,
          ...(after !== undefined && { retryAfter: after }),
        });
      case status < 400:
        return failed(
          `${service} sends ${endpoint} elsewhere (${status || 'a redirect'}): is the address right?`,
        );
      default:
        return failed(`${service} refuses the request (${at})`);
    }
  }
}
