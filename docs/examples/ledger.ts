import {
  type DataAnswer,
  type DataRequest,
  defineSource,
  parseJson,
  rowValue,
  SourceText,
} from '../../src/index.js';

/** Records of a made-up service that answers many lookups in one call. */
export const ledgerSource = (address: string, token: string, fetch = globalThis.fetch) =>
  defineSource({
    async fetch(requests, { signal }) {
      signal?.throwIfAborted();
      const fail = (why: Partial<DataAnswer> & { error: string }) => requests.map(() => why);
      let response: Response;
      try {
        response = await fetch(`${address}/lookups`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(requests.map(lookup)),
          signal: signal ?? null,
        });
      } catch (error) {
        if (signal?.aborted) throw error;
        return fail({ error: 'the ledger cannot be reached', retryable: true });
      }
      if (!response.ok) {
        const seconds = Number(response.headers.get('retry-after'));
        return fail({
          error: `the ledger answered ${response.status}`,
          retryable: response.status === 429 || response.status >= 500,
          ...(seconds > 0 && { retryAfter: seconds * 1000 }),
        });
      }
      const parsed = parseJson(new SourceText('ledger', await response.text()));
      const found = 'value' in parsed ? rowValue(parsed.value) : undefined;
      if (!Array.isArray(found)) return fail({ error: 'the ledger gave no list' });
      return requests.map((request, index) => answerTo(request, found[index]));
    },
  });

/** The ledger finds by key and by owner, and knows our order. It knows neither filters nor windows. */
function lookup(request: DataRequest) {
  if (request.kind === 'get') return { entity: request.entity, key: request.key, value: request.value };
  const { entity, owner } = request;
  if (request.kind === 'stats' || !isPlain(request)) return { entity, owner };
  return { entity, owner, order: request.order, limit: request.limit, zone: request.timeZone };
}

const isPlain = (request: DataRequest) =>
  request.kind === 'list' && request.where.length === 0 && request.window === undefined;

function answerTo(request: DataRequest, rows: unknown): DataAnswer {
  if (!Array.isArray(rows)) return { error: 'the ledger cannot read these records' };
  const done = isPlain(request);
  return { rows, applied: { filter: done, order: done, limit: done } };
}
