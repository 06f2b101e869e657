import type { Reads } from '../data/reads.js';
import { diagnose } from '../diagnostics/diagnostic.js';
import { type Ask, RenderFailure } from '../language/pass.js';
import { PENDING, type Value } from '../values/value.js';
import type { Answers } from './answers.js';
import type { Job } from './batch.js';
import { RenderPass } from './pass.js';

/**
 * Fetches what a batch needs before its first pass: whatever the gathering twins of the programs ask for, as
 * often as new requests turn up, and the records that are certainly read of that and of the receiver. A twin
 * takes the branches that the template itself takes, and a message that is skipped is followed no further, so
 * nothing is asked for in vain.
 *
 * @returns how many fetches each job has waited for; its limit of rounds holds here, too
 * @throws the reason of an aborted signal
 */
export async function gather(jobs: readonly Job[], answers: Answers): Promise<readonly number[]> {
  const gatherings = jobs.map((job) => new Gathering(job, answers));
  for (let open = gatherings; ; ) {
    open = open.filter((one) => one.run());
    if (!answers.wanting) break;
    answers.signal?.throwIfAborted();
    await answers.fetch();
    answers.signal?.throwIfAborted();
  }
  return gatherings.map(({ rounds }) => rounds);
}

/** What one job has gathered. */
class Gathering {
  rounds = 0;

  constructor(
    readonly job: Job,
    readonly answers: Answers,
  ) {}

  /** Asks for what is not there yet; false where nothing more will turn up. */
  run(): boolean {
    const { program, settings, roots } = this.job;
    if (this.rounds >= settings.limits.rounds) return false;
    const twin = program.gathering();
    if (twin === undefined) {
      if (!program.mayEnd()) this.#followRoots();
      return false;
    }
    const pass = new GatheringPass(settings, roots, this.answers, twin, 0, undefined);
    // What fails here is left for the template itself to meet, and to report.
    const complete = completes(() => twin.emit(pass));
    if (complete && !(pass.waiting && program.mayEnd())) {
      this.#followRoots();
      for (const { value, reads } of pass.bound) this.answers.follow(value, reads, program.paths.related);
    }
    if (pass.waiting) this.rounds += 1;
    return pass.waiting;
  }

  #followRoots(): void {
    const { paths } = this.job.program;
    for (const [name, record] of this.job.roots.records()) {
      const reads = paths.roots.get(name);
      if (reads !== undefined) this.answers.follow(record, reads, paths.related);
    }
  }
}

function completes(emit: () => string): boolean {
  try {
    emit();
    return true;
  } catch {
    return false;
  }
}

/** A pass whose text nobody reads. */
class GatheringPass extends RenderPass {
  /** What its tags have bound, with what is read of each record. */
  readonly bound: { readonly value: Value; readonly reads: Reads }[] = [];

  override ask(request: Ask, reads?: Reads): Value {
    const value = super.ask(request, reads);
    if (value !== PENDING && reads !== undefined) this.bound.push({ value, reads });
    return value;
  }

  /** The draws of the outputs that are left out would be missing: nothing behind a draw can be foretold. */
  override random(): number {
    throw new RenderFailure((where) => diagnose('render-crashed', { reason }, where), reason);
  }
}

const reason = 'a random draw while data is gathered';
