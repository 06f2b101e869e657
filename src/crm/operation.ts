import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Row } from '../data/request.js';
import { jsonText } from '../sources/row-value.js';
import type { Store } from '../sources/store.js';
import { readBody } from './body.js';
import { Refusal, type RefusalStatus } from './refusal.js';
import { problem } from './schemas.js';

/** One endpoint: its schemas make the OpenAPI document and check what is sent. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'put';
  /** With the parts that vary in braces: `/api/public/deals/{id}/`. Answered without the last slash too. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** 200 unless it is said. */
  readonly status?: 200 | 201;
  /** @throws {Refusal} */
  run(call: Call): Promise<unknown>;
}

/** A request that was checked. */
export interface Call {
  readonly store: Store;
  /** ISO 8601. */
  readonly now: string;
  readonly url: URL;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Empty for an operation without one. */
  readonly body: Row;
  /** A part of the path, decoded. */
  part(name: string): string;
  header(name: string): string;
}

const refusals: Readonly<Record<RefusalStatus, string>> = {
  400: 'A field is wrong; it is named',
  401: 'The token is missing or wrong',
  404: 'There is no such record',
  405: 'The method is not for this address; allow names those that are',
  413: 'The body is too large',
  415: 'The body is not JSON',
  429: 'Too many requests; retry-after says how many seconds to wait',
  500: 'The request could not be served',
  503: 'The database is busy; the same may succeed later',
};

/** Puts an operation into the application and into its OpenAPI document. */
export function register(
  app: OpenAPIHono,
  operation: Operation,
  context: { readonly store: Store; readonly now: () => Date },
): void {
  app.openAPIRegistry.registerPath(documented(operation));
  const path = operation.path.replace(/\{(\w+)\}/g, ':$1').replace(/\/$/, '');
  app.on(operation.method, [path], async (c) => {
    refuseRepeated(c.req.queries());
    const query = checked(operation.query, c.req.query(), 'query');
    checked(operation.headers, c.req.header(), 'header');
    const body = operation.body ? checked(operation.body, await readBody(c), 'body') : {};
    const value = await operation.run({
      store: context.store,
      now: context.now().toISOString(),
      url: new URL(c.req.url),
      query,
      body,
      part: (name) => c.req.param(name) ?? '',
      header: (name) => c.req.header(name) ?? '',
    });
    return answer(c, operation.status ?? 200, value);
  });
}

/** A value as JSON, its numbers with all their digits. */
export function answer(
  c: Context,
  status: 200 | 201 | RefusalStatus,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.body(jsonText(value), status, { 'content-type': 'application/json', ...headers });
}

/** The value itself, not the schema's copy of it, which would drop a key `__proto__` and lose digits. */
function checked<T>(schema: z.ZodType | undefined, value: T, part: 'query' | 'header' | 'body'): T {
  const read = schema?.safeParse(value);
  if (read === undefined || read.success) return value;
  const faults = new Map<string, string[]>();
  const add = (name: string, text: string) =>
    faults.set(name, [...new Set([...(faults.get(name) ?? []), text])]);
  for (const issue of read.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const name of issue.keys) add(name, issue.message);
    } else add(pathText(issue.path) || part, issue.message);
  }
  throw new Refusal(400, Object.fromEntries(faults));
}

/** Of two values of a parameter one would be left out. */
function refuseRepeated(given: Readonly<Record<string, readonly string[]>>): void {
  for (const [name, values] of Object.entries(given)) {
    if (values.length > 1) throw new Refusal(400, { [name]: ['is given twice'] });
  }
}

/** `order_products[0].value` */
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${String(step)}`))
    .join('');

function documented(operation: Operation) {
  const { method, path, summary, tag, query, headers, body, answer: schema, status = 200 } = operation;
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const json = (content: z.ZodType) => ({ 'application/json': { schema: content } });
  const may: readonly RefusalStatus[] = [
    ...(body || query || headers ? ([400] as const) : []),
    401,
    ...(parts.length > 0 || body ? ([404] as const) : []),
    405,
    ...(body ? ([413, 415] as const) : []),
    429,
    500,
    503,
  ];
  return createRoute({
    method,
    path,
    summary,
    tags: [tag],
    security: [path.startsWith('/api/v1/') ? { apiKey: [] } : { token: [] }],
    request: {
      ...(parts.length > 0 && {
        params: z.object(Object.fromEntries(parts.map((part) => [part, z.string()]))),
      }),
      ...(query && { query }),
      ...(headers && { headers }),
      ...(body && { body: { content: json(body), required: true } }),
    },
    responses: {
      [status]: { description: status === 201 ? 'Created' : 'OK', content: json(schema) },
      ...Object.fromEntries(
        may.map((code) => [code, { description: refusals[code], content: json(problem) }]),
      ),
    },
  });
}
