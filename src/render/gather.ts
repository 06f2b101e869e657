import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { RenderFailure } from '../language/pass.js';
import type { Answers } from './answers.js';
import type { Job } from './batch.js';
import { RenderPass, Skip } from './pass.js';

/**
 * Fetches what a batch needs before its first pass: whatever the gathering twins of the programs ask for, as
 * often as new requests turn up. A twin takes the branches that the template itself takes, and ends where that
 * skips, so nothing is asked for in vain.
 *
 * @returns how many fetches each job has waited for; its limit of rounds holds here, too
 * @throws the reason of an aborted signal
 */
export async function gather(jobs: readonly Job[], answers: Answers): Promise<readonly number[]> {
  const rounds = jobs.map(() => 0);
  for (let open = [...jobs.keys()]; open.length > 0; ) {
    const waiting: number[] = [];
    for (const index of open) {
      const job = jobs[index];
      const waited = rounds[index] ?? 0;
      if (job === undefined || waited >= job.settings.limits.rounds || !waits(job, answers)) continue;
      rounds[index] = waited + 1;
      waiting.push(index);
    }
    if (waiting.length === 0) break;
    answers.signal?.throwIfAborted();
    await answers.fetch();
    answers.signal?.throwIfAborted();
    open = waiting;
  }
  return rounds;
}

/** Whether the twin asks for data that has not come. What fails in it is left for the template itself to meet. */
function waits({ program, settings, roots }: Job, answers: Answers): boolean {
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
  /** Whoever is skipped needs nothing further, whatever is still on its way. */
  override skip(diagnostic: Diagnostic): never {
    throw new Skip(diagnostic);
  }

  /** The draws of the outputs that are left out would be missing: nothing behind a draw can be foretold. */
  override random(): number {
    throw new RenderFailure((where) => diagnose('render-crashed', { reason }, where), reason);
  }
}

const reason = 'a random draw while data is gathered';
