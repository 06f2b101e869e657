/** Items in batches, read only when a batch is wanted. From a plain iterable a batch is there at once. */
export class Batches<T> {
  readonly #items: Iterator<T> | AsyncIterator<T>;
  readonly #async: boolean;
  #ended = false;
  #reading = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    items: Iterable<T> | AsyncIterable<T>,
    readonly size: number,
  ) {
    this.#async = Symbol.asyncIterator in items;
    this.#items = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  }

  /**
   * The next batch, in the order of the items; empty after the last. What came before an item that threw is
   * a batch of its own.
   *
   * @throws what reading an item threw, once all before it was given
   */
  next(): readonly T[] | Promise<readonly T[]> {
    if (this.#failure) throw this.#failure.error;
    if (this.#ended) return [];
    return this.#async ? this.#read() : this.#take();
  }

  /** Lets go of the items. One that is being read is not waited for: it may never come. */
  async close(): Promise<void> {
    if (this.#ended || this.#failure) return;
    this.#ended = true;
    const closed = Promise.resolve(this.#items.return?.());
    if (this.#reading) closed.catch(() => undefined);
    else await closed;
  }

  #take(): readonly T[] {
    const batch: T[] = [];
    try {
      while (batch.length < this.size && !this.#ended)
        this.#add(batch, this.#items.next() as IteratorResult<T>);
    } catch (error) {
      this.#keep(error, batch);
    }
    return batch;
  }

  async #read(): Promise<readonly T[]> {
    const batch: T[] = [];
    this.#reading = true;
    try {
      while (batch.length < this.size && !this.#ended) this.#add(batch, await this.#items.next());
    } catch (error) {
      this.#keep(error, batch);
    } finally {
      this.#reading = false;
    }
    return batch;
  }

  #add(batch: T[], step: IteratorResult<T>): void {
    if (step.done) this.#ended = true;
    else batch.push(step.value);
  }

  #keep(error: unknown, batch: readonly T[]): void {
    this.#failure = { error };
    if (batch.length === 0) throw error;
  }
}

/** What is done with each batch. */
export interface Stages<T, P, R> {
  /** Fetches what a batch needs; runs while the batch before it is finished and consumed. */
  readonly prepare: (batch: readonly T[], signal: AbortSignal) => Promise<P>;
  readonly finish: (prepared: P) => Promise<readonly R[]>;
  readonly signal: AbortSignal | undefined;
}

/**
 * The results of all batches in order. While one batch is finished and consumed, the next is prepared, and no
 * more than that one. Whoever stops early ends the preparation, too.
 */
export async function* pipelined<T, P, R>(
  batches: Batches<T>,
  { prepare, finish, signal }: Stages<T, P, R>,
): AsyncGenerator<R, void, undefined> {
  const stop = new AbortController();
  const pass = (): void => stop.abort(signal?.reason);
  if (signal?.aborted) pass();
  else signal?.addEventListener('abort', pass, { once: true });
  const start = (): Promise<P | undefined> => {
    const begun = begin(batches, (batch) => prepare(batch, stop.signal));
    // A fault is told when the turn of its batch comes, which is never where the consumer has left.
    begun.catch(() => undefined);
    return begun;
  };
  let complete = false;
  let ahead = start();
  try {
    for (;;) {
      const prepared = await ahead;
      if (prepared === undefined) {
        complete = true;
        return;
      }
      stop.signal.throwIfAborted();
      ahead = start();
      yield* await finish(prepared);
    }
  } finally {
    signal?.removeEventListener('abort', pass);
    if (!complete) stop.abort();
    await batches.close();
  }
}

/** Not after an `await` where the batch is there already: its first call then goes out before anything else runs. */
async function begin<T, P>(
  batches: Batches<T>,
  prepare: (batch: readonly T[]) => Promise<P>,
): Promise<P | undefined> {
  const next = batches.next();
  const batch = next instanceof Promise ? await next : next;
  return batch.length === 0 ? undefined : prepare(batch);
}
