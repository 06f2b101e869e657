import { models } from '../data/entities.js';
import { requestKey } from '../data/keys.js';
import type { Entity } from '../data/model.js';
import { covers, fieldsOf, type Reads, requestFields, unionOf } from '../data/reads.js';
import { DataRecord, type Readable } from '../data/record.js';
import type { DataRequest, Fields, GetRequest, ListRequest, Row, StatsRequest } from '../data/request.js';
import { select } from '../data/select.js';
import type { DataAnswer, RowsAnswer } from '../data/source.js';
import { listOfStats, summarise } from '../data/stats.js';
import type { Ask, Loader, LoadRequest } from '../language/pass.js';
import { BoundList } from '../values/members.js';
import type { Value } from '../values/value.js';
import { type Asked, type CallSettings, Calls } from './calls.js';
import { noAnswer, type Spanning, selectSpanning, spans } from './spanning.js';

/** What came of a request: a value, or why there is none. */
export type Answer = { readonly value: Value } | { readonly error: string };

/** What is read of the records of each kind that are reached by a relation. */
export type RelatedReads = ReadonlyMap<Entity, Reads>;

/** What asking goes by; an engine's defaults have it all. */
export interface AnswerSettings extends CallSettings {
  readonly plan: { readonly pushdown: boolean };
  /** What templates may read of records; undefined for all of it. */
  readonly readable?: Readable | undefined;
}

/** A request on its way, with all that those who want it read of its rows: undefined for everything. */
interface Wanted {
  readonly request: Ask;
  fields: Fields | undefined;
}

interface Known {
  readonly answer: Answer;
  readonly fields: Fields | undefined;
}

/**
 * What a batch of receivers has been told, and what it still wants to know. Equal requests of different
 * receivers are one request; each source is called once for all that is wanted.
 */
export class Answers {
  readonly #calls: Calls;
  readonly #known = new Map<string, Known>();
  #wanted = new Map<string, Wanted>();
  readonly #fields = new WeakMap<Reads, Map<Entity, Fields | undefined>>();

  constructor(
    readonly settings: AnswerSettings,
    readonly signal: AbortSignal | undefined,
  ) {
    this.#calls = new Calls(settings, signal);
  }

  get asked(): Asked {
    return this.#calls.asked;
  }

  /**
   * The answer where it has come, and with all that is read of it; else undefined, and the request is noted
   * for the next fetch.
   *
   * @param reads what is read of each record; absent for a relation
   * @param related what is read of a relation's record; where both are absent, everything
   */
  get(request: Ask, reads?: Reads, related?: RelatedReads): Answer | undefined {
    return this.find(request, this.#fieldsFor(request, reads, related));
  }

  /** The same by the names of what is read, undefined for everything. */
  find(request: Ask, read: Fields | undefined): Answer | undefined {
    const fields = this.settings.plan.pushdown ? read : undefined;
    const key = keyOf(request);
    const known = this.#known.get(key);
    if (known !== undefined && ('error' in known.answer || covers(known.fields, fields))) return known.answer;
    const wanted = this.#wanted.get(key);
    if (wanted !== undefined) wanted.fields = unionOf(wanted.fields, fields);
    else {
      const all = known === undefined ? fields : unionOf(known.fields, fields);
      this.#wanted.set(key, { request, fields: all });
    }
    return undefined;
  }

  /** Asks for all that is wanted. Never rejects: what fails is answered with its reason. */
  async fetch(): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = new Map();
    const records: [string, DataRequest][] = [];
    const loads = new Map<Loader, [string, LoadRequest][]>();
    for (const [key, { request, fields }] of wanted) {
      if (request.kind !== 'load') records.push([key, withFields(request, fields)]);
      else loads.set(request.loader, [...(loads.get(request.loader) ?? []), [key, request]]);
    }
    await Promise.all([
      ...(records.length > 0 ? [this.#fetchRecords(records)] : []),
      ...[...loads].map(([loader, requests]) => this.#load(loader, requests)),
    ]);
  }

  async #load(loader: Loader, wanted: readonly (readonly [string, LoadRequest])[]): Promise<void> {
    const answers = await this.#calls.toLoader(
      loader,
      wanted.map(([, request]) => request),
    );
    for (const [index, [key]] of wanted.entries()) {
      const answer = answers[index] ?? { error: noAnswer };
      this.#keep(key, 'error' in answer ? { error: answer.error } : answer);
    }
  }

  // ----------------------------------------------------------------- records

  async #fetchRecords(wanted: readonly (readonly [string, DataRequest])[]): Promise<void> {
    const answers = await this.#calls.toSource(wanted.map(([, request]) => request));
    const spanning: Spanning[] = [];
    for (const [index, [key, request]] of wanted.entries()) {
      const answer = answers[index] ?? { error: noAnswer };
      if ('error' in answer) this.#keep(key, { error: answer.error });
      else if ('stats' in answer) this.#keep(key, { value: answer.stats });
      else if (request.kind === 'get') this.#keepRecord(key, request, answer.rows[0]);
      else if (answer.applied.filter || !spans(request)) this.#choose(key, request, answer);
      else spanning.push(this.#spanning(key, request, answer));
    }
    await selectSpanning(spanning, (requests) => this.#fetchSpanned(requests));
  }

  #choose(key: string, request: ListRequest | StatsRequest, answer: RowsAnswer): void {
    const rows = select(answer.rows, listOf(request), answer.applied, () => null);
    this.#keepRows(key, request, rows);
  }

  #spanning(key: string, request: ListRequest | StatsRequest, answer: RowsAnswer): Spanning {
    return {
      request: listOf(request),
      answer,
      keep: (rows) =>
        'error' in rows ? this.#keep(key, { error: rows.error }) : this.#keepRows(key, request, rows),
    };
  }

  /** What a filter needs is kept for the template, which often prints what it filters by. */
  async #fetchSpanned(requests: readonly GetRequest[]): Promise<readonly DataAnswer[]> {
    const answers = await this.#calls.toSource(requests);
    for (const [index, request] of requests.entries()) {
      const answer = answers[index];
      if (answer !== undefined && 'rows' in answer) {
        this.#keepRecord(keyOf(request), request, answer.rows[0]);
      }
    }
    return answers;
  }

  #keepRows(key: string, request: ListRequest | StatsRequest, rows: readonly Row[]): void {
    if (request.kind === 'stats') {
      this.#keep(key, { value: summarise(rows, request) });
      return;
    }
    const model = models[request.entity];
    const list = new BoundList();
    for (const row of rows) list.push(new DataRecord(model, row, this.settings.readable));
    this.#keep(key, { value: list }, request.fields);
  }

  #keepRecord(key: string, request: GetRequest, row: Row | undefined): void {
    const { readable } = this.settings;
    const value = row === undefined ? null : new DataRecord(models[request.entity], row, readable);
    this.#keep(key, { value }, request.fields);
  }

  #keep(key: string, answer: Answer, fields?: Fields): void {
    this.#known.set(key, { answer, fields });
  }

  // ------------------------------------------------------------------ fields

  #fieldsFor(request: Ask, reads: Reads | undefined, related: RelatedReads | undefined): Fields | undefined {
    if (request.kind === 'load' || request.kind === 'stats') return undefined;
    const read = reads ?? related?.get(request.entity);
    if (read === undefined) return undefined;
    let known = this.#fields.get(read);
    if (known === undefined) {
      known = new Map();
      this.#fields.set(read, known);
    }
    let fields = known.get(request.entity);
    if (fields === undefined && !known.has(request.entity)) {
      fields = fieldsOf(models[request.entity], read);
      known.set(request.entity, fields);
    }
    return fields;
  }
}

/** What the engine itself needs to filter and order by is asked for, too. */
function withFields(request: DataRequest, fields: Fields | undefined): DataRequest {
  const wanted = request.kind === 'stats' ? undefined : requestFields(request, fields);
  return wanted === undefined || request.kind === 'stats' ? request : { ...request, fields: wanted };
}

const listOf = (request: ListRequest | StatsRequest): ListRequest =>
  request.kind === 'stats' ? listOfStats(request) : request;

const loaderNumbers = new WeakMap<Loader, number>();
let loaders = 0;

/** A text that equal requests share, whoever makes them. */
function keyOf(request: Ask): string {
  if (request.kind !== 'load') return requestKey(request);
  let number = loaderNumbers.get(request.loader);
  if (number === undefined) {
    number = loaders++;
    loaderNumbers.set(request.loader, number);
  }
  return `load ${number} ${request.key}`;
}
