/** Who waits for a signal. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal comes, by one listener however many wait for it: a fetch runs a statement for each
 * shape of its requests, and Node warns of a leak from the eleventh listener on.
 *
 * @returns takes the call back
 */
export function onAbort(signal: AbortSignal | undefined, call: () => void): () => void {
  if (!signal) return () => undefined;
  const known = waiting.get(signal);
  const calls = known ?? new Set<() => void>();
  if (!known) {
    waiting.set(signal, calls);
    const all = () => {
      for (const one of [...calls]) one();
    };
    signal.addEventListener('abort', all, { once: true });
  }
  calls.add(call);
  return () => calls.delete(call);
}
