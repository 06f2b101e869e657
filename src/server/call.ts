import { randomUUID } from 'node:crypto';
import { busy } from './problem.js';
import type { Tenant } from './tenant.js';

/** What is told of a request once it is over: nothing of what was sent or answered. */
export interface RequestLog {
  /** ISO 8601, when it came. */
  readonly time: string;
  readonly id: string;
  readonly tenant: string | null;
  readonly method: string;
  /** The address where there is one of that name; else `*`. */
  readonly path: string;
  /** 499 where the client went away. */
  readonly status: number;
  readonly ms: number;
  readonly receivers: number;
}

/** A request that is being answered. */
export class Call {
  readonly id: string;
  receivers = 0;
  tenant: Tenant | undefined;
  /** Whether the answer is still written when its headers are sent. */
  streams = false;
  readonly #controller = new AbortController();
  readonly #started = performance.now();
  readonly #time = new Date().toISOString();
  readonly #timer: NodeJS.Timeout;
  #ended = false;

  constructor(
    request: Request,
    readonly path: string,
    limit: number,
    readonly whenOver: (log: RequestLog) => void,
    /** Is told words of sources and callbacks, which the answer does not hold. */
    readonly onFault: ((error: unknown, requestId: string) => void) | undefined,
    readonly method: string = request.method,
  ) {
    const given = request.headers.get('x-request-id');
    this.id = given !== null && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
    const late = () => this.stop(busy('time-limit', `it took more than ${limit} ms; send fewer receivers`));
    this.#timer = setTimeout(late, limit);
    request.signal.addEventListener('abort', () => this.gone(), { once: true });
  }

  /** Aborted where the time is over or the client has gone; its reason is what to answer. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  readonly tell = (words: string): void => this.onFault?.(new Error(words), this.id);

  /** Nobody reads the answer any more. */
  gone(): void {
    this.stop(new ClientGone());
  }

  stop(reason: Error): void {
    this.#controller.abort(reason);
  }

  end(status: number): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.whenOver({
      time: this.#time,
      id: this.id,
      tenant: this.tenant?.name ?? null,
      method: this.method,
      path: this.path,
      status: this.signal.reason instanceof ClientGone ? 499 : status,
      ms: Math.round(performance.now() - this.#started),
      receivers: this.receivers,
    });
  }
}

/** Nobody waits for the answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}
