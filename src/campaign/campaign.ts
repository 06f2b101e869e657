import type { MessageTemplate } from '../message-template.js';
import type { Template } from '../template.js';
import type { Audience } from './audience/audience.js';
import { type Chunk, chunks } from './chunk.js';
import type { Write } from './form.js';
import { type GateOptions, Gates } from './gates.js';
import { campaignOf, type Identity } from './identity.js';
import { type Limits, type Passed, passedLimit } from './limits.js';
import { explained, type OutputOptions, openOutput } from './output/open.js';
import type { Output } from './output/output.js';
import { type ChunkRendering, renderChunk } from './render-chunk.js';
import { sampled } from './sample.js';
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
  readonly rendering?: Omit<ChunkRendering['options'], 'now' | 'seed'>;
  readonly fileName?: (source: string) => string;
  readonly limits?: Limits;
  /** Receivers in a chunk: 500. */
  readonly chunk?: number;
  /** Where it goes, and what it is made of; absent where nothing is to be written. */
  readonly output?: OutputOptions & { readonly identity: Identity };
  /** Renders only for so many of them, at random but the same ones for the same seed. */
  readonly sample?: { readonly count: number; readonly seed: string } | undefined;
  readonly onProgress?: (progress: CampaignProgress) => void;
  /** Ends it behind the chunk that is at work. */
  readonly signal?: AbortSignal;
}

export interface CampaignProgress {
  readonly tally: Tally;
  /** Candidates that were read by all runs together, and by this one. */
  readonly read: number;
  readonly readNow: number;
}

export interface CampaignResult {
  /** `done` also where an earlier run had ended it; `limit` and `stopped` go on with the same command. */
  readonly ended: 'done' | 'already-done' | 'limit' | 'stopped';
  readonly tally: Tally;
  /** Candidates that this run read. */
  readonly readNow: number;
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
  const { now, output: wanted } = options;
  const identity = wanted?.identity ?? {};
  const clock = now.toISOString();
  const campaign = campaignOf(identity, clock);
  const output = wanted && (await openOutput(wanted, { campaign, clock, identity }));
  try {
    return await run(options, output, campaign);
  } finally {
    await output?.close();
  }
}

async function run(
  options: CampaignOptions,
  output: Output | undefined,
  campaign: string,
): Promise<CampaignResult> {
  let tally = output?.tally ?? emptyTally;
  const before = readOf(tally);
  const result = (ended: CampaignResult['ended'], limit?: Passed): CampaignResult => {
    const resumed = output?.progress.last !== undefined;
    return { ended, tally, readNow: readOf(tally) - before, resumed, ...(limit && { limit }) };
  };
  if (output?.progress.done) return result('already-done');
  const limits = options.limits ?? {};
  const rendering = renderingOf(options, campaign);
  const shown = options.output?.shown ?? '';
  const tell = () => options.onProgress?.({ tally, read: readOf(tally), readNow: readOf(tally) - before });
  tell();
  // A limit that was passed before is still passed, unless it was raised.
  let passed = passedLimit(tally, limits);
  if (passed !== undefined) return result('limit', passed);
  for await (const chunk of await chunksOf(options, output)) {
    const rendered = await renderChunk(chunk, rendering);
    if (output) await explained(shown, () => output.commit(rendered));
    tally = output?.tally ?? addChunk(tally, rendered);
    tell();
    // A database in this process never waits: signals and timers get their turn here.
    await new Promise((resolve) => setImmediate(resolve));
    passed = passedLimit(tally, limits);
    if (passed !== undefined) return result('limit', passed);
    if (options.signal?.aborted) return result('stopped');
  }
  if (output) await explained(shown, () => output.end());
  return result('done');
}

const renderingOf = (options: CampaignOptions, campaign: string): ChunkRendering => ({
  template: options.template,
  options: { ...options.rendering, now: options.now, seed: campaign },
  address: options.gates.address?.attribute,
  write: options.write,
  ...(options.fileName && { fileName: options.fileName }),
});

/** What is left to do. */
async function chunksOf(
  { audience, gates: gateOptions, where, chunk: size = chunkSize, sample }: CampaignOptions,
  output: Output | undefined,
): Promise<AsyncIterable<Chunk> | readonly Chunk[]> {
  const gates = new Gates(gateOptions);
  if (output !== undefined) gates.restore(await output.digests());
  const last = output?.progress.last;
  const from = output && last && { index: output.next, cursor: last.cursor };
  if (sample !== undefined && from !== undefined) return [];
  const all = chunks({ audience, gates, where, size, from });
  if (sample === undefined) return all;
  const chunk = await sampled(all, sample.count, sample.seed);
  return chunk === undefined ? [] : [chunk];
}

const readOf = ({ rendered, skipped, failed, unmatched }: Tally): number =>
  rendered + skipped + failed + unmatched;
