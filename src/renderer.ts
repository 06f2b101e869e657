import { readsUnsubscribeUrl } from './analyse/paths/root-fields.js';
import type { Entity } from './data/model.js';
import type { DataRecord } from './data/record.js';
import type { Fields } from './data/request.js';
import { type Diagnostic, diagnose } from './diagnostics/diagnostic.js';
import type { FailurePlace } from './language/pass.js';
import { Answers } from './render/answers.js';
import { type Job, type Outcome, renderBatch, renderNow } from './render/batch.js';
import { gather } from './render/gather.js';
import { Batches, pipelined } from './render/pipeline.js';
import type { Program } from './render/program.js';
import { Roots } from './render/roots.js';
import { type Resolved, resolveTarget, type Target } from './render/targets.js';
import type { RenderDefaults } from './settings.js';
import { passSettings, targetFields } from './settings.js';
import { PENDING } from './values/value.js';

type Row = Readonly<Record<string, unknown>>;

/** How one message is rendered. Everything not given is the engine's. */
export interface RenderOptions extends Target {
  /** Further names; over the engine's own, with a warning. */
  readonly context?: Row;
  /** BCP 47. */
  readonly locale?: string;
  /** IANA. */
  readonly timeZone?: string;
  /** The clock: ISO 8601, or a Date. */
  readonly now?: string | Date;
  /** Values that are missing fail the message; `all`: blank ones of known records too. */
  readonly strict?: boolean | 'all';
  /** What random choices come from, with the receiver: a campaign's own. The template's name unless given. */
  readonly seed?: string;
  /** Also tell which node printed what. */
  readonly trace?: boolean;
  readonly signal?: AbortSignal;
}

export interface RenderManyOptions extends Omit<RenderOptions, 'receiver'> {
  /** How many receivers share a round of fetching; 500 unless given. */
  readonly batchSize?: number;
}

/** What the programs of one template or message come to for one receiver. */
export interface Rendered {
  /** One for each program, in their order; a single one where nothing could be rendered at all. */
  readonly outcomes: readonly [Outcome, ...Outcome[]];
  /** Where the receiver unsubscribes, where `links.unsubscribe` was asked. */
  readonly unsubscribeUrl?: string;
}

/** Runs programs that share their data, their clock and their receiver: one of a template, or one a part of a message. */
export class Renderer {
  readonly #fields = new Map<Entity, Fields | undefined>();

  constructor(
    readonly programs: readonly [Program, ...Program[]],
    readonly defaults: RenderDefaults,
    /** Whether the link to unsubscribe is wanted; else only where a template prints it. */
    readonly link: boolean = false,
  ) {}

  get #main(): Program {
    return this.programs[0];
  }

  async one(options: RenderOptions): Promise<Rendered> {
    const [rendered] = await finish(await this.#prepare([options], options.signal));
    if (rendered === undefined) throw new Error('no outcome');
    return rendered;
  }

  /** What the first program comes to without ever fetching; undefined where it would have to. */
  now(options: RenderOptions): Outcome | Diagnostic | undefined {
    const answers = new Answers(this.defaults, undefined);
    const target = resolveTarget(options, answers, this.#targetFields);
    if (target === PENDING || 'code' in target) return target === PENDING ? undefined : target;
    const jobs = this.#jobs(options, target);
    return 'code' in jobs ? jobs : renderNow(jobs.jobs[0], answers);
  }

  async *many(
    receivers: Iterable<string | Row> | AsyncIterable<string | Row>,
    options: RenderManyOptions,
  ): AsyncGenerator<Rendered & { readonly receiver: string | Row }, void, undefined> {
    const { batchSize = 500, signal, ...shared } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new RangeError('batchSize must be a whole number from 1');
    const now = shared.now ?? new Date();
    yield* pipelined(new Batches(receivers, batchSize), {
      signal,
      prepare: async (batch, until) => {
        const all = batch.map((receiver) => ({ ...shared, now, receiver }));
        return { batch, prepared: await this.#prepare(all, until) };
      },
      finish: async ({ batch, prepared }) => {
        const rendered = await finish(prepared);
        return rendered.map((one, index) => ({ ...one, receiver: batch[index] ?? '' }));
      },
    });
  }

  /** Finds whom the messages are for, and fetches what is known to be needed before they are rendered. */
  async #prepare(all: readonly RenderOptions[], signal: AbortSignal | undefined): Promise<Prepared> {
    signal?.throwIfAborted();
    const answers = new Answers(this.defaults, signal);
    const resolve = () => all.map((one) => resolveTarget(one, answers, this.#targetFields));
    let targets = resolve();
    while (targets.includes(PENDING)) {
      await answers.fetch();
      signal?.throwIfAborted();
      targets = resolve();
    }
    const receivers = targets.map((target, index): Jobs | Outcome => {
      if (target === PENDING) throw new Error('a receiver is still being looked for');
      const jobs = 'code' in target ? target : this.#jobs(all[index] ?? {}, target);
      return 'code' in jobs ? unreachable(jobs) : jobs;
    });
    const jobs = receivers.flatMap((one) => ('jobs' in one ? one.jobs : []));
    const rounds = this.defaults.plan.prefetch ? await gather(jobs, answers) : [];
    return { answers, receivers, jobs, rounds };
  }

  #jobs(options: RenderOptions, target: Resolved): Jobs | Diagnostic {
    const settings = passSettings(this.defaults, options, target.receiver, this.#main.source);
    const values = new Map<string, unknown>([['now', settings.now]]);
    if (target.receiver !== undefined) values.set('receiver', target.receiver).set('user', target.receiver);
    if (target.deal !== undefined) values.set('deal', target.deal);
    if (target.event !== undefined) values.set('event', target.event);
    let unsubscribeUrl: string | undefined;
    try {
      unsubscribeUrl = this.#unsubscribeUrl(target.receiver);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return diagnose('source-failed', { what: 'unsubscribe_url', reason }, this.#start());
    }
    if (unsubscribeUrl !== undefined) values.set('unsubscribe_url', unsubscribeUrl);
    const roots = new Roots(options.context ?? {}, target.receiver, values);
    const trace = options.trace ?? false;
    const shadowed = roots.shadowed();
    const job = (program: Program): Job => {
      const diagnostics =
        shadowed.length === 0 ? [] : shadowing(shadowed, program.symbols.names, this.#start());
      return { program, roots, settings, trace, diagnostics };
    };
    const [first, ...more] = this.programs;
    const jobs = [job(first), ...more.map(job)] as const;
    return { jobs, ...(unsubscribeUrl !== undefined && { unsubscribeUrl }) };
  }

  /** The same for every receiver. */
  readonly #targetFields = (entity: Entity): Fields | undefined => {
    if (!this.#fields.has(entity)) {
      this.#fields.set(entity, targetFields(entity, this.#main.paths, this.defaults, this.#wantsLink()));
    }
    return this.#fields.get(entity);
  };

  #wantsLink(): boolean {
    return this.link || readsUnsubscribeUrl(this.#main.paths);
  }

  /** Only where it is wanted: of a receiver of whom not everything is fetched it could not be made. */
  #unsubscribeUrl(receiver: DataRecord | undefined): string | undefined {
    const unsubscribe = this.defaults.links?.unsubscribe;
    if (receiver === undefined || unsubscribe === undefined || !this.#wantsLink()) return undefined;
    return unsubscribe(receiver.row);
  }

  #start(): FailurePlace {
    return { source: this.#main.source, range: { start: 0, end: 0 } };
  }
}

const shadowing = (shadowed: readonly string[], read: readonly string[], start: FailurePlace) => {
  const names = new Set(read);
  return shadowed
    .filter((name) => names.has(name))
    .map((name) => diagnose('context-shadows-root', { name }, start));
};

/** The outcome where the receiver, the deal or the link is not to be had. */
function unreachable(diagnostic: Diagnostic): Outcome {
  return {
    outcome: 'failed',
    reason: diagnostic.message,
    place: { source: diagnostic.source, range: diagnostic.range },
    diagnostics: [diagnostic],
    stats: { passes: 0, requests: 0, calls: 0, steps: 0 },
  };
}

/** One for each program, of one receiver. */
interface Jobs {
  readonly jobs: readonly [Job, ...Job[]];
  readonly unsubscribeUrl?: string;
}

/** A batch whose data is fetched as far as that can be known before it renders. */
interface Prepared {
  readonly answers: Answers;
  /** What is to run for each receiver, or why nothing is. */
  readonly receivers: readonly (Jobs | Outcome)[];
  readonly jobs: readonly Job[];
  /** How many fetches each job has waited for. */
  readonly rounds: readonly number[];
}

async function finish({ answers, receivers, jobs, rounds }: Prepared): Promise<readonly Rendered[]> {
  const outcomes = await renderBatch(jobs, answers, rounds);
  let at = 0;
  return receivers.map((one) => {
    if (!('jobs' in one)) return { outcomes: [one] };
    const [first, ...more] = outcomes.slice(at, at + one.jobs.length);
    if (first === undefined) throw new Error('no outcome');
    at += one.jobs.length;
    const { unsubscribeUrl } = one;
    return { outcomes: [first, ...more], ...(unsubscribeUrl !== undefined && { unsubscribeUrl }) };
  });
}
