import type { Frame } from './frame.js';

/** The blocks that are open, and what could still close or divide one of them, without a search. */
export class BlockStack {
  readonly #frames: Frame[] = [];
  readonly #ends = new Map<string, number>();
  readonly #branches = new Map<string, number>();

  get depth(): number {
    return this.#frames.length;
  }

  get top(): Frame | undefined {
    return this.#frames.at(-1);
  }

  /** Whether any open block ends with a tag of that name. */
  ends(name: string): boolean {
    return (this.#ends.get(name) ?? 0) > 0;
  }

  /** Whether any open block has a branch of that name. */
  divides(name: string): boolean {
    return (this.#branches.get(name) ?? 0) > 0;
  }

  push(frame: Frame): void {
    this.#frames.push(frame);
    this.#count(frame, 1);
  }

  pop(): void {
    const frame = this.#frames.pop();
    if (frame) this.#count(frame, -1);
  }

  #count(frame: Frame, change: number): void {
    add(this.#ends, frame.end, change);
    for (const branch of frame.syntax?.body?.branches ?? []) add(this.#branches, branch.name, change);
  }
}

function add(counts: Map<string, number>, name: string, change: number): void {
  counts.set(name, (counts.get(name) ?? 0) + change);
}

export function hasBranch(frame: Frame, name: string): boolean {
  return frame.syntax?.body?.branches?.some((branch) => branch.name === name) ?? false;
}
