import type { Context } from 'hono';
import { parseJson, rowValue, SourceText, toJson } from '../index.js';
import { Problem } from './problem.js';

export type Row = Readonly<Record<string, unknown>>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON object that a request carries, with every digit of its numbers.
 *
 * @throws {Problem} 415 where it is no JSON, 400 with the place where it cannot be read
 */
export async function readBody({ req }: Context, signal: AbortSignal): Promise<Row> {
  const type = req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Problem(415, 'media-type', 'send JSON, with the header Content-Type: application/json');
  }
  const encoding = req.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw new Problem(415, 'media-type', 'send the body uncompressed');
  const text = decoded(await until(signal, req.arrayBuffer()));
  const read = parseJson(new SourceText('body', text));
  if ('diagnostics' in read) {
    const diagnostics = read.diagnostics.map(toJson);
    const [first] = diagnostics;
    const place = first ? `${first.message}, at line ${first.start.line}, column ${first.start.column}` : '';
    throw new Problem(400, 'json', place, { diagnostics });
  }
  const value = rowValue(read.value);
  if (isObject(value)) return value;
  throw new Problem(400, 'body', 'the body must be a JSON object: names and their values');
}

/** JSON's objects, and no number that keeps its digits. */
export const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function decoded(bytes: ArrayBuffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem(400, 'body', 'the body is not UTF-8');
  }
}

/** What is waited for, or the reason why there is no more waiting. */
export function until<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
