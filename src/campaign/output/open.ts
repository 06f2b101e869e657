import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../../sources/reason.js';
import { CampaignError, campaignError } from '../campaign-error.js';
import { differences, type Identity } from '../identity.js';
import { Journal, JournalError, type JournalHeader, readJournal } from './journal.js';
import { Lock } from './lock.js';
import { MessageFolder } from './message-folder.js';
import { Output, type Places } from './output.js';

/** Where a campaign goes. */
export interface OutputOptions {
  /** The file of lines, or the folder of messages. */
  readonly path: string;
  /** What diagnostics call it. */
  readonly shown: string;
  readonly kind: 'lines' | 'folder';
}

/** Where the files of an output are. */
export function placesOf({ path, shown, kind }: OutputOptions): Places {
  return kind === 'lines'
    ? { out: shown, lines: path, state: `${path}.campaign` }
    : { out: shown, lines: join(path, 'outcomes.jsonl'), state: join(path, '.campaign') };
}

/**
 * What an output was begun with; undefined where none was begun.
 *
 * @throws {CampaignError} where its journal cannot be read
 */
export async function begunWith(options: OutputOptions): Promise<JournalHeader | undefined> {
  const places = placesOf(options);
  return explained(places.out, async () => (await readJournal(places.state))?.progress.header);
}

/**
 * Begins an output, or goes on with it.
 *
 * @throws {CampaignError} where it was begun with something else, is being written, or is no campaign's
 */
export async function openOutput(
  options: OutputOptions,
  header: { readonly campaign: string; readonly clock: string; readonly identity: Identity },
): Promise<Output> {
  const places = placesOf(options);
  return explained(places.out, async () => {
    if ((await readJournal(places.state)) === undefined) await prepare(options, places);
    const lock = await Lock.take(places.state, places.out);
    let journal: Journal | undefined;
    try {
      journal = await Journal.resume(places.state);
      if (journal === undefined)
        journal = await Journal.begin(places.state, { snippetry_campaign: 1, ...header });
      else refuseOther(journal, header, places.out);
      const folder = options.kind === 'folder' ? new MessageFolder(options.path, places.state) : undefined;
      return await Output.open({ places, journal, lock, folder });
    } catch (error) {
      await journal?.close();
      await lock.release();
      throw error;
    }
  });
}

function refuseOther(
  { progress }: Journal,
  wanted: { readonly clock: string; readonly identity: Identity },
  out: string,
): void {
  const { clock, identity } = progress.header;
  const differ = [...differences(identity, wanted.identity), ...(clock === wanted.clock ? [] : ['--now'])];
  if (differ.length > 0) throw campaignError('campaign-differs', { out, differences: differ }, out);
}

/** Nothing that is there is overwritten; but an empty folder is as good as none, and a campaign begun and killed at once. */
async function prepare({ path, kind }: OutputOptions, { out, state }: Places): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  const foreign =
    there !== undefined &&
    (kind === 'lines' || !there.isDirectory() || (await readdir(path)).some((name) => name !== '.campaign'));
  if (foreign) throw campaignError('output-foreign', { out }, out);
  await mkdir(state, { recursive: true, mode: 0o700 });
}

/** Faults of the file system are told as what they mean for the campaign. */
export async function explained<T>(out: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CampaignError) throw error;
    if (error instanceof JournalError)
      throw campaignError('output-changed', { out, reason: error.message }, out);
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw campaignError('campaign-unwritable', { out, reason: reasonOf(error) }, out);
  }
}
