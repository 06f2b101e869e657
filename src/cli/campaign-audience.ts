import {
  type Audience,
  hashOf,
  type ListFile,
  listedContacts,
  listFormat,
  readSuppressed,
  type SuppressedSet,
  surveyList,
} from '../campaign/index.js';
import { diagnose } from '../diagnostics/diagnostic.js';
import type { CampaignFlags } from './campaign-flags.js';
import type { CommandLine } from './command-line.js';
import { exit, Stop } from './exit.js';
import type { Io } from './io.js';
import { resolvePath } from './paths.js';
import { nowhere } from './read-text.js';
import { reasonOf } from './reason.js';

type Asking = Parameters<typeof listedContacts>[0];

/** The audience that a file names, read to its end once; undefined for everyone. */
export async function campaignAudience(
  asking: Asking,
  { audience = 'all' }: CampaignFlags,
  line: CommandLine,
  io: Io,
): Promise<{ readonly audience: Audience; readonly sha256: string } | undefined> {
  if (audience === 'all') return undefined;
  const file = listOf(audience, io);
  const { rows, sha256, broken } = await reading(audience, () => surveyList(file));
  if (broken !== undefined) throw new Stop(exit.failed, [broken]);
  if (rows === 0)
    throw new Stop(exit.failed, [
      diagnose('audience-empty', { file: audience }, line.at(audience, '--audience')),
    ]);
  return { audience: listedContacts(asking, file, rows), sha256: hashOf(sha256) };
}

export async function campaignSuppressed(
  { suppress }: CampaignFlags,
  io: Io,
): Promise<{ readonly set: SuppressedSet; readonly sha256: string } | undefined> {
  if (suppress === undefined) return undefined;
  const file = listOf(suppress, io);
  const { set, faults, sha256 } = await reading(suppress, () => readSuppressed(file));
  if (faults.length > 0) throw new Stop(exit.failed, faults.slice(0, 20));
  return { set, sha256 };
}

const listOf = (name: string, io: Io): ListFile => ({
  path: resolvePath(io, name),
  name,
  format: listFormat(name),
});

async function reading<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new Stop(exit.failed, [
      diagnose('file-unreadable', { file: name, reason: reasonOf(error) }, nowhere(name)),
    ]);
  }
}
