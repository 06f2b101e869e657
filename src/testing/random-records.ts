import { models } from '../data/entities.js';
import { fieldNamed, own } from '../data/fields.js';
import { keyText } from '../data/keys.js';
import type { Entity, Field, RecordModel } from '../data/model.js';
import type { Row } from '../data/request.js';
import type { Tables } from '../sources/memory.js';
import { references } from '../sources/rows/references.js';
import type { Arbitrary, FastCheck } from './fast-check.js';
import { customNames, type RandomValues, randomValues } from './random-values.js';

/** A row before it has its keys, and numbers that decide them. */
interface Sketch {
  readonly values: Row;
  readonly custom: readonly (readonly [string, unknown])[];
  readonly draw: readonly [id: number, custom: number, spelling: number, link: number];
}

type Sketches = Readonly<Record<Entity, readonly Sketch[]>>;

const sizes: Readonly<Record<Entity, number>> = {
  company: 2,
  contact: 4,
  pipeline: 2,
  stage: 2,
  product: 3,
  deal: 12,
  task: 4,
  event: 5,
  product_event: 5,
};

/**
 * Random records of every kind that name one another. Half of the sets are tidy, with values of their
 * attributes' types, as most real data is; the others hold anything anywhere, in every spelling.
 */
export function randomTables(fc: FastCheck): Arbitrary<Tables> {
  const values = randomValues(fc);
  return fc.oneof(sketches(fc, values, true), sketches(fc, values, false)).map(tablesOf);
}

function sketches(fc: FastCheck, values: RandomValues, tidy: boolean): Arbitrary<Sketches> {
  const some = (entity: Entity) =>
    fc.array(sketch(fc, values, models[entity], tidy), {
      maxLength: sizes[entity],
      ...(entity === 'contact' && { minLength: 1 }),
      size: 'max',
    });
  return fc.record({
    company: some('company'),
    contact: some('contact'),
    pipeline: some('pipeline'),
    stage: some('stage'),
    product: some('product'),
    deal: some('deal'),
    task: some('task'),
    event: some('event'),
    product_event: some('product_event'),
  });
}

function sketch(fc: FastCheck, values: RandomValues, model: RecordModel, tidy: boolean): Arbitrary<Sketch> {
  const fields: Record<string, Arbitrary<unknown>> = {};
  const special = specials(fc, values);
  const required: string[] = [];
  for (const field of model.fields) {
    if (linked.has(field.name) || field.name === 'email') continue;
    const typed = special[field.name] ?? typedValues(fc, values, field, tidy);
    if (clocks.has(field.name)) {
      required.push(field.name);
      fields[field.name] = tidy
        ? values.instants
        : fc.oneof(values.instants, values.moments, fc.constant('soon'));
    } else fields[field.name] = tidy || special[field.name] ? typed : fc.oneof(typed, typed, values.anything);
  }
  const small = fc.nat({ max: 59 });
  return fc.record({
    values: fc.record(fields, { requiredKeys: required }),
    custom: fc.array(
      fc.tuple(fc.constantFrom(...customNames), fc.oneof(values.anything, values.lists, values.maps)),
      { maxLength: 3 },
    ),
    draw: fc.tuple(tidy ? fc.constant(0) : small, small, tidy ? fc.constant(0) : small, small),
  });
}

/** What sources of files fill in where it is not set, and so must be set. */
const clocks = new Set(['created_at', 'updated_at', 'timestamp']);

function typedValues(fc: FastCheck, values: RandomValues, { type, choices }: Field, tidy: boolean) {
  switch (type) {
    case 'id':
      return fc.constantFrom<unknown>(1, '1', 'new', 13);
    case 'integer':
      return choices ? fc.integer({ min: 0, max: 4 }) : values.smallNumbers;
    case 'string':
      return tidy ? values.plainTexts : values.texts;
    case 'boolean':
      return fc.boolean();
    case 'date':
      return values.dates;
    case 'datetime':
      return tidy ? values.instants : values.moments;
    case 'decimal':
    case 'money':
      return tidy ? fc.oneof(values.smallNumbers, values.numbers) : values.numbers;
    case 'list':
      return values.lists;
    case 'map':
      return values.maps;
    case 'any':
      return fc.oneof(values.plainTexts, values.maps);
  }
}

/** Attributes that mean something in one form alone. */
function specials(fc: FastCheck, values: RandomValues): Readonly<Record<string, Arbitrary<unknown>>> {
  const sku = fc.constantFrom('SKU-1', 'SKU-2', 'gone');
  const productId = fc.constantFrom<unknown>(1, '2', 99);
  const line = fc.record(
    {
      product_id: productId,
      product_custom_id: sku,
      value: values.numbers,
      currency: fc.constantFrom('USD', 'JPY'),
      quantity: values.numbers,
    },
    { requiredKeys: [] },
  );
  return {
    currency: fc.constantFrom('USD', 'PLN', 'usd', 'JPY', ''),
    category: fc.constantFrom('Shoes', 'shoes', ''),
    products_custom_id: fc.array(sku, { maxLength: 2 }),
    order_products: fc.array(line, { maxLength: 2 }),
    customers: fc.constantFrom([{ id: 1 }], [{ email: 'c0@example.com' }, { id: '3' }], []),
    product_id: productId,
    product_custom_id: sku,
    event_type: fc.constantFrom('view', 'add to cart', 'purchase'),
  };
}

/** Keys are drawn when all records are there, so that they are unique and name something. */
const linked = new Set<string>([
  'id',
  'custom_id',
  ...references.flatMap(({ id, custom_id }) => [id, custom_id]),
]);

function tablesOf(all: Sketches): Tables {
  const companies = all.company.map((one, index) => rowOf(models.company, one, index, {}));
  const contacts = all.contact.map((one, index) => rowOf(models.contact, one, index, { company: companies }));
  const deals = all.deal.map((one, index) =>
    rowOf(models.deal, one, index, { company: companies, contact: contacts }),
  );
  const rows = (entity: Entity) =>
    all[entity].map((one, index) => rowOf(models[entity], one, index, { contact: contacts, deal: deals }));
  return {
    companies,
    contacts,
    pipelines: rows('pipeline'),
    stages: rows('stage'),
    products: rows('product'),
    deals,
    tasks: rows('task'),
    events: rows('event'),
    product_events: rows('product_event'),
  };
}

type Named = Readonly<Partial<Record<'contact' | 'company' | 'deal', readonly Row[]>>>;

function rowOf(model: RecordModel, { values, custom, draw }: Sketch, index: number, named: Named): Row {
  const [id, customId, spelling, link] = draw;
  const entries: (readonly [string, unknown])[] = [['id', ids(index)[id % 5]]];
  if (fieldNamed(model, 'custom_id')) entries.push(['custom_id', customIds(model, index)[customId % 6]]);
  if (fieldNamed(model, 'email') && customId % 2 === 0) {
    entries.push(['email', `${index % 2 === 0 ? 'c' : 'C'}${index >> 1}@example.com`]);
  }
  for (const [position, keys] of references.entries()) {
    const records = named[keys.entity];
    const record = records?.[(link + position) % (records.length + 1)];
    if (!record || !fieldNamed(model, keys.id)) continue;
    entries.push([keys.id, own(record, 'id')], [keys.custom_id, own(record, 'custom_id')]);
  }
  entries.push(...Object.entries(values));
  const spelt = entries
    .filter(([name, value]) => value !== undefined && !(linked.has(name) && keyText(value) === undefined))
    .map(([name, value], position) => [spellingOf(model, name, spelling + position), value] as const);
  return Object.fromEntries([...spelt, ...custom]);
}

/** In every form in which a payload has an id, each unlike those of other rows. */
const ids = (index: number): readonly unknown[] => [
  index + 1,
  String(index + 1),
  `uuid-${index}`,
  `0${index + 1}`,
  2 ** 53 - 1 - index,
];

/** Neighbours differ by a letter's case alone; a product has the SKUs that order lines name. */
function customIds({ name }: RecordModel, index: number): readonly unknown[] {
  if (name === 'product')
    return [
      `SKU-${index + 1}`,
      `sku-${index}`,
      `SKU-${index + 1}`,
      700 + index,
      `"'${index}`,
      `SKU-${index + 1}`,
    ];
  return [
    `${index % 2 === 0 ? 'c' : 'C'}${index >> 1}`,
    undefined,
    5000 + index,
    `Ł${index}😀`,
    `o'hara ${index}`,
    `${index % 2 === 0 ? 'c' : 'C'}${index >> 1}`,
  ];
}

/** One of the spellings that payloads use; `id` has but one. */
function spellingOf(model: RecordModel, name: string, draw: number): string {
  const spellings = [name, ...(fieldNamed(model, name)?.aliases ?? [])];
  return spellings[draw % spellings.length] ?? name;
}
