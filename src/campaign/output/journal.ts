import type { FileHandle } from 'node:fs/promises';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cursor } from '../audience/audience.js';
import type { Identity } from '../identity.js';
import { emptyTally, type Tally } from '../tally.js';
import { syncFolder } from './files.js';

/** The first line of a journal. */
export interface JournalHeader {
  readonly snippetry_campaign: 1;
  /** Tells it from any other campaign: seeds and Message-IDs come from it. */
  readonly campaign: string;
  /** ISO 8601: the clock of all its messages. */
  readonly clock: string;
  /** What it was begun with. */
  readonly identity: Identity;
}

/** What a journal notes of a chunk, once all of it is on the disk. */
export interface Commit {
  readonly chunk: number;
  readonly cursor: Cursor;
  /** Octets of the file of outcomes, and of digests, with this chunk. */
  readonly length: number;
  readonly seen: number;
  readonly tally: Tally;
}

/** How far a campaign has come. */
export interface Progress {
  readonly header: JournalHeader;
  /** The last chunk; absent before the first. */
  readonly last?: Commit;
  readonly done: boolean;
}

export const tallyOf = ({ last }: Progress): Tally => last?.tally ?? emptyTally;

/** A journal cannot be read as one. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/** The file that says what of a campaign is committed: a line for its beginning, for each chunk and for its end. */
export class Journal {
  private constructor(
    readonly handle: FileHandle,
    readonly progress: Progress,
    /** Octets of whole lines. */
    private length: number,
  ) {}

  /** Begins one; whole or not at all. */
  static async begin(folder: string, header: JournalHeader): Promise<Journal> {
    const draft = join(folder, 'journal.tmp');
    await rm(draft, { force: true });
    const line = `${JSON.stringify(header)}\n`;
    const handle = await open(draft, 'wx+', 0o600);
    try {
      await handle.writeFile(line);
      await handle.sync();
      await rename(draft, journalFile(folder));
      await syncFolder(folder);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return new Journal(handle, { header, done: false }, Buffer.byteLength(line));
  }

  /** Goes on with one: what a killed process left of a line is cut off. Undefined where there is none. */
  static async resume(folder: string): Promise<Journal | undefined> {
    const read = await readJournal(folder);
    if (read === undefined) return undefined;
    const handle = await open(journalFile(folder), 'r+');
    await handle.truncate(read.length);
    return new Journal(handle, read.progress, read.length);
  }

  async commit(commit: Commit): Promise<void> {
    await this.#append(commit);
  }

  async end(): Promise<void> {
    await this.#append({ done: true });
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  async #append(value: object): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    await writeAt(this.handle, line, this.length);
    await this.handle.sync();
    this.length += line.length;
  }
}

/** Writes all of it at a place of the file. */
export async function writeAt(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/**
 * What a journal says. Undefined where there is none.
 *
 * @throws {JournalError} where it is no journal, or that of another version
 */
export async function readJournal(
  folder: string,
): Promise<{ readonly progress: Progress; readonly length: number } | undefined> {
  const text = await readFile(journalFile(folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const length = text.lastIndexOf(10) + 1;
  const lines = text
    .toString('utf8', 0, length)
    .split('\n')
    .filter((line) => line !== '');
  const header = parsed(lines[0] ?? '') as JournalHeader;
  if (header.snippetry_campaign !== 1) throw new JournalError('it was written by another version');
  const done = lines.at(-1) === JSON.stringify({ done: true });
  const last = lines.length > (done ? 2 : 1) ? (parsed(lines.at(done ? -2 : -1) ?? '') as Commit) : undefined;
  return { progress: { header, done, ...(last && { last }) }, length };
}

function parsed(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below.
  }
  throw new JournalError('it is damaged');
}

const journalFile = (folder: string): string => join(folder, 'journal.jsonl');
