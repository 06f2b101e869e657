import type { DataRequest, GetRequest, ListRequest, Row, StatsRequest } from '../../src/data/request.js';
import { allApplied, select } from '../../src/data/select.js';
import type { DataAnswer, DataSource, FetchOptions, StatsGroup } from '../../src/data/source.js';
import { listOfStats, summarise } from '../../src/data/stats.js';
import { memorySource, type Tables } from '../../src/sources/memory.js';
import type { SourceSubject } from '../../src/testing/index.js';
import { resolver } from '../../src/testing/tables.js';

export type Narrowed = ListRequest | StatsRequest;

/** Where a source that does everything itself can go wrong. Each part gets what the right source would use. */
export interface Faults {
  readonly get?: (request: GetRequest, tables: Tables, right: () => readonly Row[]) => readonly Row[];
  /** Another owner, another window, other conditions. */
  readonly narrowed?: <R extends Narrowed>(request: R) => R;
  readonly owned?: (rows: readonly Row[], request: Narrowed) => readonly Row[];
  readonly list?: (
    rows: readonly Row[],
    request: ListRequest,
    right: (request: ListRequest) => Row[],
  ) => readonly Row[];
  readonly stats?: (groups: readonly StatsGroup[]) => readonly StatsGroup[];
  readonly row?: (row: Row, request: DataRequest) => Row;
  readonly answer?: (answer: DataAnswer, request: DataRequest) => DataAnswer;
  readonly answers?: (answers: DataAnswer[], requests: readonly DataRequest[]) => DataAnswer[];
  readonly before?: (requests: readonly DataRequest[], options: FetchOptions) => void;
}

/** A source that filters, orders, cuts and computes by itself, as a database would, but for its faults. */
export function fullSource(tables: Tables, faults: Faults = {}): DataSource {
  const memory = memorySource(tables);
  const resolve = resolver(tables);
  const { narrowed = (request) => request, owned = (rows) => rows, row = (one) => one } = faults;
  const rowsFor = async (request: DataRequest): Promise<readonly Row[]> => {
    const [answer] = await memory.fetch([request], {});
    return answer && 'rows' in answer ? answer.rows : [];
  };
  const one = async (sent: DataRequest): Promise<DataAnswer> => {
    if (sent.kind === 'get') {
      const found = await rowsFor(sent);
      const rows = faults.get ? faults.get(sent, tables, () => found) : found;
      return { rows: rows.map((each) => row(each, sent)), applied: allApplied };
    }
    const request = narrowed(sent);
    const rows = owned(await rowsFor(request), request);
    const selected = (list: ListRequest) =>
      select(rows, list, { filter: false, order: false, limit: false }, resolve);
    if (request.kind === 'stats') {
      const groups = summarise(selected(listOfStats(request)), request);
      return { stats: faults.stats ? faults.stats(groups) : groups };
    }
    const chosen = faults.list ? faults.list(rows, request, selected) : selected(request);
    return { rows: chosen.map((each) => row(each, sent)), applied: allApplied };
  };
  return {
    async fetch(requests, options) {
      if (faults.before) faults.before(requests, options);
      else options.signal?.throwIfAborted();
      const answers: DataAnswer[] = [];
      for (const request of requests) {
        const answer = await one(request);
        answers.push(faults.answer ? faults.answer(answer, request) : answer);
      }
      return faults.answers ? faults.answers(answers, requests) : answers;
    },
  };
}

export const withFaults = (faults: Faults) => (tables: Tables) => fullSource(tables, faults);

/** A source that a test has to notice. */
export interface Broken extends Pick<SourceSubject, 'make' | 'makeFailing'> {
  /** What is wrong with it. */
  readonly fault: string;
  /** The test that says so. */
  readonly caughtBy: string;
}
