import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ending } from '../ending.js';
import type { RenderedChunk } from '../render-chunk.js';
import { addChunk, type Tally } from '../tally.js';
import { syncFolder } from './files.js';
import { type Commit, type Journal, tallyOf, writeAt } from './journal.js';

/** Commits chunks in their order; one that is committed is not written again. */
export class Output {
  #tally: Tally;
  #next: number;
  #length: number;
  #seenLength: number;

  private constructor(
    readonly journal: Journal,
    readonly lines: FileHandle,
    readonly seen: FileHandle,
  ) {
    const { last } = journal.progress;
    this.#tally = tallyOf(journal.progress);
    this.#next = (last?.chunk ?? -1) + 1;
    this.#length = last?.length ?? 0;
    this.#seenLength = last?.seen ?? 0;
  }

  /**
   * Goes on behind the last chunk of the journal: what a killed process wrote behind it is cut off.
   *
   * @param file of the outcomes
   * @param folder of the journal
   */
  static async open(journal: Journal, file: string, folder: string): Promise<Output> {
    const { last } = journal.progress;
    const lines = await openAt(file, last?.length ?? 0);
    const seen = await openAt(join(folder, 'seen'), last?.seen ?? 0);
    await syncFolder(folder);
    return new Output(journal, lines, seen);
  }

  get tally(): Tally {
    return this.#tally;
  }

  /** The last chunk that is committed. */
  get last(): Commit | undefined {
    return this.journal.progress.last;
  }

  /** Whether an earlier run ended it. */
  get done(): boolean {
    return this.journal.progress.done;
  }

  /** Notes that there is nothing to come. */
  async end(): Promise<void> {
    await this.journal.end();
  }

  get next(): number {
    return this.#next;
  }

  /** The digests of all committed chunks. */
  async digests(): Promise<Buffer> {
    const bytes = Buffer.alloc(this.#seenLength);
    await this.seen.read(bytes, 0, bytes.length, 0);
    return bytes;
  }

  /** @returns false where it is committed already */
  async commit(chunk: RenderedChunk): Promise<boolean> {
    if (chunk.index < this.#next) return false;
    if (chunk.index > this.#next) throw new RangeError(`chunk ${this.#next} is not committed yet`);
    const text = Buffer.from(chunk.endings.map((one) => `${lineOf(one)}\n`).join(''));
    await writeAt(this.lines, text, this.#length);
    await writeAt(this.seen, chunk.seen, this.#seenLength);
    await Promise.all([this.lines.datasync(), this.seen.datasync()]);
    const tally = addChunk(this.#tally, chunk);
    const length = this.#length + text.length;
    const seen = this.#seenLength + chunk.seen.length;
    await this.journal.commit({ chunk: chunk.index, cursor: chunk.cursor, length, seen, tally });
    this.#tally = tally;
    this.#length = length;
    this.#seenLength = seen;
    this.#next++;
    return true;
  }

  async close(): Promise<void> {
    await Promise.all([this.lines.close(), this.seen.close(), this.journal.close()]);
  }
}

async function openAt(file: string, length: number): Promise<FileHandle> {
  const handle = await open(file, 'a+', 0o600).then(async (made) => {
    await made.close();
    return open(file, 'r+');
  });
  const { size } = await handle.stat();
  if (size < length) {
    await handle.close();
    throw new OutputError(`${file} is shorter than its journal says: it was changed`);
  }
  await handle.truncate(length);
  return handle;
}

/** The output is not what the journal says, or cannot be written. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** One line of JSON for a receiver. */
function lineOf(one: Ending): string {
  const { receiver, outcome } = one;
  if (outcome !== 'rendered') {
    const { code, reason, place } = one;
    return JSON.stringify({ receiver, outcome, code, reason, ...(place !== undefined && { place }) });
  }
  const { content } = one;
  return JSON.stringify({ receiver, outcome, ...(content.kind === 'fields' && content.fields) });
}
