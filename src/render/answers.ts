import { models } from '../data/entities.js';
import { requestKey } from '../data/keys.js';
import { DataRecord } from '../data/record.js';
import type { DataRequest, GetRequest, ListRequest, Row } from '../data/request.js';
import { select } from '../data/select.js';
import type { DataAnswer, DataSource, RowsAnswer } from '../data/source.js';
import { neededRelations } from '../data/spans.js';
import { listOfStats, summarise } from '../data/stats.js';
import type { Ask, Loader, LoadRequest } from '../language/pass.js';
import { BoundList } from '../values/members.js';
import type { Value } from '../values/value.js';
import { oneEach, unlessAborted, wellFormed } from './well-formed.js';

/** What came of a request: a value, or why there is none. */
export type Answer = { readonly value: Value } | { readonly error: string };

/** How much asking a batch took. */
export interface Asked {
  /** Requests sent, repeats left out. */
  requests: number;
  /** Calls to sources and loaders. */
  calls: number;
}

/**
 * What a batch of receivers has been told, and what it still wants to know. Equal requests of different
 * receivers are one request; each source is called once for all that is wanted.
 */
export class Answers {
  readonly asked: Asked = { requests: 0, calls: 0 };
  readonly #known = new Map<string, Answer>();
  readonly #wanted = new Map<string, Ask>();

  constructor(
    readonly source: DataSource | undefined,
    readonly signal: AbortSignal | undefined,
    readonly maxCalls: number,
  ) {}

  /** The answer where it has come; else undefined, and the request is noted for the next fetch. */
  get(request: Ask): Answer | undefined {
    const key = keyOf(request);
    const known = this.#known.get(key);
    if (known === undefined && !this.#wanted.has(key)) this.#wanted.set(key, request);
    return known;
  }

  /** Asks for all that is wanted. Never rejects: what fails is answered with its reason. */
  async fetch(): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    const records: [string, DataRequest][] = [];
    const loads = new Map<Loader, [string, LoadRequest][]>();
    for (const [key, request] of wanted) {
      if (request.kind !== 'load') records.push([key, request]);
      else loads.set(request.loader, [...(loads.get(request.loader) ?? []), [key, request]]);
    }
    await Promise.all([
      ...(records.length > 0 ? [this.#fetchRecords(records)] : []),
      ...[...loads].map(([loader, requests]) => this.#load(loader, requests)),
    ]);
  }

  // ----------------------------------------------------------------- records

  async #fetchRecords(wanted: readonly (readonly [string, DataRequest])[]): Promise<void> {
    const answers = await this.#ask(wanted.map(([, request]) => request));
    const spanning: Spanning[] = [];
    for (const [index, [key, request]] of wanted.entries()) {
      const answer = answers[index];
      if (answer === undefined || 'error' in answer) {
        this.#known.set(key, { error: answer?.error ?? 'the source gave no answer' });
      } else if ('stats' in answer) this.#known.set(key, { value: answer.stats });
      else if (request.kind === 'get') this.#keepRecord(key, request, answer.rows[0]);
      else if (request.kind === 'stats') {
        const rows = select(answer.rows, listOfStats(request), answer.applied, () => null);
        this.#known.set(key, { value: summarise(rows, request) });
      } else if (answer.applied.filter || !spans(request)) {
        this.#keepList(
          key,
          request,
          select(answer.rows, request, answer.applied, () => null),
        );
      } else spanning.push({ key, request, answer });
    }
    if (spanning.length > 0) await this.#selectSpanning(spanning);
  }

  /** Filters over related records: those are fetched, for all requests at once, before rows are chosen. */
  async #selectSpanning(spanning: readonly Spanning[]): Promise<void> {
    const rows = new Map<string, Row | null>();
    const resolve = (request: GetRequest) => rows.get(requestKey(request));
    for (;;) {
      const needed = new Map<string, GetRequest>();
      for (const { request, answer } of spanning) {
        for (const one of neededRelations(request.entity, answer.rows, request.where, resolve)) {
          needed.set(requestKey(one), one);
        }
      }
      if (needed.size === 0) break;
      const requests = [...needed.values()];
      const answers = await this.#ask(requests);
      const failed = answers.find((answer) => 'error' in answer);
      if (failed !== undefined && 'error' in failed) {
        for (const { key } of spanning) this.#known.set(key, { error: failed.error });
        return;
      }
      for (const [index, request] of requests.entries()) {
        const answer = answers[index];
        const row = answer !== undefined && 'rows' in answer ? answer.rows[0] : undefined;
        rows.set(requestKey(request), row ?? null);
        this.#keepRecord(keyOf(request), request, row);
      }
    }
    for (const { key, request, answer } of spanning) {
      this.#keepList(key, request, select(answer.rows, request, answer.applied, resolve));
    }
  }

  #keepRecord(key: string, request: DataRequest, row: Row | undefined): void {
    this.#known.set(key, { value: row === undefined ? null : new DataRecord(models[request.entity], row) });
  }

  #keepList(key: string, request: ListRequest, rows: readonly Row[]): void {
    const model = models[request.entity];
    const list = new BoundList();
    for (const row of rows) list.push(new DataRecord(model, row));
    this.#known.set(key, { value: list });
  }

  async #ask(requests: readonly DataRequest[]): Promise<readonly DataAnswer[]> {
    const fail = (error: string) => requests.map(() => ({ error }));
    if (this.source === undefined) return fail('this engine has no data source');
    if (!this.#spend()) return fail(`more than ${this.maxCalls} calls`);
    this.asked.requests += requests.length;
    try {
      const work = Promise.resolve(this.source.fetch(requests, this.signal ? { signal: this.signal } : {}));
      const answers = await unlessAborted(work, this.signal);
      return oneEach(answers, requests.length, 'the source').map(wellFormed);
    } catch (error) {
      return fail(reasonOf(error));
    }
  }

  // ----------------------------------------------------------------- loaders

  async #load(loader: Loader, wanted: readonly (readonly [string, LoadRequest])[]): Promise<void> {
    const fail = (error: string) => {
      for (const [key] of wanted) this.#known.set(key, { error });
    };
    if (!this.#spend()) return fail(`more than ${this.maxCalls} calls`);
    this.asked.requests += wanted.length;
    try {
      const work = loader.load(
        wanted.map(([, request]) => request.request),
        this.signal ? { signal: this.signal } : {},
      );
      const values = oneEach(
        await unlessAborted(Promise.resolve(work), this.signal),
        wanted.length,
        'its loader',
      );
      for (const [index, [key]] of wanted.entries()) {
        const value = values[index];
        this.#known.set(key, value instanceof Error ? { error: value.message } : { value });
      }
    } catch (error) {
      fail(reasonOf(error));
    }
  }

  #spend(): boolean {
    if (this.asked.calls >= this.maxCalls) return false;
    this.asked.calls += 1;
    return true;
  }
}

interface Spanning {
  readonly key: string;
  readonly request: ListRequest;
  readonly answer: RowsAnswer;
}

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

const spans = (request: ListRequest): boolean => request.where.some((condition) => condition.path.length > 1);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
