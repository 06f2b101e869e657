import type { Kysely } from 'kysely';
import { entities, models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import { keyText } from '../../data/keys.js';
import type { RecordModel } from '../../data/model.js';
import type { DataRequest, GetRequest, KeyField, ListRequest, Row } from '../../data/request.js';
import { allApplied } from '../../data/select.js';
import type { DataAnswer, DataSource, FetchOptions } from '../../data/source.js';
import { reasonOf } from '../reason.js';
import { storable } from './columns.js';
import type { AnyDatabase } from './libsql.js';
import { keyCell, type Plan, planList } from './plan.js';
import { decodeRow } from './rows.js';
import { getStatement, inexactColumn, listStatement, requestColumn } from './statements.js';

interface Numbered<R> {
  readonly request: R;
  readonly index: number;
}

/**
 * A source over an open database of ours: one statement for all requests of a shape, and one for all records
 * that are wanted by the same key.
 */
export class SqliteSource implements DataSource {
  /** Fields, as `deals.created_at`, whose order columns do not say everything. It only grows. */
  readonly #inexact = new Set<string>();

  constructor(readonly db: Kysely<AnyDatabase>) {}

  async fetch(requests: readonly DataRequest[], { signal }: FetchOptions): Promise<readonly DataAnswer[]> {
    const answers: DataAnswer[] = requests.map(() => ({ rows: [], applied: allApplied }));
    const gets = new Map<string, Numbered<GetRequest>[]>();
    const lists: Numbered<ListRequest>[] = [];
    for (const [index, request] of requests.entries()) {
      if (request.kind === 'list') lists.push({ request, index });
      else push(gets, `${request.entity} ${request.key}`, { request, index });
    }
    for (const group of gets.values()) {
      await this.#answer(group, answers, signal, () => this.#get(group, answers));
    }
    await this.#lists(lists, answers, signal);
    return answers;
  }

  async close(): Promise<void> {
    await this.db.destroy();
  }

  /** A group that fails spoils no other. */
  async #answer<R>(
    group: readonly Numbered<R>[],
    answers: DataAnswer[],
    signal: AbortSignal | undefined,
    run: () => Promise<void>,
  ): Promise<void> {
    signal?.throwIfAborted();
    try {
      await run();
    } catch (error) {
      const busy = reasonOf(error) === reasonOf({ code: 'SQLITE_BUSY' });
      const answer = { error: `the database could not be read: ${reasonOf(error)}`, ...(busy && { retryable: true }) };
      for (const { index } of group) answers[index] = answer;
    }
  }

  async #get(group: readonly Numbered<GetRequest>[], answers: DataAnswer[]): Promise<void> {
    const first = group[0]?.request;
    if (!first) return;
    const model = models[first.entity];
    if (!fieldNamed(model, first.key)) return;
    const cells = group.map(({ request }) => cellOfKey(first.key, request.value)).filter((cell) => cell !== undefined);
    if (cells.length === 0) return;
    const { rows } = await getStatement(model.plural, first.key, cells).execute(this.db);
    const found = new Map<string, Row>();
    for (const row of rows) {
      const key = keyText(row[first.key]);
      if (key !== undefined && !found.has(key)) found.set(key, decodeRow(model, row));
    }
    for (const { request, index } of group) {
      const row = found.get(request.value);
      if (row) answers[index] = { rows: [row], applied: allApplied };
    }
  }

  async #lists(
    lists: readonly Numbered<ListRequest>[],
    answers: DataAnswer[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const groups = new Map<string, (Numbered<ListRequest> & { plan: Plan })[]>();
    for (const one of lists) {
      const table = models[one.request.entity].plural;
      const plan = planList(one.request, (field) => this.#inexact.has(`${table}.${field}`));
      if (plan.shape.branches?.length === 0) continue;
      push(groups, JSON.stringify(plan.shape), { ...one, plan });
    }
    const again: Numbered<ListRequest>[] = [];
    for (const group of groups.values()) {
      await this.#answer(group, answers, signal, async () => {
        if (!(await this.#list(group, answers))) again.push(...group);
      });
    }
    if (again.length === 0) return;
    // A row turned up that SQLite cannot sort as we do: ask for more and leave the sorting to the engine.
    await this.#answer(again, answers, signal, async () => {
      await this.#learnInexact();
      await this.#lists(again, answers, signal);
    });
  }

  /** False where the answer cannot be trusted. */
  async #list(
    group: readonly (Numbered<ListRequest> & { plan: Plan })[],
    answers: DataAnswer[],
  ): Promise<boolean> {
    const first = group[0];
    if (!first) return true;
    const model: RecordModel = models[first.request.entity];
    const statement = listStatement(first.plan.shape, group.map((one) => one.plan.params));
    const { rows } = await statement.execute(this.db);
    if (rows[0]?.[inexactColumn] === 1) return false;
    const found: Row[][] = group.map(() => []);
    for (const row of rows) {
      if (row['rid'] !== null) found[Number(row[requestColumn])]?.push(decodeRow(model, row));
    }
    for (const [position, { index, plan }] of group.entries()) {
      answers[index] = { rows: found[position] ?? [], applied: plan.applied };
    }
    return true;
  }

  async #learnInexact(): Promise<void> {
    const rows = await this.db.selectFrom('inexact_fields').select(['entity', 'field']).execute();
    for (const { entity, field } of rows) this.#inexact.add(`${String(entity)}.${String(field)}`);
  }

  /** The largest whole-number id of each kind of record. */
  async largestIds(): Promise<ReadonlyMap<string, number>> {
    const largest = new Map<string, number>();
    for (const entity of entities) {
      const { plural } = models[entity];
      const row = await this.db
        .selectFrom(plural)
        .select((eb) => eb.fn.max('id').as('id'))
        .where((eb) => eb(eb.fn<string>('typeof', ['id']), '!=', 'text'))
        .executeTakeFirst();
      largest.set(entity, Number(row?.id ?? 0));
    }
    return largest;
  }
}

function cellOfKey(key: KeyField, value: string): string | number | undefined {
  if (key === 'id') return keyCell(value);
  return storable(value) ? value : undefined;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
