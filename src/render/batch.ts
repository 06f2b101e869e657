import { type Diagnostic, diagnose, isError } from '../diagnostics/diagnostic.js';
import type { FailurePlace } from '../language/pass.js';
import { RenderFailure } from '../language/pass.js';
import type { Answers } from './answers.js';
import { checkDelivery } from './delivery.js';
import { LimitFailure, type PassSettings, RenderPass, Skip } from './pass.js';
import type { Program } from './program.js';
import type { Roots } from './roots.js';
import { type TraceEntry, TraceLog } from './trace.js';

/** One message to be: a program for one receiver. */
export interface Job {
  readonly program: Program;
  readonly roots: Roots;
  readonly settings: PassSettings;
  readonly trace: boolean;
  /** Known before the first pass: the context shadows a root. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How much work a render took; `requests` and `calls` are those of the whole batch. */
export interface Stats {
  /** How often the whole template ran: once where all data could be fetched before. */
  readonly passes: number;
  readonly requests: number;
  /** Calls to sources and loaders, every attempt of those that failed among them. */
  readonly calls: number;
  /** Of the passes; gathering what data is needed is not counted. */
  readonly steps: number;
}

export type Outcome = {
  readonly diagnostics: readonly Diagnostic[];
  readonly stats: Stats;
} & (
  | { readonly outcome: 'rendered'; readonly text: string; readonly trace?: readonly TraceEntry[] }
  | { readonly outcome: 'skipped' | 'failed'; readonly reason: string; readonly place: FailurePlace }
);

interface Running {
  readonly job: Job;
  readonly index: number;
  /** Fetches that it has waited for. */
  rounds: number;
  passes: number;
  steps: number;
}

/**
 * Renders a batch in rounds: every receiver's pass runs, what they asked for is fetched together, and
 * those who waited run again.
 *
 * @param gathered the rounds that each job has waited for already
 * @returns an outcome for each job, in order; never rejects but for an aborted `signal`
 */
export async function renderBatch(
  jobs: readonly Job[],
  answers: Answers,
  gathered: readonly number[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let running: Running[] = jobs.map((job, index) => ({
    job,
    index,
    rounds: gathered[index] ?? 0,
    passes: 0,
    steps: 0,
  }));
  const breath = answers.signal && breathing(answers.signal);
  while (running.length > 0) {
    answers.signal?.throwIfAborted();
    const waiting: Running[] = [];
    for (const one of running) {
      const pause = breath?.();
      if (pause !== undefined) await pause;
      const outcome = runPass(one, answers);
      if (outcome === 'waiting') waiting.push(one);
      else outcomes[one.index] = outcome;
    }
    running = waiting;
    if (waiting.length > 0) await answers.fetch();
  }
  return outcomes.map((outcome) => ({ ...outcome, stats: { ...outcome.stats, ...answers.asked } }));
}

/** Milliseconds of passes on end before whoever waits for the event loop, such as the signal's own timer, has a turn. */
const longestHold = 20;

/** Timers run between two immediates, which cost no millisecond as timers do; other hosts than Node have none. */
const turn: (done: (value: unknown) => void, delay: number) => unknown =
  typeof setImmediate === 'function' ? (done) => setImmediate(done) : setTimeout;

/** Where passes may be aborted between one another: without a turn of the event loop no signal would be heard of. */
function breathing(signal: AbortSignal): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < longestHold) return undefined;
    return new Promise((resolve) => turn(resolve, 0)).then(() => {
      since = performance.now();
      signal.throwIfAborted();
    });
  };
}

/** Renders one job without ever fetching: what would have to be fetched is a failure. */
export function renderNow(job: Job, answers: Answers): Outcome {
  const one = { job, index: 0, rounds: 0, passes: 0, steps: 0 };
  const outcome = runPass(one, answers);
  if (outcome !== 'waiting') return outcome;
  const place = { source: job.program.source, range: { start: 0, end: 0 } };
  return failed(one, diagnose('data-in-sync-render', {}, place), []);
}

function runPass(one: Running, answers: Answers): Outcome | 'waiting' {
  const { job } = one;
  const { limits } = job.settings;
  const program = job.trace ? job.program.traced() : job.program;
  const log = job.trace ? new TraceLog() : undefined;
  const pass = new RenderPass(job.settings, job.roots, answers, program, one.steps, log);
  one.passes += 1;
  try {
    const text = program.emit(pass);
    if (text.length > pass.maxOutput) pass.exceed('output');
    if (pass.waiting) {
      if (one.rounds < limits.rounds) return wait(one);
      const place = placeOf(one, { get: (...asked) => answers.get(...asked) ?? stop() }) ?? start(program);
      return failed(one, diagnose('too-many-rounds', { rounds: limits.rounds }, place), pass.diagnostics);
    }
    const trace = () => log?.entries() ?? traceOf(one, answers);
    const told = checkDelivery(program.channel, { text, start: start(program), trace });
    return finished(one, text, pass, told, log);
  } catch (error) {
    if (error instanceof Skip) return skipped(one, error.diagnostic, pass);
    if (pass.waiting && !(error instanceof LimitFailure) && one.rounds < limits.rounds) return wait(one);
    const place = log?.place ?? placeOf(one, answers) ?? start(program);
    return failed(one, explain(error, place), pass.diagnostics);
  } finally {
    one.steps = pass.steps;
  }
}

function wait(one: Running): 'waiting' {
  one.rounds += 1;
  return 'waiting';
}

function finished(
  one: Running,
  text: string,
  pass: RenderPass,
  told: readonly Diagnostic[],
  log: TraceLog | undefined,
): Outcome {
  const diagnostics = [...one.job.diagnostics, ...pass.diagnostics, ...told];
  const error = diagnostics.find(isError);
  if (error !== undefined)
    return failed(
      one,
      error,
      diagnostics.filter((diagnostic) => diagnostic !== error),
    );
  return {
    outcome: 'rendered',
    text,
    diagnostics,
    stats: statsOf(one, pass.steps),
    ...(log && { trace: log.entries() }),
  };
}

function skipped(one: Running, diagnostic: Diagnostic, pass: RenderPass): Outcome {
  return {
    outcome: 'skipped',
    reason: diagnostic.message,
    place: { source: diagnostic.source, range: diagnostic.range },
    diagnostics: [...one.job.diagnostics, ...pass.diagnostics],
    stats: statsOf(one, pass.steps),
  };
}

function failed(one: Running, diagnostic: Diagnostic, others: readonly Diagnostic[]): Outcome {
  return {
    outcome: 'failed',
    reason: diagnostic.message,
    place: { source: diagnostic.source, range: diagnostic.range },
    diagnostics: [diagnostic, ...others],
    stats: statsOf(one, one.steps),
  };
}

const statsOf = (one: Running, steps: number): Stats => ({
  passes: one.passes,
  requests: 0,
  calls: 0,
  steps,
});

const start = (program: Program): FailurePlace => ({ source: program.source, range: { start: 0, end: 0 } });

/**
 * Where a pass fails. Passes are pure, so the traced closures fail in the same place, and their log tells
 * which node was being run: the usual closures need not keep count of it.
 */
function placeOf(one: Running, answers: Pick<Answers, 'get'>): FailurePlace | undefined {
  const { job } = one;
  const traced = job.program.traced();
  const log = new TraceLog();
  try {
    traced.emit(new RenderPass(job.settings, job.roots, answers, traced, one.steps, log));
  } catch {
    return log.place;
  }
  return undefined;
}

/** What printed what in a pass that ended well: the traced closures print the same. */
function traceOf({ job, steps }: Running, answers: Answers): readonly TraceEntry[] | undefined {
  const traced = job.program.traced();
  const log = new TraceLog();
  try {
    traced.emit(new RenderPass(job.settings, job.roots, answers, traced, steps, log));
    return log.entries();
  } catch {
    return undefined;
  }
}

/** Ends a pass where it would have to wait. */
function stop(): never {
  throw new Error('unanswered');
}

function explain(error: unknown, place: FailurePlace): Diagnostic {
  if (error instanceof RenderFailure) return error.diagnostic(place);
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return diagnose('limit-exceeded', { limit: 'depth', most: undefined }, place);
  }
  return diagnose(
    'render-crashed',
    { reason: error instanceof Error ? error.message : String(error) },
    place,
  );
}
