import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { campaignError } from '../campaign-error.js';
import type { Ending } from '../ending.js';
import { messageFileName } from '../message-file-name.js';
import type { RenderedChunk } from '../render-chunk.js';
import { addChunk, type Tally } from '../tally.js';
import { type Journal, tallyOf, writeAt } from './journal.js';
import type { Lock } from './lock.js';
import type { MessageFile, MessageFolder } from './message-folder.js';

/** Where an output's files are. */
export interface Places {
  /** As the person wrote it. */
  readonly out: string;
  /** A line for each receiver. */
  readonly lines: string;
  /** The folder of the journal and what goes with it. */
  readonly state: string;
}

/** What an output is made of. */
interface Parts {
  readonly places: Places;
  readonly journal: Journal;
  readonly lock: Lock;
  readonly lines: FileHandle;
  readonly seen: FileHandle;
  /** Where messages are files of their own. */
  readonly folder: MessageFolder | undefined;
}

/** Commits chunks in their order, each whole or not at all; one that is committed is not written again. */
export class Output {
  #tally: Tally;
  #next: number;
  #length: number;
  #seenLength: number;

  private constructor(readonly parts: Parts) {
    const { progress } = parts.journal;
    this.#tally = tallyOf(progress);
    this.#next = (progress.last?.chunk ?? -1) + 1;
    this.#length = progress.last?.length ?? 0;
    this.#seenLength = progress.last?.seen ?? 0;
  }

  /** Goes on behind the last chunk of the journal: what a killed process wrote behind it is cut off. */
  static async open(given: Omit<Parts, 'lines' | 'seen'>): Promise<Output> {
    const { journal, places, folder } = given;
    const { last, done } = journal.progress;
    await folder?.recover(last?.chunk ?? -1);
    const lines = await openAt(places.lines, last?.length ?? 0, places.out, done);
    const seen = await openAt(join(places.state, 'seen'), last?.seen ?? 0, places.out, done);
    return new Output({ ...given, lines, seen });
  }

  /** The counts of all that is committed. */
  get tally(): Tally {
    return this.#tally;
  }

  /** The chunk that is to be committed next. */
  get next(): number {
    return this.#next;
  }

  /** How far an earlier run came. */
  get progress() {
    return this.parts.journal.progress;
  }

  /** The digests of all committed chunks. */
  async digests(): Promise<Buffer> {
    const bytes = Buffer.alloc(this.#seenLength);
    await this.parts.seen.read(bytes, 0, bytes.length, 0);
    return bytes;
  }

  /**
   * Everything is on the disk before the journal says so; the files of a chunk are moved in behind it.
   *
   * @returns false where it is committed already
   */
  async commit(chunk: RenderedChunk): Promise<boolean> {
    if (chunk.index < this.#next) return false;
    if (chunk.index > this.#next) throw new RangeError(`chunk ${this.#next} is not committed yet`);
    const { lock, lines, seen, folder, journal } = this.parts;
    await lock.check();
    await folder?.stage(chunk.index, chunk.endings.flatMap(fileOf));
    const text = Buffer.from(chunk.endings.map((one) => `${lineOf(one)}\n`).join(''));
    await writeAt(lines, text, this.#length);
    await writeAt(seen, chunk.seen, this.#seenLength);
    await Promise.all([lines.datasync(), seen.datasync()]);
    const tally = addChunk(this.#tally, chunk);
    const length = this.#length + text.length;
    const seenLength = this.#seenLength + chunk.seen.length;
    await journal.commit({ chunk: chunk.index, cursor: chunk.cursor, length, seen: seenLength, tally });
    this.#tally = tally;
    this.#length = length;
    this.#seenLength = seenLength;
    this.#next++;
    await folder?.publish(chunk.index);
    return true;
  }

  /** Notes that there is nothing to come. */
  async end(): Promise<void> {
    await this.parts.journal.end();
  }

  async close(): Promise<void> {
    const { lines, seen, journal, lock } = this.parts;
    await Promise.allSettled([lines.close(), seen.close(), journal.close(), lock.release()]);
  }
}

/** @throws {CampaignError} where the file is shorter than it was left */
async function openAt(file: string, length: number, out: string, done: boolean): Promise<FileHandle> {
  const made = await open(file, 'a', 0o600);
  await made.close();
  const handle = await open(file, 'r+');
  const { size } = await handle.stat();
  if (size < length || (done && size > length)) {
    await handle.close();
    const reason = `${file} has ${size} bytes, and it was left with ${length}`;
    throw campaignError('output-changed', { out, reason }, out);
  }
  await handle.truncate(length);
  await handle.sync();
  return handle;
}

const nameOf = (receiver: string, ending: string): string => messageFileName(receiver, ending);

function fileOf(one: Ending): MessageFile[] {
  if (one.outcome !== 'rendered' || one.content.kind !== 'file') return [];
  const { ending, bytes } = one.content;
  return [{ name: nameOf(one.receiver, ending), bytes }];
}

/** One line of JSON for a receiver. */
function lineOf(one: Ending): string {
  const { receiver, outcome } = one;
  if (outcome !== 'rendered') {
    const { code, reason, place } = one;
    return JSON.stringify({ receiver, outcome, code, reason, ...(place !== undefined && { place }) });
  }
  const { content } = one;
  const rest = content.kind === 'file' ? { file: nameOf(receiver, content.ending) } : content.fields;
  return JSON.stringify({ receiver, outcome, ...rest });
}
