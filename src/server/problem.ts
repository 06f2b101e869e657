import { type DiagnosticJson, TemplateError, toJson } from '../index.js';

export type ProblemStatus = 400 | 401 | 404 | 405 | 413 | 415 | 422 | 500 | 503;

const titles: Readonly<Record<ProblemStatus, string>> = {
  400: 'The request is wrong',
  401: 'The token is missing or wrong',
  404: 'There is no such thing',
  405: 'The method is not for this address',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'The template has errors',
  500: 'The request could not be served',
  503: 'The server cannot take the request now',
};

/**
 * A request that cannot be served, as RFC 9457 tells it. The detail holds names and places of what was sent, never
 * values of records.
 *
 * @example throw new Problem(415, 'media-type', 'send JSON')
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: ProblemStatus,
    /** The last part of the problem's type: `template`. */
    readonly kind: string,
    readonly detail: string,
    readonly more: {
      readonly diagnostics?: readonly DiagnosticJson[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
  }

  /** The `application/problem+json` document. */
  json(requestId: string): Readonly<Record<string, unknown>> {
    const { status, kind, detail, more } = this;
    return {
      type: `urn:snippetry:problem:${kind}`,
      title: titles[status],
      status,
      detail,
      requestId,
      ...(more.diagnostics && { diagnostics: more.diagnostics }),
    };
  }
}

export const busy = (kind: string, detail: string): Problem =>
  new Problem(503, kind, detail, { headers: { 'retry-after': '1' } });

/** What a fault is told as. Words of databases may hold values: they are for who runs the server. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof TemplateError)) {
    return new Problem(500, 'internal', 'this should not have happened');
  }
  const diagnostics = error.diagnostics.map(toJson);
  const missing = error.diagnostics.find(
    ({ code, source }) => code === 'unknown-template' && source.name === 'template name',
  );
  if (missing) {
    const detail = missing.help === undefined ? missing.message : `${missing.message}: ${missing.help}`;
    return new Problem(404, 'unknown-template', detail, { diagnostics });
  }
  const [first] = error.diagnostics;
  return new Problem(422, 'template', first?.message ?? 'the template has errors', { diagnostics });
}
