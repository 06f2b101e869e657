import { expect } from 'vitest';
import { type CrmOptions, createCrm } from '../../src/crm/index.js';
import { SourceText } from '../../src/diagnostics/source-text.js';
import { rowValue } from '../../src/sources/row-value.js';
import type { Store } from '../../src/sources/store.js';
import { parseJson } from '../../src/values/json.js';
import { MemoryStore } from './memory-store.js';

export const token = 'a-token-of-the-tests';
const authorized = { authorization: `Token ${token}`, 'x-api-key': token };

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer, its numbers with their digits. */
  readonly json: unknown;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
}

/** It is the same for every CRM. */
let document: Document | undefined;

/** A CRM over an empty store, and a clock that only tests move. */
export class TriedCrm {
  now = new Date('2025-06-25T10:00:00Z');
  readonly app;

  constructor(
    readonly store: Store = new MemoryStore(),
    options: Partial<CrmOptions> = {},
  ) {
    this.app = createCrm(store, { token, rate: 0, now: () => this.now, ...options });
  }

  get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    this.ask('GET', path, undefined, headers);
  post = (path: string, body: unknown) => this.ask('POST', path, body);
  put = (path: string, body: unknown) => this.ask('PUT', path, body);
  patch = (path: string, body: unknown) => this.ask('PATCH', path, body);

  /**
   * Asks, and holds that the answer's status is one that the OpenAPI document names.
   *
   * @param path behind `/api/public`, unless it begins with `/api`
   * @param body sent as it is where it is text, else as JSON
   */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Told> {
    const address = /^(?:\/api|http)/.test(path) ? path : `/api/public${path}`;
    const response = await this.app.request(address, {
      method,
      headers: {
        ...authorized,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const read = text === '' ? { value: undefined } : parseJson(new SourceText('answer', text));
    const json = 'value' in read ? rowValue(read.value) : undefined;
    const declared = await this.#declared(method, new URL(address, 'http://localhost').pathname);
    if (declared) expect(declared).toContain(String(response.status));
    return { status: response.status, headers: response.headers, text, json };
  }

  /** The statuses that the document names for an operation; undefined for an address that it does not have. */
  async #declared(method: string, pathname: string): Promise<readonly string[] | undefined> {
    document ??= (await (await this.app.request('/openapi.json')).json()) as Document;
    for (const [path, item] of Object.entries(document.paths)) {
      const pattern = new RegExp(`^${path.replace(/\/$/, '').replace(/\{\w+\}/g, '[^/]+')}/?$`);
      const operation = item[method.toLowerCase()];
      if (operation && pattern.test(pathname)) return Object.keys(operation.responses);
    }
    return undefined;
  }
}

/** What the errors of an answer are about. */
export const faultsOf = ({ json }: Told): unknown =>
  typeof json === 'object' && json !== null && 'errors' in json ? json.errors : undefined;
