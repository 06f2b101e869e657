import { readsUnsubscribeUrl } from './analyse/paths/root-fields.js';
import { type ParsedTemplate, parsedTemplate } from './compile/parsed.js';
import type { Entity } from './data/model.js';
import type { DataRecord } from './data/record.js';
import type { Fields } from './data/request.js';
import { type Diagnostic, diagnose, isError } from './diagnostics/diagnostic.js';
import { TemplateError } from './diagnostics/error.js';
import type { SourceText } from './diagnostics/source-text.js';
import { Answers } from './render/answers.js';
import { type Job, type Outcome, renderBatch, renderNow } from './render/batch.js';
import { gather } from './render/gather.js';
import { Batches, pipelined } from './render/pipeline.js';
import type { Program } from './render/program.js';
import { Roots } from './render/roots.js';
import { type Resolved, resolveTarget, type Target } from './render/targets.js';
import type { RenderDefaults } from './settings.js';
import { passSettings, targetFields } from './settings.js';
import { type Members, member } from './values/members.js';
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
  /** Also tell which node printed what. */
  readonly trace?: boolean;
  readonly signal?: AbortSignal;
}

export interface RenderManyOptions extends Omit<RenderOptions, 'receiver'> {
  /** How many receivers share a round of fetching; 500 unless given. */
  readonly batchSize?: number;
}

/** The outcome for one of many receivers. */
export type ReceiverOutcome = Outcome & { readonly receiver: string | Row };

/**
 * A template that is ready to run. Its faults were told when it was compiled, so rendering gives an
 * outcome and never throws, but for an aborted signal.
 */
export class Template implements Members {
  readonly #fields = new Map<Entity, Fields | undefined>();

  constructor(
    readonly source: SourceText,
    /** The name of the channel that it is escaped for. */
    readonly channel: string,
    /** Warnings: a template with errors is not compiled. */
    readonly diagnostics: readonly Diagnostic[],
    readonly program: Program,
    readonly defaults: RenderDefaults,
  ) {}

  /** A variable may hold a template, for `include` and `extends` to take. */
  get [parsedTemplate](): ParsedTemplate {
    return this.program.parsed;
  }

  /** All that a template sees of another is its name. */
  [member](name: string): string | undefined {
    return name === 'name' ? this.source.name : undefined;
  }

  memberNames(): readonly string[] {
    return ['name'];
  }

  /**
   * One message.
   *
   * @returns `rendered` with its text, or `skipped` or `failed` with the reason and the place
   * @example await template.render({ receiver: 'john-doe-01', now: '2025-06-25T00:00:00Z' })
   */
  async render(options: RenderOptions = {}): Promise<Outcome> {
    const [outcome] = await finish(await this.#prepare([options], options.signal));
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  }

  /**
   * The text, at once, from a context alone.
   *
   * @throws {TemplateError} where the template asks for data, or fails
   */
  renderSync(context: Row = {}, options: Omit<RenderOptions, 'context' | 'signal'> = {}): string {
    const answers = new Answers(this.defaults, undefined);
    const target = resolveTarget(options, answers, this.#targetFields);
    if (target === PENDING) throw new TemplateError([diagnose('data-in-sync-render', {}, this.#start())]);
    if ('code' in target) throw new TemplateError([target]);
    const job = this.#job({ ...options, context }, target);
    if ('code' in job) throw new TemplateError([job]);
    const outcome = renderNow(job, answers);
    if (outcome.outcome === 'rendered') return outcome.text;
    const errors = outcome.diagnostics.filter(isError);
    throw new TemplateError(errors.length > 0 ? errors : outcome.diagnostics);
  }

  /**
   * A message for each receiver, in their order. What fails is an outcome of its own; data is fetched for
   * a whole batch at once, by all of one clock. While one batch renders and is consumed, the data of the next
   * is fetched; of more than these two nothing is held. Receivers that throw end it after the outcomes of
   * those before.
   */
  async *renderMany(
    receivers: Iterable<string | Row> | AsyncIterable<string | Row>,
    options: RenderManyOptions = {},
  ): AsyncGenerator<ReceiverOutcome, void, undefined> {
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
        const outcomes = await finish(prepared);
        return outcomes.map((outcome, index) => ({ ...outcome, receiver: batch[index] ?? '' }));
      },
    });
  }

  /** Finds whom the messages are for, and fetches what is known to be needed before they are rendered. */
  async #prepare(all: readonly RenderOptions[], signal: AbortSignal | undefined): Promise<Prepared> {
    signal?.throwIfAborted();
    const answers = new Answers(this.defaults, signal);
    let targets = all.map((one) => resolveTarget(one, answers, this.#targetFields));
    while (targets.includes(PENDING)) {
      await answers.fetch();
      signal?.throwIfAborted();
      targets = all.map((one) => resolveTarget(one, answers, this.#targetFields));
    }
    const jobs: Job[] = [];
    const places: number[] = [];
    const outcomes: Outcome[] = [];
    for (const [index, target] of targets.entries()) {
      if (target === PENDING) continue;
      const job = 'code' in target ? target : this.#job(all[index] ?? {}, target);
      if ('code' in job) outcomes[index] = unreachable(job);
      else {
        places.push(index);
        jobs.push(job);
      }
    }
    const rounds = this.defaults.plan.prefetch ? await gather(jobs, answers) : [];
    return { answers, jobs, places, outcomes, rounds };
  }

  #job(options: RenderOptions, target: Resolved): Job | Diagnostic {
    const settings = passSettings(this.defaults, options, target.receiver, this.source);
    const values = new Map<string, unknown>([['now', settings.now]]);
    if (target.receiver !== undefined) values.set('receiver', target.receiver).set('user', target.receiver);
    if (target.deal !== undefined) values.set('deal', target.deal);
    if (target.event !== undefined) values.set('event', target.event);
    try {
      const link = this.#unsubscribeUrl(target.receiver);
      if (link !== undefined) values.set('unsubscribe_url', link);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return diagnose('source-failed', { what: 'unsubscribe_url', reason }, this.#start());
    }
    const roots = new Roots(options.context ?? {}, target.receiver, values);
    const names = new Set(this.program.symbols.names);
    return {
      program: this.program,
      roots,
      settings,
      trace: options.trace ?? false,
      diagnostics: roots
        .shadowed()
        .filter((name) => names.has(name))
        .map((name) => diagnose('context-shadows-root', { name }, this.#start())),
    };
  }

  /** The same for every receiver. */
  readonly #targetFields = (entity: Entity): Fields | undefined => {
    if (!this.#fields.has(entity)) {
      this.#fields.set(entity, targetFields(entity, this.program.paths, this.defaults));
    }
    return this.#fields.get(entity);
  };

  /** Only where the template reads it: of a receiver of whom not everything is fetched it could not be made. */
  #unsubscribeUrl(receiver: DataRecord | undefined): string | undefined {
    const unsubscribe = this.defaults.links?.unsubscribe;
    if (receiver === undefined || unsubscribe === undefined) return undefined;
    return readsUnsubscribeUrl(this.program.paths) ? unsubscribe(receiver.row) : undefined;
  }

  #start() {
    return { source: this.source, range: { start: 0, end: 0 } };
  }
}

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

/** A batch whose data is fetched as far as that can be known before it renders. */
interface Prepared {
  readonly answers: Answers;
  readonly jobs: readonly Job[];
  /** Where the outcome of each job belongs. */
  readonly places: readonly number[];
  /** Those of the receivers that there is no job for, in their places. */
  readonly outcomes: Outcome[];
  /** How many fetches each job has waited for. */
  readonly rounds: readonly number[];
}

async function finish({ answers, jobs, places, outcomes, rounds }: Prepared): Promise<readonly Outcome[]> {
  const rendered = await renderBatch(jobs, answers, rounds);
  for (const [index, outcome] of rendered.entries()) outcomes[places[index] ?? 0] = outcome;
  return outcomes;
}
