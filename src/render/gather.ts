import { diagnose } from '../diagnostics/diagnostic.js';
import { RenderFailure } from '../language/pass.js';
import type { Answers } from './answers.js';
import type { Job } from './batch.js';
import { RenderPass } from './pass.js';

/**
 * Fetches what a batch needs before its first pass: the records that are certainly read of the receiver and
 * the like, then whatever the gathering twins of the programs ask for, as often as new requests turn up. A
 * twin takes the branches that the template itself takes, so nothing is asked for in vain.
 *
 * @returns how many fetches each job has waited for; its limit of rounds holds here, too
 * @throws the reason of an aborted signal
 */
export async function gather(jobs: readonly Job[], answers: Answers): Promise<readonly number[]> {
  const rounds = jobs.map(() => 0);
  for (const job of jobs) followRoots(job, answers);
  let open = jobs.map((_, index) => index);
  for (;;) {
    const waiting: number[] = [];
    for (const index of open) {
      const job = jobs[index];
      const waited = rounds[index] ?? 0;
      if (job === undefined || waited >= job.settings.limits.rounds || !asks(job, answers)) continue;
      rounds[index] = waited + 1;
      waiting.push(index);
    }
    if (!answers.wanting) return rounds;
    answers.signal?.throwIfAborted();
    await answers.fetch();
    answers.signal?.throwIfAborted();
    open = waiting;
  }
}

function followRoots({ program, roots }: Job, answers: Answers): void {
  const records = roots.records();
  if (records.size === 0) return;
  const { paths } = program;
  for (const [name, record] of records) {
    const reads = paths.roots.get(name);
    if (reads !== undefined) answers.follow(record, reads, paths.related);
  }
}

/** Whether the twin waits for data. What fails in it is left for the template itself to meet. */
function asks({ program, settings, roots }: Job, answers: Answers): boolean {
  const twin = program.gathering();
  if (twin === undefined) return false;
  const pass = new GatheringPass(settings, roots, answers, twin, 0, undefined);
  try {
    twin.emit(pass);
  } catch {
    // The template fails, or skips, at the same place.
  }
  return pass.waiting;
}

/** A pass whose text nobody reads. */
class GatheringPass extends RenderPass {
  /** The draws of the outputs that are left out would be missing: nothing behind a draw can be foretold. */
  override random(): number {
    throw new RenderFailure((where) => diagnose('render-crashed', { reason }, where), reason);
  }
}

const reason = 'a random draw while data is gathered';
