import { getRequest } from '../data/keys.js';
import type { Entity } from '../data/model.js';
import type { KeyField, ListRequest, Row, StatsRequest } from '../data/request.js';
import { select } from '../data/select.js';
import type { DataAnswer, DataSource } from '../data/source.js';
import { listOfStats } from '../data/stats.js';

/** The database did not answer. */
export class ReadFailed extends Error {
  override readonly name = 'ReadFailed';

  constructor(
    message: string,
    readonly retryable: boolean,
  ) {
    super(message);
  }
}

export async function get(
  source: DataSource,
  entity: Entity,
  key: KeyField,
  value: string,
): Promise<Row | undefined> {
  const answer = await ask(source, getRequest(entity, key, value));
  return 'rows' in answer ? answer.rows[0] : undefined;
}

export async function list(source: DataSource, request: ListRequest): Promise<readonly Row[]> {
  const answer = await ask(source, request);
  return 'rows' in answer ? select(answer.rows, request, answer.applied, nothing) : [];
}

export async function count(source: DataSource, request: Omit<StatsRequest, 'kind'>): Promise<number> {
  const stats: StatsRequest = { ...request, kind: 'stats' };
  const answer = await ask(source, stats);
  if ('stats' in answer) return answer.stats.reduce((sum, group) => sum + group.count, 0);
  return 'rows' in answer ? select(answer.rows, listOfStats(stats), answer.applied, nothing).length : 0;
}

/** No condition of the API spans records. */
const nothing = () => null;

async function ask(source: DataSource, request: Parameters<DataSource['fetch']>[0][0]): Promise<DataAnswer> {
  const [answer] = await source.fetch([request], {});
  if (answer === undefined) throw new ReadFailed('the database did not answer', false);
  if ('error' in answer) throw new ReadFailed(answer.error, answer.retryable ?? false);
  return answer;
}
