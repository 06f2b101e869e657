import type { Entity, Field, FieldType, RecordModel, Relation } from './model.js';

/** The API's numbers 1, 2 and 3 are documented ("1 = in progress, 2 = won, 3 = lost"); 0 and 4 are LANGUAGE §4's. */
export const dealStatuses: ReadonlyMap<string, number> = new Map([
  ['abandoned', 0],
  ['in_progress', 1],
  ['won', 2],
  ['lost', 3],
  ['archived', 4],
]);

/** The documented closed list of what may happen to a product. */
export const productEventTypes = [
  'add to cart',
  'purchase',
  'liking',
  'add to observation',
  'order',
  'reservation',
  'return',
  'view',
  'click',
  'detail',
  'add',
  'remove',
  'checkout',
  'checkout option',
  'refund',
  'promo click',
] as const;

const id: Field = { name: 'id', type: 'id' };
const customId: Field = { name: 'custom_id', type: 'string' };
const stamps = fields('datetime', 'created_at', 'updated_at');
const userFields: readonly Field[] = [
  { name: 'user_id', type: 'id', aliases: ['contact_id'] },
  { name: 'user_custom_id', type: 'string', aliases: ['contact_custom_id'] },
];
const companyFields: readonly Field[] = [
  { name: 'company_id', type: 'id' },
  { name: 'company_custom_id', type: 'string' },
];
const productFields: readonly Field[] = [
  { name: 'product_id', type: 'id' },
  { name: 'product_custom_id', type: 'string' },
];

const contactKeys = { id: 'user_id', custom_id: 'user_custom_id' } as const;
const companyKeys = { id: 'company_id', custom_id: 'company_custom_id' } as const;

const contactRelation: Relation = {
  name: 'contact',
  entity: 'contact',
  keys: [
    { local: 'user_id', remote: 'id' },
    { local: 'user_custom_id', remote: 'custom_id' },
  ],
};
const companyRelation: Relation = {
  name: 'company',
  entity: 'company',
  keys: [
    { local: 'company_id', remote: 'id' },
    { local: 'company_custom_id', remote: 'custom_id' },
  ],
};
const productRelation: Relation = {
  name: 'product',
  entity: 'product',
  keys: [
    { local: 'product_id', remote: 'id' },
    { local: 'product_custom_id', remote: 'custom_id' },
  ],
};
const pipelineRelation: Relation = {
  name: 'pipeline',
  entity: 'pipeline',
  keys: [{ local: 'pipeline', remote: 'id' }],
};

const none = { relations: [], owners: {}, derived: [], parts: {} } as const;

/** An item of `deal.order_products`: the receipt as it was sent. `product` is the product as it is now. */
export const orderLine: RecordModel = {
  ...none,
  name: 'order_line',
  plural: 'order_lines',
  fields: [
    ...productFields,
    { name: 'quantity', type: 'decimal' },
    { name: 'value', type: 'money', currency: 'currency' },
    { name: 'currency', type: 'string' },
  ],
  relations: [productRelation],
};

const deal: RecordModel = {
  name: 'deal',
  plural: 'deals',
  fields: [
    id,
    customId,
    { name: 'name', type: 'string' },
    { name: 'value', type: 'money', currency: 'currency', aliases: ['volume'] },
    { name: 'currency', type: 'string' },
    { name: 'value_usd', type: 'money', fixedCurrency: 'USD', convertedFrom: 'value' },
    { name: 'status', type: 'integer', choices: dealStatuses },
    { name: 'stage', type: 'id', aliases: ['step_id', 'stage_id'] },
    { name: 'pipeline', type: 'id', aliases: ['department_id', 'pipeline_id'] },
    ...stamps,
    { name: 'expected_close_date', type: 'date' },
    ...fields('datetime', 'won_at', 'lost_at'),
    ...fields('string', 'loss_reason', 'loss_reason_description'),
    ...userFields,
    ...companyFields,
    { name: 'assignee', type: 'any', aliases: ['employee_name', 'employee_id'] },
    ...fields('any', 'assigned_to', 'activities_status'),
    ...fields('list', 'participants', 'tags', 'customers'),
    { name: 'products_custom_id', type: 'list', aliases: ['products_custom_ids', 'product_custom_ids'] },
    { name: 'order_products', type: 'list' },
  ],
  relations: [
    contactRelation,
    companyRelation,
    pipelineRelation,
    { name: 'stage', entity: 'stage', keys: [{ local: 'stage', remote: 'id' }] },
    {
      name: 'products',
      entity: 'product',
      many: true,
      keys: [{ local: 'products_custom_id', remote: 'custom_id' }],
    },
    { name: 'tasks', entity: 'task', many: true, keys: [] },
  ],
  owners: { contact: { ...contactKeys, list: 'customers' }, company: companyKeys },
  derived: ['status_name', 'stage_name', 'pipeline_name'],
  parts: { order_products: () => orderLine },
};

/** Every kind of record: the one place where its standard fields, keys and relations are written down. */
export const models: Readonly<Record<Entity, RecordModel>> = {
  contact: {
    ...none,
    name: 'contact',
    plural: 'contacts',
    fields: [
      id,
      customId,
      ...fields('string', 'email', 'first_name', 'last_name', 'name'),
      { name: 'phone_number', type: 'string', aliases: ['phone'] },
      ...companyFields,
      ...fields('string', 'language', 'time_zone', 'gender', 'city', 'region', 'country'),
      ...stamps,
      { name: 'last_seen', type: 'datetime' },
      { name: 'unsubscribed', type: 'boolean' },
      { name: 'tags', type: 'list' },
    ],
    relations: [companyRelation],
    owners: { company: companyKeys },
  },
  company: {
    ...none,
    name: 'company',
    plural: 'companies',
    fields: [id, customId, ...fields('string', 'name', 'website', 'city', 'country'), ...stamps],
  },
  pipeline: {
    ...none,
    name: 'pipeline',
    plural: 'pipelines',
    fields: [id, customId, ...fields('string', 'name')],
  },
  stage: {
    ...none,
    name: 'stage',
    plural: 'stages',
    fields: [
      id,
      customId,
      { name: 'name', type: 'string' },
      { name: 'pipeline', type: 'id', aliases: ['pipeline_id', 'department_id'] },
      { name: 'order', type: 'integer' },
    ],
    relations: [pipelineRelation],
  },
  product: {
    ...none,
    name: 'product',
    plural: 'products',
    fields: [
      id,
      customId,
      ...fields('string', 'name', 'description', 'product_url', 'image_url'),
      { name: 'price', type: 'money', currency: 'currency' },
      { name: 'special_price', type: 'money', currency: 'currency' },
      ...fields('string', 'currency', 'target_group', 'brand_name', 'category', 'city', 'country'),
      ...stamps,
    ],
  },
  deal,
  task: {
    ...none,
    name: 'task',
    plural: 'tasks',
    fields: [
      id,
      customId,
      { name: 'deal_id', type: 'id' },
      { name: 'deal_custom_id', type: 'string' },
      ...fields('string', 'kind', 'title'),
      { name: 'due_at', type: 'datetime' },
      { name: 'done', type: 'boolean' },
      { name: 'assignee', type: 'any' },
      ...userFields,
      ...stamps,
    ],
    relations: [
      contactRelation,
      {
        name: 'deal',
        entity: 'deal',
        keys: [
          { local: 'deal_id', remote: 'id' },
          { local: 'deal_custom_id', remote: 'custom_id' },
        ],
      },
    ],
    owners: { contact: contactKeys },
  },
  event: {
    ...none,
    name: 'event',
    plural: 'events',
    fields: [
      id,
      { name: 'name', type: 'string' },
      { name: 'data', type: 'map' },
      { name: 'timestamp', type: 'datetime', aliases: ['created_at', 'time'] },
      ...userFields,
    ],
    relations: [contactRelation],
    owners: { contact: contactKeys },
  },
  product_event: {
    ...none,
    name: 'product_event',
    plural: 'product_events',
    fields: [
      id,
      { name: 'event_type', type: 'string', words: productEventTypes },
      { name: 'created_at', type: 'datetime', aliases: ['timestamp'] },
      { name: 'custom_data', type: 'map', aliases: ['data'] },
      ...productFields,
      ...userFields,
    ],
    relations: [contactRelation, productRelation],
    owners: { contact: contactKeys },
  },
};

/** In the order in which one may name another: what is named comes first. */
export const entities = [
  'company',
  'contact',
  'pipeline',
  'stage',
  'product',
  'deal',
  'task',
  'event',
  'product_event',
] as const satisfies readonly Entity[];

function fields(type: FieldType, ...names: string[]): Field[] {
  return names.map((name) => ({ name, type }));
}
