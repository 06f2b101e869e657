import type { FileHandle } from 'node:fs/promises';

/** Bytes that are read at once, and that are there to look at before anything is said of a file. */
export const readSize = 256 * 1024;

/** The part of a file that is looked at. It grows only as far as one row is long. */
export class Window {
  data: Buffer = Buffer.alloc(0);
  /** Whether `data` reaches to the end of the file. */
  last = false;

  constructor(
    readonly handle: FileHandle,
    /** The offset in the file of the first byte of `data`. */
    public base: number,
  ) {}

  /** Forgets the bytes before `from` (of `data`) and reads on: twice as many as are kept, so that looking at them again and again stays linear. */
  async more(from: number): Promise<void> {
    const kept = this.data.subarray(from);
    const size = Math.max(readSize, kept.length);
    const data = Buffer.allocUnsafe(kept.length + size);
    kept.copy(data);
    const { bytesRead } = await this.handle.read(data, kept.length, size, this.base + this.data.length);
    this.base += from;
    this.data = data.subarray(0, kept.length + bytesRead);
    this.last = bytesRead === 0;
  }
}
