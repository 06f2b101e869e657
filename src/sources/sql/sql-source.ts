import type { RawBuilder } from 'kysely';
import { models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import { keyText } from '../../data/keys.js';
import type { Entity } from '../../data/model.js';
import type {
  DataRequest,
  Fields,
  GetRequest,
  KeyField,
  ListRequest,
  Row,
  StatsRequest,
} from '../../data/request.js';
import { allApplied } from '../../data/select.js';
import type { DataAnswer, DataSource, FetchOptions } from '../../data/source.js';
import { listOfStats } from '../../data/stats.js';
import { storable } from '../storable.js';
import { LearnedFacts } from './learned-facts.js';
import { asksForCustom, keyCell, type ListPlan, planList, planStats, type StatsPlan } from './plan.js';
import { type Projection, projectionOf, whole } from './projection.js';
import type { Readable } from './readable.js';
import { decodeRow } from './rows.js';
import { getColumns, type Line, lineColumns, listColumns } from './shape.js';
import { statsGroups } from './stats-groups.js';

interface Numbered<R> {
  readonly request: R;
  readonly index: number;
}
type PlannedStats = Numbered<StatsRequest> & { readonly plan: StatsPlan };
type PlannedList = Numbered<ListRequest> & { readonly plan: ListPlan; readonly projection: Projection };

/**
 * A source over a database of ours: one statement for all requests of a shape, and one for all records that
 * are wanted by the same key.
 */
export class SqlSource implements DataSource {
  readonly #projections = new Map<string, Projection>();
  readonly #facts: LearnedFacts;

  /** @param learned whether no facts are to be asked for */
  constructor(
    readonly database: Readable,
    learned = false,
  ) {
    this.#facts = new LearnedFacts(database, learned);
  }

  async fetch(requests: readonly DataRequest[], { signal }: FetchOptions): Promise<readonly DataAnswer[]> {
    signal?.throwIfAborted();
    const answers: DataAnswer[] = requests.map(() => ({ rows: [], applied: allApplied }));
    const gets = new Map<string, Numbered<GetRequest>[]>();
    const others: Numbered<ListRequest | StatsRequest>[] = [];
    for (const [index, request] of requests.entries()) {
      if (request.kind !== 'get') others.push({ request, index });
      else push(gets, JSON.stringify([request.entity, request.key, request.fields]), { request, index });
    }
    await Promise.all([
      ...[...gets.values()].map((group) =>
        this.#answer(group, answers, signal, () => this.#get(group, answers, signal)),
      ),
      this.#answer(others, answers, signal, () => this.#others(others, answers, signal)),
    ]);
    return answers;
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  /** A group that fails spoils no other. */
  async #answer(
    group: readonly Numbered<DataRequest>[],
    answers: DataAnswer[],
    signal: AbortSignal | undefined,
    run: () => Promise<void>,
  ): Promise<void> {
    signal?.throwIfAborted();
    try {
      await run();
    } catch (error) {
      signal?.throwIfAborted();
      const answer = this.database.failed(error);
      for (const { index } of group) answers[index] = answer;
    }
  }

  async #get(
    group: readonly Numbered<GetRequest>[],
    answers: DataAnswer[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const first = group[0]?.request;
    const model = first && models[first.entity];
    if (!first || !model || !fieldNamed(model, first.key)) return;
    const keys = group
      .map(({ request }) => cellOfKey(first.key, request.value))
      .filter((key) => key !== undefined);
    if (keys.length === 0) return;
    const { dialect } = this.database;
    const projection = this.#projection(first.entity, first.fields);
    const found = new Map<string, Row>();
    for (const line of await this.database.lines(dialect.get(model, first.key, keys, projection), signal)) {
      const key = keyText(line[getColumns.key]);
      if (key !== undefined && !found.has(key)) {
        found.set(key, decodeRow(projection, line, getColumns.row, dialect.cell));
      }
    }
    for (const { request, index } of group) {
      const row = found.get(request.value);
      if (row) answers[index] = { rows: [row], applied: allApplied };
    }
  }

  async #others(
    requests: readonly Numbered<ListRequest | StatsRequest>[],
    answers: DataAnswer[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (!this.#facts.learned && requests.some(({ request }) => asksForCustom(request))) {
      await this.#facts.learn(signal);
    }
    const lists = new Map<string, PlannedList[]>();
    const stats = new Map<string, PlannedStats[]>();
    for (const { request, index } of requests) {
      const { entity } = request;
      const numbers = request.kind === 'stats' ? this.#planStats(request) : undefined;
      if (request.kind === 'stats' && numbers) {
        push(stats, JSON.stringify(numbers.shape), { request, index, plan: numbers });
        continue;
      }
      const list = request.kind === 'list' ? request : listOfStats(request);
      const plan = planList(list, this.database.dialect, this.#facts.of(entity));
      // Nobody's rows, as far as is known; where that rests on facts, they have to be looked at.
      if (plan.shape.branches?.length === 0 && plan.shape.trusted.length === 0) continue;
      const fields = fieldsFor(list, plan);
      const projection = this.#projection(entity, fields);
      const key = JSON.stringify([plan.shape, fields ?? null]);
      push(lists, key, { request: list, index, plan, projection });
    }
    const untrusted = new Set<number>();
    const run = (group: readonly Numbered<DataRequest>[], answer: () => Promise<boolean>): Promise<void> =>
      this.#answer(group, answers, signal, async () => {
        if (!(await answer())) for (const { index } of group) untrusted.add(index);
      });
    await Promise.all([
      ...[...lists.values()].map((group) => run(group, () => this.#list(group, answers, signal))),
      ...[...stats.values()].map((group) => run(group, () => this.#stats(group, answers, signal))),
    ]);
    if (untrusted.size === 0) return;
    const again = requests.filter(({ index }) => untrusted.has(index));
    // A row turned up that the database does not compare as we do: ask it for less.
    await this.#answer(again, answers, signal, async () => {
      await this.#facts.learn(signal);
      await this.#others(again, answers, signal);
    });
  }

  #planStats(request: StatsRequest): StatsPlan | undefined {
    return planStats(request, this.database.dialect, this.#facts.of(request.entity));
  }

  /** False where the answer cannot be trusted. */
  async #list(
    group: readonly PlannedList[],
    answers: DataAnswer[],
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const first = group[0];
    if (!first) return true;
    const { dialect } = this.database;
    const { shape } = first.plan;
    const statement = dialect.list(
      shape,
      first.projection,
      group.map(({ plan }) => plan.params),
    );
    const found = await this.#linesOf(statement, signal);
    if (!found) return false;
    for (const [position, { index, plan, projection }] of group.entries()) {
      // A request without rows has one line, of nothing.
      const all = (found.get(position) ?? []).filter((line) => line[listColumns.rid] !== null);
      const rows = shape.cut ? dialect.arrange(all, shape.cut) : all;
      answers[index] = {
        rows: rows.map((line) => decodeRow(projection, line, dialect.rowAt, dialect.cell)),
        applied: plan.applied,
      };
    }
    return true;
  }

  async #stats(
    group: readonly PlannedStats[],
    answers: DataAnswer[],
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const first = group[0];
    if (!first) return true;
    const { dialect } = this.database;
    const statement = dialect.stats(
      first.plan.shape,
      group.map(({ plan }) => plan.params),
    );
    const found = await this.#linesOf(statement, signal);
    if (!found) return false;
    for (const [position, { request, index }] of group.entries()) {
      const numbers = (found.get(position) ?? []).map(dialect.numbers).filter((one) => one !== undefined);
      answers[index] = { stats: statsGroups(request, numbers) };
    }
    return true;
  }

  /** The lines by the position of the request that they answer; undefined where they cannot be trusted. */
  async #linesOf(
    statement: RawBuilder<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<number, readonly Line[]> | undefined> {
    const lines = await this.database.lines(statement, signal);
    if (Number(lines[0]?.[lineColumns.untrusted]) === 1) return undefined;
    const found = new Map<number, Line[]>();
    for (const line of lines) {
      const position = Number(line[lineColumns.request]);
      const some = found.get(position);
      if (some) some.push(line);
      else found.set(position, [line]);
    }
    return found;
  }

  #projection(entity: Entity, fields: Fields | undefined): Projection {
    if (!this.database.dialect.facts) return whole(models[entity]);
    const key = `${entity} ${fields ? JSON.stringify(fields) : ''}`;
    let projection = this.#projections.get(key);
    if (!projection) {
      projection = projectionOf(models[entity], fields, (name) => this.database.dialect.single(name));
      // Requests come from templates, which are few; but whoever writes them might write many.
      if (this.#projections.size >= mostProjections) this.#projections.clear();
      this.#projections.set(key, projection);
    }
    return projection;
  }

  /** The largest whole-number id of a kind of record; 0 where there is none. */
  async largestId(entity: Entity): Promise<number> {
    const [line] = await this.database.lines(this.database.dialect.largestId(models[entity]), undefined);
    return Number(line?.[0] ?? 0);
  }

  /** What was noted under a key. */
  async note(key: string): Promise<string | undefined> {
    const [line] = await this.database.lines(this.database.dialect.note(key), undefined);
    return line && String(line[0]);
  }
}

/** What is wanted of the rows, and what the engine does its share by. */
function fieldsFor({ fields, order, window, where }: ListRequest, { applied }: ListPlan): Fields | undefined {
  if (!fields || (applied.filter && applied.order)) return fields;
  const more = [order.field, ...(window ? [window.field] : []), ...where.map(({ path }) => path[0])];
  return [...new Set([...fields, ...more])];
}

const mostProjections = 500;

function cellOfKey(key: KeyField, value: string): string | number | undefined {
  if (key === 'id') return keyCell(value);
  return storable(value) ? value : undefined;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
