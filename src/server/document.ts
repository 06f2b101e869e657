import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { version } from '../../package.json';
import { checkBody, checked, health, outcome, problem, renderBody } from './schemas.js';
import type { Env } from './server.js';

const faults = {
  400: 'The body cannot be read or a field is wrong; it says where',
  401: 'The token is missing or wrong',
  404: 'There is no template of this name',
  405: 'The method is not for this address; allow names those that are',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'The template has errors: the diagnostics',
  500: 'The request could not be served',
  503: 'It took too long, the server is busy, or it is stopping: type says which',
} as const;

const refused = Object.fromEntries(
  Object.entries(faults).map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: problem } } },
  ]),
);

const json = (schema: z.ZodType) => ({ 'application/json': { schema } });

/** Puts the OpenAPI document at `/openapi.json`. */
export function document(app: OpenAPIHono<Env>): void {
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  const post = (path: string, summary: string, body: z.ZodType, content: object) =>
    createRoute({
      method: 'post',
      path,
      summary,
      security: [{ token: [] }],
      request: { body: { content: json(body), required: true } },
      responses: { 200: { description: 'OK', content }, ...refused },
    });
  registry.registerPath(
    post('/v1/render', 'Render a template for one receiver, or a line each for several', renderBody, {
      ...json(outcome),
      'application/x-ndjson': { schema: outcome },
    }),
  );
  registry.registerPath(
    post('/v1/check', 'Tell what is wrong with a template and what it reads', checkBody, json(checked)),
  );
  registry.registerPath(
    createRoute({
      method: 'get',
      path: '/healthz',
      summary: 'Whether requests are taken',
      security: [],
      responses: {
        200: { description: 'Ready', content: json(health) },
        503: { description: 'Stopping', content: json(health) },
      },
    }),
  );
  const description = 'Renders templates over CRM records into messages.';
  let made: ReturnType<typeof app.getOpenAPI31Document> | undefined;
  app.get('/openapi.json', (c) => {
    made ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Snippetry', version, description },
    });
    return c.json(made);
  });
}
