import type { DataRequest } from '../data/request.js';
import type { DataAnswer, DataSource } from '../data/source.js';
import type { Loader, LoadRequest } from '../language/pass.js';
import { type Failure, failureOf, type RetryPolicy, withRetries } from './retry.js';
import { oneEach, unlessAborted, wellFormed } from './well-formed.js';

/** How much asking a batch took. */
export interface Asked {
  /** Requests sent; repeats and further attempts left out. */
  requests: number;
  /** Calls to sources and loaders, every attempt among them. */
  calls: number;
}

/** What calls go by; an engine's defaults have it all. */
export interface CallSettings {
  readonly source: DataSource | undefined;
  readonly limits: { readonly calls: number };
  readonly retry: RetryPolicy;
}

/** The calls to the source and to loaders on behalf of one batch: counted, limited, tried again. */
export class Calls {
  readonly asked: Asked = { requests: 0, calls: 0 };

  constructor(
    readonly settings: CallSettings,
    readonly signal: AbortSignal | undefined,
  ) {}

  /** One answer a request; never rejects. */
  async toSource(requests: readonly DataRequest[]): Promise<readonly DataAnswer[]> {
    const { source } = this.settings;
    if (source === undefined) return requests.map(() => ({ error: 'this engine has no data source' }));
    return this.#make(requests, async (some) => {
      const answers = await source.fetch(some, this.#options);
      return oneEach(answers, some.length, 'the source').map((answer, index) =>
        wellFormed(answer, some[index] as DataRequest),
      );
    });
  }

  /** One value a request, or why there is none; never rejects. */
  async toLoader(
    loader: Loader,
    requests: readonly LoadRequest[],
  ): Promise<readonly ({ readonly value: unknown } | Failure)[]> {
    return this.#make(requests, async (some) => {
      const values = await loader.load(
        some.map(({ request }) => request),
        this.#options,
      );
      return oneEach(values, some.length, 'its loader').map((value) =>
        value instanceof Error ? failureOf(value) : { value },
      );
    });
  }

  get #options(): { readonly signal?: AbortSignal } {
    return this.signal ? { signal: this.signal } : {};
  }

  async #make<R, A extends object>(
    requests: readonly R[],
    call: (some: readonly R[]) => Promise<readonly (A | Failure)[]>,
  ): Promise<readonly (A | Failure)[]> {
    if (!this.#spend()) {
      const { calls } = this.settings.limits;
      return requests.map(() => ({ error: `more than ${calls} calls` }));
    }
    this.asked.requests += requests.length;
    return withRetries(requests, {
      call: (some) => unlessAborted(call(some), this.signal),
      spend: () => this.#spend(),
      policy: this.settings.retry,
      signal: this.signal,
    });
  }

  #spend(): boolean {
    if (this.asked.calls >= this.settings.limits.calls) return false;
    this.asked.calls += 1;
    return true;
  }
}
