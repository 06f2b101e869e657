import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { timingSafeEqual } from 'hono/utils/buffer';
import { version } from '../../package.json';
import { RepeatedKey, type Store, StoreError } from '../sources/store.js';
import { companies } from './companies.js';
import { countertop } from './countertop.js';
import { deals } from './deals.js';
import { events } from './events.js';
import { answer, type Operation, register } from './operation.js';
import { productEvents } from './product-events.js';
import { products } from './products.js';
import { ReadFailed } from './read.js';
import { Refusal, refuse } from './refusal.js';
import { throttle } from './throttle.js';
import { users } from './users.js';
import { workflow } from './workflow.js';

export interface CrmOptions {
  /** What `Authorization: Token …` and `X-Api-Key` must hold. */
  readonly token: string;
  /** The clock of `created_at` and `updated_at`; that of this machine by default. */
  readonly now?: () => Date;
  /** Requests a second; 10 by default, as User.com has it, 0 for any number. */
  readonly rate?: number;
  /** Bytes of a request's body; 1,000,000 by default. */
  readonly maxBody?: number;
  /** Is told of what the answer does not tell: a database that fails. */
  readonly onFault?: (error: unknown) => void;
}

const operations: readonly Operation[] = [
  ...users,
  ...events,
  ...deals,
  ...products,
  ...productEvents,
  ...companies,
  ...workflow,
  ...countertop,
];

/**
 * A small CRM over a store: the addresses of User.com's API and of Countertop's that senders of orders use,
 * to try templates and integrations against. Its OpenAPI document is at `/openapi.json`.
 *
 * @returns a Hono application: `app.fetch` serves it, `app.request` tries it without a port
 * @example const app = createCrm(store, { token: 'secret' });
 *          await app.request('/api/public/deals/', { headers: { authorization: 'Token secret' } })
 */
export function createCrm(store: Store, options: CrmOptions): OpenAPIHono {
  const { token, now = () => new Date(), rate = 10, maxBody = 1_000_000, onFault } = options;
  if (token === '') throw new TypeError('the token of a CRM must not be empty');
  const app = new OpenAPIHono({ strict: false });
  const pass = throttle(rate, () => now().getTime());
  const guard =
    (header: string, scheme: string): MiddlewareHandler =>
    async (c, next) => {
      await authorize(c, header, scheme, token);
      pass();
      await next();
    };
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allow = methods.join(', ');
        return answer(c, 405, { errors: { method: [`is none of ${allow}`] } }, { allow });
      },
    }),
  );
  app.use('/api/public/*', guard('authorization', 'Token '));
  app.use('/api/v1/*', guard('x-api-key', ''));
  app.use('/api/*', bodyLimit({ maxSize: maxBody, onError: () => tooLarge(maxBody) }));
  for (const operation of operations) register(app, operation, { store, now });
  document(app);
  app.notFound((c) => answer(c, 404, { errors: { address: ['there is nothing at this address'] } }));
  app.onError((error, c) => {
    const refusal = refusalOf(error);
    if (refusal.status >= 500) onFault?.(error);
    return answer(c, refusal.status, { errors: refusal.faults }, refusal.headers);
  });
  return app;
}

async function authorize({ req }: Context, header: string, scheme: string, token: string): Promise<void> {
  const given = req.header(header);
  const written = header === 'authorization' ? 'Authorization: Token …' : 'X-Api-Key: …';
  if (given === undefined) throw unauthorized(header, `send the token in the header ${written}`, scheme);
  const sent = given.toLowerCase().startsWith(scheme.toLowerCase()) ? given.slice(scheme.length).trim() : '';
  if (!(await timingSafeEqual(sent, token))) throw unauthorized(header, 'the token is wrong', scheme);
}

const unauthorized = (header: string, text: string, scheme: string): Refusal =>
  new Refusal(401, { [header]: [text] }, scheme === '' ? {} : { 'www-authenticate': scheme.trim() });

function tooLarge(maxBody: number): never {
  throw refuse(413, 'body', `is larger than ${maxBody} bytes`);
}

/** What a fault is told as. The words of a database may hold values: they are for who runs the server. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof RepeatedKey) return refuse(400, error.field, error.message);
  if (error instanceof StoreError || error instanceof ReadFailed) {
    const text = 'the database could not be used';
    if (error.retryable) return new Refusal(503, { server: [`${text}; try again`] }, { 'retry-after': '1' });
    return refuse(500, 'server', text);
  }
  return refuse(500, 'server', 'this should not have happened');
}

function document(app: OpenAPIHono): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'Token, a space, and the token',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Api-Key',
  });
  const description = 'A small CRM to try templates against: the addresses of User.com and Countertop.';
  let made: ReturnType<typeof app.getOpenAPI31Document> | undefined;
  app.get('/openapi.json', (c) => {
    made ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Snippetry CRM', version, description },
    });
    return c.json(made);
  });
}
