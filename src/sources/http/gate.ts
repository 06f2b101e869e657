import pThrottle from 'p-throttle';
import { untilAborted, wait } from './wait.js';

export interface GateOptions {
  /** No second has more of them; Infinity for no limit. */
  readonly requestsPerSecond: number;
  /** How many may be under way at a time. */
  readonly concurrency: number;
}

/**
 * What every request to one service passes: so many a second, so many at a time, and none while the service
 * wants to be left alone.
 */
export class Gate {
  readonly #turn: () => Promise<void>;
  readonly #queue: (() => void)[] = [];
  #free: number;
  #closedUntil = 0;

  constructor({ requestsPerSecond, concurrency }: GateOptions) {
    this.#free = concurrency;
    const now = async () => undefined;
    // Below one a second the interval is stretched: the throttle counts whole requests.
    const limit = Math.max(1, Math.floor(requestsPerSecond));
    this.#turn = Number.isFinite(requestsPerSecond)
      ? pThrottle({ limit, interval: (1000 * limit) / requestsPerSecond, strict: true })(now)
      : now;
  }

  /** Lets no further request through for a time. */
  close(milliseconds: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, Date.now() + milliseconds);
  }

  /** Milliseconds until requests are let through again. */
  get closedFor(): number {
    return Math.max(0, this.#closedUntil - Date.now());
  }

  /**
   * Does the work when its turn has come.
   *
   * @throws the signal's reason, where it is aborted while waiting
   */
  async pass<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    await this.#enter(signal);
    try {
      do {
        await wait(this.closedFor, signal);
        await untilAborted(this.#turn(), signal);
      } while (this.closedFor > 0);
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    let enter: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    this.#queue.push(enter);
    try {
      await untilAborted(entered, signal);
    } catch (error) {
      const at = this.#queue.indexOf(enter);
      // A place that was handed over in the same moment goes to the next.
      if (at >= 0) this.#queue.splice(at, 1);
      else this.#leave();
      throw error;
    }
  }

  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#free++;
  }
}
