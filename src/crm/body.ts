import type { Context } from 'hono';
import { isRow } from '../data/keys.js';
import type { Row } from '../data/request.js';
import { SourceText } from '../diagnostics/source-text.js';
import { rowValue } from '../sources/row-value.js';
import { parseJson } from '../values/json.js';
import { malformed, refuse } from './refusal.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON object that a request carries, with every digit of its numbers: what the framework's own reader
 * makes of 149.90 is 149.9.
 *
 * @throws {Refusal} 415 where it is no JSON, 400 where it cannot be read
 */
export async function readBody({ req }: Context): Promise<Row> {
  const type = req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw refuse(415, 'content-type', 'send JSON, with the header Content-Type: application/json');
  }
  const encoding = req.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw refuse(415, 'content-encoding', 'send the body uncompressed');
  const bytes = await req.arrayBuffer();
  const read = parseJson(new SourceText('body', decode(bytes)));
  if ('diagnostics' in read) throw malformed(read.diagnostics);
  const value = rowValue(read.value);
  if (!isRow(value)) throw refuse(400, 'body', 'must be a JSON object: names and their values');
  return value;
}

function decode(bytes: ArrayBuffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw refuse(400, 'body', 'is not UTF-8');
  }
}
