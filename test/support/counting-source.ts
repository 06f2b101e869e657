import type { DataRequest } from '../../src/data/request.js';
import type { DataSource } from '../../src/data/source.js';

/** A source that counts what it is asked: the requests of each call. */
export interface Counting extends DataSource {
  readonly calls: (readonly DataRequest[])[];
}

export function counting(source: DataSource): Counting {
  const calls: (readonly DataRequest[])[] = [];
  return {
    calls,
    fetch(requests, options) {
      calls.push(requests);
      return source.fetch(requests, options);
    },
  };
}
