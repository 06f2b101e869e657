import { timingSafeEqual } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { Call, ClientGone, type RequestLog } from './call.js';
import { checkTemplate } from './check.js';
import { document } from './document.js';
import { busy, Problem, problemOf } from './problem.js';
import { type RenderRequest, renderLines, renderOne, templateOf } from './render.js';
import { requestOf } from './request.js';
import { checkBody, renderBody } from './schemas.js';
import { jsonText } from './shown.js';
import { Tenant, type TenantOptions, tokenHash } from './tenant.js';

export interface ServerOptions {
  readonly tenants: readonly TenantOptions[];
  /** Bytes of a request's body; 1,000,000 by default. */
  readonly maxBody?: number;
  /** Milliseconds that a request may take, its answer's lines among them; 30,000 by default. */
  readonly timeLimit?: number;
  /** Requests that are answered at once; 50 by default. */
  readonly maxRunning?: number;
  /** Is told of every request once it is over. */
  readonly onRequest?: (log: RequestLog) => void;
  /** Is told of what the answer does not tell. */
  readonly onFault?: (error: unknown, requestId: string) => void;
}

export interface RenderServer {
  readonly app: OpenAPIHono<Env>;
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Refuses new requests, and waits until those that are being answered are over. */
  stop(): Promise<void>;
}

export interface Env {
  readonly Variables: { readonly call: Call };
}

/**
 * Renders templates for services in other languages: `POST /v1/render`, `POST /v1/check`, `/healthz`. Its OpenAPI
 * document is at `/openapi.json`.
 *
 * @throws {TypeError} for tenants without tokens, tokens that two tenants have, engine options that mean nothing
 * @example
 * const server = createServer({ tenants: [{ name: 'acme', tokenHashes: [tokenHash('secret')], engine: { source } }] });
 * await server.fetch(new Request('http://localhost/healthz'));
 */
export function createServer(options: ServerOptions): RenderServer {
  const { maxBody = 1_000_000, timeLimit = 30_000, maxRunning = 50, onRequest, onFault } = options;
  const tenantOf = authority(options.tenants);
  const app = new OpenAPIHono<Env>({ strict: false });
  const running = new Set<Call>();
  let stopping = false;
  let idle: (() => void) | undefined;

  app.use(async (c, next) => {
    const served = paths.has(c.req.path) ? c.req.path : '*';
    const over = (log: RequestLog) => {
      running.delete(call);
      if (running.size === 0) idle?.();
      onRequest?.(log);
    };
    const call: Call = new Call(c.req.raw, served, timeLimit, over, onFault);
    c.set('call', call);
    c.header('x-request-id', call.id);
    await next();
    if (!call.streams) call.end(c.res.status);
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (_, methods) => {
        const allow = methods.join(', ');
        throw new Problem(405, 'method', `the method is none of ${allow}`, { headers: { allow } });
      },
    }),
  );
  app.use('/v1/*', async (c, next) => {
    const { call } = c.var;
    if (stopping) throw busy('stopping', 'the server is stopping');
    call.tenant = tenantOf(c);
    if (running.size >= maxRunning) throw busy('busy', `${maxRunning} requests are being answered`);
    running.add(call);
    await next();
  });
  app.use('/v1/*', bodyLimit({ maxSize: maxBody, onError: () => tooLarge(maxBody) }));

  app.post('/v1/render', async (c) => {
    const { call } = c.var;
    const request: RenderRequest = await requestOf(c, renderBody, call.signal);
    const template = await templateOf(known(call), request);
    if (request.receivers === undefined) {
      return c.body(await renderOne(template, request, call), 200, { 'content-type': 'application/json' });
    }
    return c.body(renderLines(template, request, call), 200, { 'content-type': 'application/x-ndjson' });
  });
  app.post('/v1/check', async (c) => {
    const { call } = c.var;
    const checked = await checkTemplate(known(call), await requestOf(c, checkBody, call.signal));
    return c.body(jsonText(checked), 200, { 'content-type': 'application/json' });
  });
  app.get('/healthz', (c) => c.json({ status: stopping ? 'stopping' : 'ok' }, stopping ? 503 : 200));
  document(app);

  app.notFound((c) => answer(c, new Problem(404, 'address', 'there is nothing at this address')));
  app.onError((error, c) => {
    const { call } = c.var as Partial<Env['Variables']>;
    const reason = call?.signal.aborted ? call.signal.reason : error;
    const problem = reason instanceof ClientGone ? busy('client-gone', 'nobody waits') : problemOf(reason);
    if (problem.status === 500) onFault?.(error, call?.id ?? '');
    return answer(c, problem);
  });
  return {
    app,
    fetch: (request) => app.fetch(request),
    stop: async () => {
      stopping = true;
      if (running.size === 0) return;
      await new Promise<void>((resolve) => {
        idle = resolve;
      });
    },
  };
}

const paths: ReadonlySet<string> = new Set(['/v1/render', '/v1/check', '/healthz', '/openapi.json']);

function answer(c: Context<Env>, problem: Problem): Response {
  const id = c.var.call?.id ?? '';
  const headers = { 'content-type': 'application/problem+json', ...problem.more.headers };
  return c.body(jsonText(problem.json(id)), problem.status, headers);
}

function tooLarge(maxBody: number): never {
  // What is left of the body is not read, so that nothing else can come behind it.
  const headers = { connection: 'close' };
  throw new Problem(413, 'body-size', `the body is larger than ${maxBody} bytes`, { headers });
}

function known({ tenant }: Call): Tenant {
  if (tenant === undefined) throw new Error('a request without a tenant');
  return tenant;
}

/** Finds the tenant whose token a request carries. Every token is compared, in the same time whatever they hold. */
function authority(given: readonly TenantOptions[]): (c: Context<Env>) => Tenant {
  const tokens: { readonly hash: Buffer; readonly tenant: Tenant }[] = [];
  const taken = new Set<string>();
  for (const options of given) {
    if (options.tokenHashes.length === 0) throw new TypeError(`the tenant ${options.name} has no token`);
    const tenant = new Tenant(options);
    for (const text of options.tokenHashes) {
      const hash = text.toLowerCase();
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new TypeError('a token hash must be 64 hexadecimal digits');
      if (taken.has(hash)) throw new TypeError(`a token of the tenant ${options.name} is given twice`);
      taken.add(hash);
      tokens.push({ hash: Buffer.from(hash, 'hex'), tenant });
    }
  }
  return ({ req }) => {
    const token = /^Bearer +(\S+) *$/i.exec(req.header('authorization') ?? '')?.[1];
    const sent = Buffer.from(tokenHash(token ?? ''), 'hex');
    let found: Tenant | undefined;
    for (const { hash, tenant } of tokens) if (timingSafeEqual(hash, sent)) found = tenant;
    if (token !== undefined && found) return found;
    const detail = 'send the token in the header Authorization: Bearer …';
    throw new Problem(401, 'token', detail, { headers: { 'www-authenticate': 'Bearer' } });
  };
}
