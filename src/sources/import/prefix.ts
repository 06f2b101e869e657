import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const blockSize = 1024 * 1024;

/** The hash of a file's beginning, which grows with the part of it that has been imported. */
export class Prefix {
  constructor(
    private hash: Hash = createHash('sha256'),
    private offset = 0,
  ) {}

  /** SHA-256 in hexadecimal of the bytes before `offset`, which is never smaller than in the call before. */
  async digest(handle: FileHandle, offset: number): Promise<string> {
    const block = Buffer.allocUnsafe(Math.max(1, Math.min(blockSize, offset - this.offset)));
    while (this.offset < offset) {
      const size = Math.min(block.length, offset - this.offset);
      const { bytesRead } = await handle.read(block, 0, size, this.offset);
      if (bytesRead === 0) break;
      this.hash.update(block.subarray(0, bytesRead));
      this.offset += bytesRead;
    }
    return this.hash.copy().digest('hex');
  }

  copy(): Prefix {
    return new Prefix(this.hash.copy(), this.offset);
  }
}
