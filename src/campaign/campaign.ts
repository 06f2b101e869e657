import type { MessageTemplate } from '../message-template.js';
import type { Template } from '../template.js';
import type { Audience } from './audience/audience.js';
import { chunks } from './chunk.js';
import type { Write } from './form.js';
import { type GateOptions, Gates } from './gates.js';
import { campaignOf, type Identity } from './identity.js';
import { type Limits, type Passed, passedLimit } from './limits.js';
import { explained, type OutputOptions, openOutput } from './output/open.js';
import { type ChunkRendering, renderChunk } from './render-chunk.js';
import { addChunk, emptyTally, type Tally } from './tally.js';
import type { Where } from './where.js';

/** A campaign: one template for many receivers. */
export interface CampaignOptions {
  readonly template: Template | MessageTemplate;
  readonly audience: Audience;
  readonly where?: Where | undefined;
  readonly gates: GateOptions;
  /** The clock of all messages. */
  readonly now: Date;
  readonly write: Write;
  readonly rendering?: ChunkRendering['options'];
  readonly fileName?: (source: string) => string;
  readonly limits?: Limits;
  /** Receivers in a chunk: 500. */
  readonly chunk?: number;
  /** Where it goes, and what it is made of; absent where nothing is to be written. */
  readonly output?: OutputOptions & { readonly identity: Identity };
  readonly onProgress?: (progress: CampaignProgress) => void;
  /** Ends it behind the chunk that is at work. */
  readonly signal?: AbortSignal;
}

export interface CampaignProgress {
  readonly tally: Tally;
  /** Candidates that were read by all runs together. */
  readonly read: number;
}

export interface CampaignResult {
  /** `done` also where an earlier run had ended it; `limit` and `stopped` go on with the same command. */
  readonly ended: 'done' | 'already-done' | 'limit' | 'stopped';
  readonly tally: Tally;
  readonly limit?: Passed;
  /** Whether an earlier run had begun it. */
  readonly resumed: boolean;
}

const chunkSize = 500;

/**
 * Renders a template for everyone of an audience, chunk by chunk. Killed at any moment and run again with the same
 * options, it goes on behind the last chunk that was committed, and what is written in the end is the same.
 *
 * @throws {CampaignError} where the audience cannot be read on, where something else is there, or it cannot be written
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { now, limits = {}, chunk: size = chunkSize, output: wanted, signal } = options;
  const campaign = campaignOf(wanted?.identity ?? {}, now.toISOString());
  const header = { campaign, clock: now.toISOString(), identity: wanted?.identity ?? {} };
  const output = wanted && (await openOutput(wanted, header));
  let tally = output?.tally ?? emptyTally;
  const resumed = (output?.next ?? 0) > 0;
  try {
    if (output?.progress.done) return { ended: 'already-done', tally, resumed };
    const gates = new Gates(options.gates);
    if (output !== undefined) gates.restore(await output.digests());
    const rendering: ChunkRendering = {
      template: options.template,
      options: { ...options.rendering, now },
      address: options.gates.address?.attribute,
      write: options.write,
      ...(options.fileName && { fileName: options.fileName }),
    };
    const from = output?.progress.last && { index: output.next, cursor: output.progress.last.cursor };
    options.onProgress?.({ tally, read: readOf(tally) });
    let passed = passedLimit(tally, limits);
    if (passed === undefined) {
      for await (const chunk of chunks({
        audience: options.audience,
        gates,
        where: options.where,
        size,
        from,
      })) {
        const rendered = await renderChunk(chunk, rendering);
        if (output) await explained(wanted?.shown ?? '', () => output.commit(rendered));
        tally = output?.tally ?? addChunk(tally, rendered);
        options.onProgress?.({ tally, read: readOf(tally) });
        passed = passedLimit(tally, limits);
        if (passed !== undefined) break;
        if (signal?.aborted) return { ended: 'stopped', tally, resumed };
      }
    }
    if (passed !== undefined) return { ended: 'limit', tally, limit: passed, resumed };
    if (output) await explained(wanted?.shown ?? '', () => output.end());
    return { ended: 'done', tally, resumed };
  } finally {
    await output?.close();
  }
}

const readOf = ({ rendered, skipped, failed, unmatched }: Tally): number =>
  rendered + skipped + failed + unmatched;
