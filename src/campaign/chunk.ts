import type { Audience, Cursor } from './audience/audience.js';
import type { Gates } from './gates.js';
import type { Candidate, Reason } from './receiver.js';
import type { Where } from './where.js';

/**
 * A bounded list of receivers, with all that rendering and committing them needs: any worker may do that, and do it
 * twice without harm.
 */
export interface Chunk {
  /** Counted from 0. */
  readonly index: number;
  /** In the order of the audience. */
  readonly receivers: readonly ChunkReceiver[];
  /** Candidates that the condition left out: they are not of the audience. */
  readonly unmatched: number;
  /** Where the audience goes on behind it. */
  readonly cursor: Cursor;
  /** What the gates have to remember of it, 16 bytes each. */
  readonly seen: Buffer;
}

/** A contact to render for, or a reason why there is nothing to render. */
export type ChunkReceiver = Candidate & { readonly reason?: Reason };

export interface ChunksOptions {
  readonly audience: Audience;
  readonly gates: Gates;
  readonly where: Where | undefined;
  readonly size: number;
  /** Where an earlier run stopped. */
  readonly from?: { readonly index: number; readonly cursor: Cursor } | undefined;
}

/** The chunks of a campaign, in order; of more than the one that is asked for nothing is held. */
export async function* chunks(options: ChunksOptions): AsyncGenerator<Chunk, void, undefined> {
  const { audience, gates, where, size, from } = options;
  let index = from?.index ?? 0;
  for await (const { candidates, cursor } of audience.pages(from?.cursor, size)) {
    const judged = where === undefined ? candidates : await where(candidates);
    const seen: Buffer[] = [];
    const receivers = judged.map((one): ChunkReceiver => {
      const reason = gates.check(one, seen);
      return reason === undefined ? one : { ...one, reason };
    });
    yield {
      index: index++,
      receivers,
      unmatched: candidates.length - receivers.length,
      cursor,
      seen: Buffer.concat(seen),
    };
  }
}
