import { type FileHandle, open, stat } from 'node:fs/promises';
import { reasonOf } from '../reason.js';

/** A row that was not stored, as a line of JSON says it. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  /** In words, without values of the row. */
  readonly reason: string;
  /** The row's text as it stands in the file; its beginning, where it is too long. */
  readonly row: string;
}

/** The file of rejected rows cannot be written. */
export class RejectsUnwritable extends Error {
  override readonly name = 'RejectsUnwritable';
  constructor(
    readonly file: string,
    error: unknown,
  ) {
    super(reasonOf(error));
  }
}

/**
 * The rows that could not be stored, in a file that their owner alone can read; it is made when the first
 * comes. Lines of earlier imports stay.
 */
export class RejectsFile {
  #handle: FileHandle | undefined;
  #isFile = true;

  /** @param bytes the length up to which its lines are known to belong to stored chunks */
  constructor(
    readonly file: string,
    public bytes: number,
  ) {}

  /** The length of a file as it is; 0 where there is none. */
  static async lengthOf(file: string): Promise<number> {
    const found = await stat(file).catch(() => undefined);
    return found?.isFile() ? found.size : 0;
  }

  /** @returns the length afterwards. @throws {RejectsUnwritable} */
  async append(rejects: readonly Reject[]): Promise<number> {
    if (rejects.length === 0) return this.bytes;
    try {
      this.#handle ??= await this.#open();
      const text = Buffer.from(rejects.map((one) => `${JSON.stringify(one)}\n`).join(''));
      await this.#handle.appendFile(text);
      // Before the transaction that leaves these rows out: they must not be lost with the power.
      if (this.#isFile) await this.#handle.datasync();
      return this.bytes + text.length;
    } catch (error) {
      throw new RejectsUnwritable(this.file, error);
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }

  /** Takes away what an import that was stopped wrote of a chunk that was not stored. */
  async #open(): Promise<FileHandle> {
    const handle = await open(this.file, 'a', 0o600);
    const found = await handle.stat();
    this.#isFile = found.isFile();
    if (found.size > this.bytes && this.#isFile) await handle.truncate(this.bytes);
    else this.bytes = found.size;
    return handle;
  }
}
