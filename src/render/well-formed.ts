import type { DataRequest } from '../data/request.js';
import type { DataAnswer } from '../data/source.js';

/**
 * What a source or a loader gave, one answer a request. Both are other people's programs: what they got
 * wrong fails the requests that it concerns, never the batch.
 *
 * @throws {TypeError} where the answers cannot be told apart
 */
export function oneEach(answers: unknown, count: number, giver: string): readonly unknown[] {
  if (!Array.isArray(answers)) throw new TypeError(`${giver} did not give a list of answers`);
  if (answers.length !== count) {
    throw new TypeError(`${giver} gave ${answers.length} answers where ${count} were asked for`);
  }
  return answers;
}

/** The same answer, or an error where it is none. */
export function wellFormed(answer: unknown, request: DataRequest): DataAnswer {
  if (!isObject(answer)) return { error: 'the source gave an answer that is no object' };
  if (typeof answer.error === 'string') return answer as unknown as DataAnswer;
  if (Array.isArray(answer.stats)) {
    if (request.kind !== 'stats') return { error: 'the source gave numbers where records were asked for' };
    return answer.stats.every(isObject)
      ? (answer as unknown as DataAnswer)
      : { error: 'the source gave a group of numbers that is no object' };
  }
  if (!Array.isArray(answer.rows)) return { error: 'the source gave an answer without rows' };
  if (!answer.rows.every(isObject)) return { error: 'the source gave a row that is no object' };
  if (!isObject(answer.applied)) return { error: 'the source did not say what it applied' };
  return answer as unknown as DataAnswer;
}

/** Waits for work that may not heed the signal itself. */
export async function unlessAborted<T>(work: PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
