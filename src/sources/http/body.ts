import { SourceText } from '../../diagnostics/source-text.js';
import { parseJson } from '../../values/json.js';

/** A page of a hundred records is a thousandth of it; more is no answer to a page. */
const mostBytes = 64 * 1024 * 1024;

/** A body as a value, or what is wrong with it: `is not JSON`. No word of the body is in the wording. */
export type ReadBody = { readonly value: unknown } | { readonly fault: string };

/** Reads a response's JSON, every digit of its numbers kept. */
export async function readBody(response: Response): Promise<ReadBody> {
  const bytes = await readBytes(response);
  if (bytes === undefined) return { fault: `is longer than ${mostBytes / 1024 / 1024} MB` };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'is not UTF-8 text' };
  }
  const start = text.trimStart();
  if (start === '') return { fault: 'is empty' };
  if (start.startsWith('<')) return { fault: 'is an HTML page, not JSON' };
  const parsed = parseJson(new SourceText('answer', text));
  if ('value' in parsed) return parsed;
  const twice = parsed.diagnostics.some(({ code }) => code === 'duplicate-key');
  return { fault: twice ? 'has a key twice in one object' : 'is not valid JSON' };
}

async function readBytes(response: Response): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.byteLength;
    if (length > mostBytes) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(read.value);
  }
  return Buffer.concat(chunks);
}
