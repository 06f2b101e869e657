import { mkdir, stat } from 'node:fs/promises';
import { differences, type Identity } from '../identity.js';
import { Journal } from './journal.js';
import { Output, OutputError } from './jsonl-output.js';

/** What is there was begun with something else. */
export class DifferentCampaign extends Error {
  override readonly name = 'DifferentCampaign';

  constructor(
    readonly out: string,
    /** The names of the identity's parts. */
    readonly differences: readonly string[],
  ) {
    super(`${out} was begun with other ${differences.join(', ')}`);
  }
}

export interface Wanted {
  readonly out: string;
  readonly format: 'jsonl' | 'eml';
  readonly identity: Identity;
}

/** The folder of the journal beside an output. */
export const stateFolder = (out: string): string => `${out}.campaign`;

/**
 * Begins an output, or goes on with it.
 *
 * @throws {DifferentCampaign} where it was begun with something else
 * @throws {OutputError} where something is there that is no campaign's output: nothing is overwritten
 */
export async function openCampaign(
  { out, identity }: Wanted,
  { campaign, clock }: { readonly campaign: string; readonly clock: string },
): Promise<Output> {
  const folder = stateFolder(out);
  const resumed = await Journal.resume(folder);
  if (resumed !== undefined) {
    const { header } = resumed.progress;
    const differ = [...differences(header.identity, identity), ...(header.clock === clock ? [] : ['clock'])];
    if (differ.length > 0) {
      await resumed.close();
      throw new DifferentCampaign(out, differ);
    }
    return Output.open(resumed, out, folder);
  }
  if ((await stat(out).catch(() => undefined)) !== undefined) {
    throw new OutputError(`${out} is there already, and is no output of a campaign`);
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const journal = await Journal.begin(folder, { snippetry_campaign: 1, campaign, clock, identity });
  return Output.open(journal, out, folder);
}
