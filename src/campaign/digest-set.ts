import { createHash } from 'node:crypto';

/** Bytes of a digest. */
export const digestSize = 16;

/** 128 bits of the SHA-256 of a text: two texts of one digest are not to be met. */
export function digestOf(text: string): Buffer {
  // Of a text it comes out of Node's pool; a digest in octets is a block of memory of its own, each time.
  const octets = createHash('sha256').update(text, 'utf16le').digest('binary');
  return Buffer.from(octets.slice(0, digestSize), 'binary');
}

const words = digestSize / 4;
const smallest = 1 << 10;

/**
 * A set of digests in 16 bytes each and nothing besides: a million of them takes 32 megabytes at most, where a set
 * of texts would take hundreds. An open-addressing table, doubled at four fifths; a digest is its own hash.
 *
 * @example new DigestSet().add(digestOf('ann@example.com')) // true: it was not there
 */
export class DigestSet {
  #table = new Uint32Array(smallest * words);
  #slots = smallest;
  #size = 0;
  #hasZero = false;

  get size(): number {
    return this.#size;
  }

  /** @returns whether it was not there before */
  add(digest: Buffer): boolean {
    const [a, b, c, d] = wordsOf(digest);
    if ((a | b | c | d) === 0) return this.#addZero();
    const at = this.#find(a, b, c, d);
    if (at < 0) return false;
    this.#put(at, a, b, c, d);
    this.#size++;
    if (this.#size > this.#slots * 0.8) this.#grow();
    return true;
  }

  has(digest: Buffer): boolean {
    const [a, b, c, d] = wordsOf(digest);
    return (a | b | c | d) === 0 ? this.#hasZero : this.#find(a, b, c, d) < 0;
  }

  /** An empty slot is four zeros, so that the digest of zeros has a place of its own. */
  #addZero(): boolean {
    const added = !this.#hasZero;
    this.#hasZero = true;
    if (added) this.#size++;
    return added;
  }

  /** The slot that is free for it; -1 where it is there. */
  #find(a: number, b: number, c: number, d: number): number {
    const table = this.#table;
    for (let slot = a & (this.#slots - 1); ; slot = (slot + 1) & (this.#slots - 1)) {
      const at = slot * words;
      const first = table[at];
      if (first === a && table[at + 1] === b && table[at + 2] === c && table[at + 3] === d) return -1;
      if (first === 0 && table[at + 1] === 0 && table[at + 2] === 0 && table[at + 3] === 0) return at;
    }
  }

  #put(at: number, a: number, b: number, c: number, d: number): void {
    this.#table[at] = a;
    this.#table[at + 1] = b;
    this.#table[at + 2] = c;
    this.#table[at + 3] = d;
  }

  #grow(): void {
    const old = this.#table;
    this.#slots *= 2;
    this.#table = new Uint32Array(this.#slots * words);
    for (let at = 0; at < old.length; at += words) {
      const [a, b, c, d] = [old[at] ?? 0, old[at + 1] ?? 0, old[at + 2] ?? 0, old[at + 3] ?? 0];
      if ((a | b | c | d) !== 0) this.#put(this.#find(a, b, c, d), a, b, c, d);
    }
  }
}

const wordsOf = (digest: Buffer): readonly [number, number, number, number] => [
  digest.readUInt32LE(0),
  digest.readUInt32LE(4),
  digest.readUInt32LE(8),
  digest.readUInt32LE(12),
];
