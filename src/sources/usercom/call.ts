import { models } from '../../data/entities.js';
import { readAttribute } from '../../data/fields.js';
import { isRow, keyText } from '../../data/keys.js';
import type { Entity } from '../../data/model.js';
import type { DataRequest, GetRequest, ListRequest, Owner, Row, StatsRequest } from '../../data/request.js';
import { nothingApplied } from '../../data/select.js';
import type { DataAnswer } from '../../data/source.js';
import { sendable } from '../http/checks.js';
import type { JsonClient } from '../http/client.js';
import { readPages } from '../http/pages.js';
import { errorAnswer, type FailedReply, failed, type Reply } from '../http/reply.js';
import { byEmail, type Endpoint, everybodys, ownersList, single } from './endpoints.js';
import { usercomPage } from './page.js';
import { usercomRow } from './rows.js';
import { TakenRows } from './taken-rows.js';

export interface CallOptions {
  readonly client: JsonClient;
  /** `https://acme.user.com/api/public/` */
  readonly base: URL;
  readonly pageSize: number;
  readonly maxPages: number;
  readonly signal: AbortSignal | undefined;
}

type Rows = { readonly kind: 'rows'; readonly rows: readonly Row[] } | FailedReply;

const none: Rows = { kind: 'rows', rows: [] };

/** One call of `fetch`: what several of its requests need of the service is asked for once. */
export class UsercomCall {
  readonly #options: CallOptions;
  readonly #lists = new Map<string, Promise<Rows>>();

  constructor(options: CallOptions) {
    this.#options = options;
  }

  async answer(request: DataRequest): Promise<DataAnswer> {
    if (!Object.hasOwn(models, request.entity)) return { error: 'there are no records of this kind' };
    const found = await (request.kind === 'get' ? this.#find(request) : this.#list(request));
    return found.kind === 'failed' ? errorAnswer(found) : { rows: found.rows, applied: nothingApplied };
  }

  async #find({ entity, key, value }: GetRequest): Promise<Rows> {
    if (key === 'email') return entity === 'contact' ? this.#contactByEmail(value) : none;
    if (!sendable(value)) return none;
    const endpoint = single(entity, key, value);
    if (endpoint) {
      const reply = await this.#get(endpoint);
      return this.#onlyWith(entity, key, value, endpoint, reply);
    }
    const list = everybodys(entity);
    if (!list)
      return failed(`${this.#options.client.service}'s API does not show an ${entity} by its ${key}`);
    const all = await this.#pages(entity, list);
    if (all.kind === 'failed') return all;
    return { kind: 'rows', rows: all.rows.filter((row) => has(entity, row, key, value)).slice(0, 1) };
  }

  /** A single record, if it is the one that was asked for: a service may find `07` under 7. */
  #onlyWith(entity: Entity, key: GetRequest['key'], value: string, endpoint: Endpoint, reply: Reply): Rows {
    if (reply.kind === 'failed') return reply;
    if (reply.kind === 'missing') return none;
    const row = usercomRow(entity, reply.value);
    if (!row) return this.#options.client.unreadable(endpoint.shown, 'is no record');
    return has(entity, row, key, value) ? { kind: 'rows', rows: [row] } : none;
  }

  async #contactByEmail(email: string): Promise<Rows> {
    // A receiver's name is tried as a custom_id and as an address: what can be none is not asked for.
    if (!sendable(email) || !email.includes('@')) return none;
    for (const endpoint of byEmail(email)) {
      const reply = await this.#get(endpoint);
      if (reply.kind === 'failed') return reply;
      if (reply.kind === 'missing') continue;
      const page = isRow(reply.value) && !Array.isArray(reply.value.results) ? [reply.value] : undefined;
      const read = page ? { items: page } : usercomPage(reply.value, this.#url(endpoint));
      if ('fault' in read) return this.#options.client.unreadable(endpoint.shown, read.fault);
      const rows = read.items.map((item) => usercomRow('contact', item));
      const found = rows.find((row) => row && has('contact', row, 'email', email));
      if (found) return { kind: 'rows', rows: [found] };
    }
    return none;
  }

  async #list(request: ListRequest | StatsRequest): Promise<Rows> {
    const { entity, owner } = request;
    if (request.kind === 'list' && request.limit === 0) return none;
    if (owner) return this.#ofOwner(entity, owner);
    const endpoint = everybodys(entity, request);
    if (endpoint) return this.#pages(entity, endpoint);
    return failed(
      `${this.#options.client.service}'s API lists the ${models[entity].plural} of one contact only`,
    );
  }

  /** By its e-mail address alone no record of the API names an owner. */
  async #ofOwner(entity: Entity, owner: Owner): Promise<Rows> {
    const endpoint = models[entity].owners[owner.entity] && ownersList(entity, owner);
    return endpoint ? this.#pages(entity, endpoint, owner) : none;
  }

  #pages(entity: Entity, endpoint: Endpoint, owner?: Owner): Promise<Rows> {
    const first = this.#url(endpoint);
    first.searchParams.set('page_size', String(this.#options.pageSize));
    const known = this.#lists.get(first.href);
    if (known) return known;
    const fresh = this.#readPages(entity, endpoint, first, owner);
    this.#lists.set(first.href, fresh);
    return fresh;
  }

  async #readPages(entity: Entity, endpoint: Endpoint, first: URL, owner: Owner | undefined): Promise<Rows> {
    const { client, maxPages, signal } = this.#options;
    const taken = new TakenRows(entity, owner);
    const take = (items: readonly unknown[]) => taken.take(items);
    const { shown } = endpoint;
    const end = await readPages({
      client,
      first,
      endpoint: shown,
      maxPages,
      signal,
      pageOf: usercomPage,
      take,
    });
    if (end.kind === 'failed') return end;
    if (end.kind === 'all') return { kind: 'rows', rows: taken.rows };
    // An owner that is not there has no records; a list that is not there is a wrong address.
    return owner ? none : client.unreadable(shown, 'is 404: is the address right?');
  }

  #get(endpoint: Endpoint): Promise<Reply> {
    const { client, signal } = this.#options;
    return client.get(this.#url(endpoint), endpoint.shown, signal);
  }

  #url({ path, query }: Endpoint): URL {
    const url = new URL(path, this.#options.base);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    return url;
  }
}

const has = (entity: Entity, row: Row, key: GetRequest['key'], value: string): boolean =>
  keyText(readAttribute(models[entity], row, key)) === value;
