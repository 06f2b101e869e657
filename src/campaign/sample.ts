import type { Chunk, ChunkReceiver } from './chunk.js';
import { hashOf } from './identity.js';

/**
 * Some of the receivers that would be rendered for, at random, but the same ones for the same seed: those whose keys
 * have the smallest hashes. No more than they are held.
 *
 * @returns one chunk, in the order of the audience
 */
export async function sampled(
  chunks: AsyncIterable<Chunk>,
  count: number,
  seed: string,
): Promise<Chunk | undefined> {
  let chosen: { readonly hash: string; readonly nth: number; readonly receiver: ChunkReceiver }[] = [];
  let nth = 0;
  let last: Chunk | undefined;
  for await (const chunk of chunks) {
    last = chunk;
    const fresh = chunk.receivers
      .filter(({ row, reason }) => row !== undefined && reason === undefined)
      .map((receiver) => ({ hash: hashOf(seed, receiver.key), nth: nth++, receiver }));
    chosen = [...chosen, ...fresh].sort((a, b) => (a.hash < b.hash ? -1 : 1)).slice(0, count);
  }
  if (last === undefined) return undefined;
  const receivers = chosen.sort((a, b) => a.nth - b.nth).map(({ receiver }) => receiver);
  return { ...last, index: 0, receivers, unmatched: 0, seen: Buffer.alloc(0) };
}
