import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Row, readBody } from './body.js';
import { Problem } from './problem.js';

/**
 * The body of a request that its schema takes: the value itself, since the schema's copy would lose a key `__proto__`.
 *
 * @throws {Problem} 400 with every field that is wrong
 */
export async function requestOf(c: Context, schema: z.ZodType, signal: AbortSignal): Promise<Row> {
  const body = await readBody(c, signal);
  const read = schema.safeParse(body);
  if (read.success) return body;
  const faults = read.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'body'}: ${message}`,
  );
  throw new Problem(400, 'body', [...new Set(faults)].slice(0, 20).join('; '));
}
