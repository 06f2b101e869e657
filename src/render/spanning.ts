import { requestKey } from '../data/keys.js';
import type { GetRequest, ListRequest, Row } from '../data/request.js';
import { select } from '../data/select.js';
import type { DataAnswer, RowsAnswer } from '../data/source.js';
import { neededRelations } from '../data/spans.js';

/** What is said of a request that a source passed over. */
export const noAnswer = 'the source gave no answer';

/** Rows that the source left to the engine to choose from, with filters over related records. */
export interface Spanning {
  readonly request: ListRequest;
  readonly answer: RowsAnswer;
  readonly keep: (rows: readonly Row[] | { readonly error: string }) => void;
}

/** Fetches records by their keys: an answer each. */
export type FetchRecords = (requests: readonly GetRequest[]) => Promise<readonly DataAnswer[]>;

export const spans = ({ where }: Pick<ListRequest, 'where'>): boolean =>
  where.some(({ path }) => path.length > 1);

/**
 * Chooses the rows of all such requests at once: the related records are fetched first, for as long as spans
 * lead further. Where one of these is not to be had, only the requests that need it fail.
 */
export async function selectSpanning(spanning: readonly Spanning[], fetch: FetchRecords): Promise<void> {
  const rows = new Map<string, Row | null>();
  const failures = new Map<string, string>();
  const resolve = (request: GetRequest) => rows.get(requestKey(request));
  let open = spanning;
  while (open.length > 0) {
    const needed = new Map<string, GetRequest>();
    const waiting: Spanning[] = [];
    for (const one of open) {
      const { request, answer, keep } = one;
      const relations = neededRelations(request.entity, answer.rows, request.where, resolve);
      const failed = relations.map((relation) => failures.get(requestKey(relation))).find(Boolean);
      if (failed !== undefined) keep({ error: failed });
      else if (relations.length === 0) keep(select(answer.rows, request, answer.applied, resolve));
      else {
        waiting.push(one);
        for (const relation of relations) needed.set(requestKey(relation), relation);
      }
    }
    const requests = [...needed.values()];
    const found = requests.length > 0 ? await fetch(requests) : [];
    for (const [index, request] of requests.entries()) {
      const one = found[index];
      if (one === undefined || 'error' in one) failures.set(requestKey(request), one?.error ?? noAnswer);
      else rows.set(requestKey(request), 'rows' in one ? (one.rows[0] ?? null) : null);
    }
    open = waiting;
  }
}
