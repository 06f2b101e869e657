/** The longest time that a timer of Node takes. */
export const longest = 2 ** 31 - 1;

/**
 * Resolves after a time.
 *
 * @param milliseconds at most 24 days; less than 1 is none
 * @throws the signal's reason, as soon as it is aborted
 */
export function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (!(milliseconds >= 1)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(milliseconds, longest),
    );
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** What `work` gives, unless the signal is aborted before: its reason is thrown then, whatever `work` does. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
