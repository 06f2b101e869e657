import { type RawBuilder, sql } from 'kysely';
import { entities, models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import { keyText } from '../../data/keys.js';
import type { Entity, RecordModel } from '../../data/model.js';
import type { DataRequest, GetRequest, KeyField, ListRequest, Row } from '../../data/request.js';
import { allApplied } from '../../data/select.js';
import type { DataAnswer, DataSource, FetchOptions } from '../../data/source.js';
import { listOfStats } from '../../data/stats.js';
import { compareCodePoints } from '../../values/code-points.js';
import { reasonOf } from '../reason.js';
import { storable } from '../storable.js';
import type { Connection } from './libsql.js';
import { type Cut, keyCell, type Plan, planList } from './plan.js';
import { decodeRow } from './rows.js';
import { getColumns, getStatement, listColumns, listStatement } from './statements.js';

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

  constructor(readonly connection: Connection) {}

  async fetch(requests: readonly DataRequest[], { signal }: FetchOptions): Promise<readonly DataAnswer[]> {
    const answers: DataAnswer[] = requests.map(() => ({ rows: [], applied: allApplied }));
    const gets = new Map<string, Numbered<GetRequest>[]>();
    const lists: Numbered<ListRequest>[] = [];
    for (const [index, request] of requests.entries()) {
      if (request.kind === 'list') lists.push({ request, index });
      else if (request.kind === 'stats') lists.push({ request: listOfStats(request), index });
      else push(gets, `${request.entity} ${request.key}`, { request, index });
    }
    for (const group of gets.values()) {
      await this.#answer(group, answers, signal, () => this.#get(group, answers));
    }
    await this.#lists(lists, answers, signal);
    return answers;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** A group that fails spoils no other. */
  async #answer<R>(
    group: readonly Numbered<R>[],
    answers: DataAnswer[],
    signal: AbortSignal | undefined,
    run: () => void | Promise<void>,
  ): Promise<void> {
    signal?.throwIfAborted();
    try {
      await run();
    } catch (error) {
      const busy = reasonOf(error) === reasonOf({ code: 'SQLITE_BUSY' });
      const answer = {
        error: `the database could not be read: ${reasonOf(error)}`,
        ...(busy && { retryable: true }),
      };
      for (const { index } of group) answers[index] = answer;
    }
  }

  #get(group: readonly Numbered<GetRequest>[], answers: DataAnswer[]): void {
    const first = group[0]?.request;
    if (!first) return;
    const model = models[first.entity];
    if (!fieldNamed(model, first.key)) return;
    const keys = group
      .map(({ request }) => cellOfKey(first.key, request.value))
      .filter((key) => key !== undefined);
    if (keys.length === 0) return;
    const found = new Map<string, Row>();
    for (const line of this.#lines(getStatement(model, first.key, keys))) {
      const key = keyText(line[getColumns.key]);
      if (key !== undefined && !found.has(key)) found.set(key, decodeRow(model, line, getColumns.row));
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
      if (plan.shape.branches?.length === 0 && plan.shape.trusted.length === 0) continue;
      push(groups, JSON.stringify(plan.shape), { ...one, plan });
    }
    const again: Numbered<ListRequest>[] = [];
    for (const group of groups.values()) {
      await this.#answer(group, answers, signal, () => {
        if (!this.#list(group, answers)) again.push(...group);
      });
    }
    if (again.length === 0) return;
    // A row turned up that SQLite cannot sort as we do: ask for more and leave the sorting to the engine.
    await this.#answer(again, answers, signal, async () => {
      this.#learnInexact();
      await this.#lists(again, answers, signal);
    });
  }

  /** False where the answer cannot be trusted. */
  #list(group: readonly (Numbered<ListRequest> & { plan: Plan })[], answers: DataAnswer[]): boolean {
    const first = group[0];
    if (!first) return true;
    const model: RecordModel = models[first.request.entity];
    const statement = listStatement(
      first.plan.shape,
      group.map((one) => one.plan.params),
    );
    const lines = this.#lines(statement);
    if (lines[0]?.[listColumns.inexact] === 1) return false;
    const found: (readonly unknown[])[][] = group.map(() => []);
    for (const line of lines) {
      if (line[listColumns.rid] !== null) found[Number(line[listColumns.request])]?.push(line);
    }
    for (const [position, { index, plan }] of group.entries()) {
      const rows = cutLines(found[position] ?? [], plan.shape.cut);
      answers[index] = {
        rows: rows.map((line) => decodeRow(model, line, listColumns.row)),
        applied: plan.applied,
      };
    }
    return true;
  }

  #lines(statement: RawBuilder<unknown>): (readonly unknown[])[] {
    return this.connection.read(statement).map(([line]) => JSON.parse(String(line)));
  }

  #learnInexact(): void {
    const rows = this.connection.read(sql`select entity, field from inexact_fields`);
    for (const [entity, field] of rows) this.#inexact.add(`${String(entity)}.${String(field)}`);
  }

  /** The largest whole-number id of each kind of record; texts stand after all numbers. */
  largestIds(): ReadonlyMap<Entity, number> {
    return new Map(
      entities.map((entity) => {
        const table = sql.table(models[entity].plural);
        const [row] = this.connection.read(sql`select max(id) from ${table} where id < ''`);
        return [entity, Number(row?.[0] ?? 0)];
      }),
    );
  }
}

/** What the keys of an owner give together, in order and cut. */
function cutLines(lines: (readonly unknown[])[], cut: Cut | undefined): readonly (readonly unknown[])[] {
  if (!cut) return lines;
  const { order, id } = listColumns;
  lines.sort((a, b) => {
    if (a[order] === null || b[order] === null) {
      return (
        Number(a[order] === null) - Number(b[order] === null) || cut.direction * compareCells(a[id], b[id])
      );
    }
    return cut.direction * (compareCells(a[order], b[order]) || compareCells(a[id], b[id]));
  });
  return lines.slice(0, cut.limit);
}

/** As SQLite does: numbers, then texts by code point. */
function compareCells(a: unknown, b: unknown): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : compareCodePoints(String(a), String(b));
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
