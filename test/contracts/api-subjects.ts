import { createCrm } from '../../src/crm/index.js';
import { models } from '../../src/data/entities.js';
import { own, readAttribute } from '../../src/data/fields.js';
import { keyText } from '../../src/data/keys.js';
import type { OwnerFields } from '../../src/data/model.js';
import type { DataRequest, Row } from '../../src/data/request.js';
import type { DataSource } from '../../src/data/source.js';
import { countertopSource } from '../../src/sources/countertop/countertop.js';
import { memorySource, type Tables } from '../../src/sources/memory.js';
import type { Store } from '../../src/sources/store.js';
import { type Fetch, usercomSource } from '../../src/sources/usercom/usercom.js';
import type { Entity, SourceSubject } from '../../src/testing/index.js';

const token = 'contract';
const unlimited = Number.POSITIVE_INFINITY;

/** The client of User.com's API, over the CRM, which has the same endpoints. */
export const usercom: SourceSubject = {
  name: 'User.com',
  make: (tables) => client(crmFetch(tables)),
  carries: byUsercom,
  // The API shows the events of one contact at a time.
  refuses: (request: DataRequest) => request.entity === 'event' && (request.kind === 'get' || !request.owner),
  makeFailing: (tables, entity) => client(crmFetch(tables, places[entity])),
};

const client = (fetch: Fetch): DataSource =>
  usercomSource({ subdomain: 'contract', token, fetch, requestsPerSecond: unlimited, pageSize: 7 });

/** Where a kind of record is shown, and nothing else. */
const places: Readonly<Record<Entity, RegExp>> = {
  contact: /\/users(?:-by-id)?\/(?:[^/]+\/)?$/,
  company: /\/companies/,
  pipeline: /\/pipelines\//,
  stage: /\/stages\//,
  product: /\/products/,
  deal: /\/deals/,
  task: /\/tasks\//,
  event: /\/events\/$/,
  product_event: /\/product-events\//,
};

function crmFetch(tables: Tables, failing?: RegExp): Fetch {
  const app = createCrm(storeOf(tables), { token, rate: 0 });
  return async (address, { headers }) => {
    if (failing?.test(new URL(address).pathname)) return new Response('', { status: 500 });
    return app.request(address, { headers });
  };
}

/** A store that is only read. */
function storeOf(tables: Tables): Store {
  const refuse = async (): Promise<never> => {
    throw new Error('nothing is written here');
  };
  return {
    source: memorySource(tables),
    write: refuse,
    note: async () => undefined,
    close: async () => undefined,
  };
}

type Carry = (entity: Entity, row: Row, tables: Tables) => Row;

function mapped(tables: Tables, carry: Carry): Tables {
  return Object.fromEntries(
    (Object.keys(models) as Entity[]).map((entity) => {
      const name = models[entity].plural as keyof Tables;
      return [name, (tables[name] ?? []).map((row) => carry(entity, row, tables))];
    }),
  );
}

/** What means something else there: version 1's list of attributes, records inside records, Countertop's customers. */
const otherwise = new Set([
  'attributes',
  'products',
  'customers',
  'user',
  'contact',
  'person',
  'client',
  'product',
]);

/** What User.com holds: whoever a record names, it names by all keys. */
function byUsercom(tables: Tables): Tables {
  return mapped(tables, (entity, row) => {
    const fields = new Map(Object.entries(row).filter(([name]) => !otherwise.has(name)));
    for (const owner of ['contact', 'company'] as const) {
      const keys = models[entity].owners[owner];
      if (keys)
        nameWhole(entity, fields, row, keys, tables[owner === 'contact' ? 'contacts' : 'companies'] ?? []);
    }
    return Object.fromEntries(fields);
  });
}

function nameWhole(
  entity: Entity,
  fields: Map<string, unknown>,
  row: Row,
  keys: OwnerFields,
  owners: readonly Row[],
): void {
  const named = (key: 'id' | 'custom_id') => {
    const text = keyText(readAttribute(models[entity], row, keys[key]));
    return text === undefined ? undefined : owners.find((one) => keyText(own(one, key)) === text);
  };
  const owner = named('id') ?? named('custom_id');
  if (!owner) return;
  for (const key of ['id', 'custom_id'] as const) {
    const field = models[entity].fields.find(({ name }) => name === keys[key]);
    for (const name of [keys[key], ...(field?.aliases ?? [])]) fields.delete(name);
    if (own(owner, key) !== undefined) fields.set(keys[key], own(owner, key));
  }
}

const department = 'dep-1';

/** The client of Countertop's API, over the CRM. Deals and their customers are all that there is. */
export const countertop: SourceSubject = {
  name: 'Countertop',
  make: (tables) =>
    countertopSource({
      apiKey: token,
      departmentId: department,
      fetch: crmFetch(tables),
      requestsPerSecond: unlimited,
      pageSize: 7,
    }),
  carries: byCountertop,
  entities: ['deal', 'contact'],
};

/** What Countertop holds: the fields that it has, all of them in each deal, and contacts as customers. */
function byCountertop(tables: Tables): Tables {
  const contacts = (tables.contacts ?? []).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'company')),
  );
  const deals = (tables.deals ?? []).map((row): Row => {
    const read = (name: string) => readAttribute(models.deal, row, name) ?? null;
    const customers = contacts.filter((contact) =>
      (['id', 'custom_id'] as const).some((key) => {
        const named = keyText(read(`user_${key}`));
        return named !== undefined && named === keyText(own(contact, key));
      }),
    );
    const [employee_id, employee_name] = [own(row, 'employee_id') ?? null, own(row, 'employee_name') ?? null];
    return {
      id: row.id,
      name: read('name'),
      value: read('value'),
      employee_id,
      employee_name,
      assignee: employee_name ?? employee_id,
      stage: read('stage'),
      pipeline: department,
      note: own(row, 'note') ?? null,
      created_at: read('created_at'),
      updated_at: read('updated_at'),
      customers,
    };
  });
  const customers = new Set(deals.flatMap((deal) => deal.customers as Row[]));
  return { deals, contacts: contacts.filter((contact) => customers.has(contact)) };
}
