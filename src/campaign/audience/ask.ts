import type { DataRequest } from '../../data/request.js';
import type { DataAnswer, DataSource } from '../../data/source.js';
import { Calls } from '../../render/calls.js';
import type { RetryPolicy } from '../../render/retry.js';

/** Where contacts are asked for, and how often again. */
export interface Asking {
  readonly source: DataSource | undefined;
  readonly retry: RetryPolicy;
}

/** One answer a request, tried again as the engine would; never rejects. */
export const ask = (
  { source, retry }: Asking,
  requests: readonly DataRequest[],
): Promise<readonly DataAnswer[]> =>
  new Calls({ source, retry, limits: { calls: Number.POSITIVE_INFINITY } }, undefined).toSource(requests);
