const marked = new WeakSet<object>();

/** A function that a template may call, without arguments. */
export type Callable = (...args: readonly never[]) => unknown;

/**
 * Lets templates call `fn`: a lookup that finds it answers with its result. Without the mark a function is
 * as absent as any other name, so that no method is ever run by a template.
 *
 * @param fn is called without arguments, on the object that holds it
 * @returns the same function
 * @example { receiver: { greeting: markCallable(() => 'Good morning') } } // {{ receiver.greeting }}
 */
export function markCallable<F extends Callable>(fn: F): F {
  marked.add(fn);
  return fn;
}

export function isCallable(value: unknown): value is () => unknown {
  return typeof value === 'function' && marked.has(value);
}
