import { z } from '@hono/zod-openapi';
import { models } from '../data/entities.js';
import { fieldNamed, own, readField } from '../data/fields.js';
import { isRow, keyText } from '../data/keys.js';
import type { Row } from '../data/request.js';
import type { DataSource } from '../data/source.js';
import { customersOf } from './countertop-customers.js';
import { firstStep } from './countertop-departments.js';
import type { Editing } from './editing.js';
import type { Call, Operation } from './operation.js';
import { cursor, perPage, read, sizeOf } from './pages.js';
import { get } from './read.js';
import { refuse } from './refusal.js';
import { change } from './resource.js';
import { email, id, key, must, text } from './schemas.js';
import { uuidV7 } from './uuid.js';

const address = '/api/v1/integration/deals';

const volume = z
  .custom<number>(Number.isSafeInteger, must('must be a whole number: currency units'))
  .openapi({ type: 'integer' });

const customer = z.looseObject(
  { id: id.nullish(), last_name: key, first_name: text.nullish(), email: email.nullish() },
  must('must be an object'),
);

const changes = {
  name: key.optional(),
  volume: volume.optional(),
  note: text.nullish(),
  customers: z.array(customer, { error: 'must be a list' }).optional(),
  employee_id: key.nullish(),
  employee_name: text.nullish(),
  step_id: key.optional(),
};

const sent = z.looseObject({ ...changes, name: key, volume }).openapi('countertop_deal_sent');
const patch = z.looseObject(changes).openapi('countertop_deal_changed');

const deal = z
  .looseObject({
    id,
    name: text.nullable(),
    volume: volume.nullable(),
    customers: z.array(z.looseObject({ id })),
  })
  .openapi('countertop_deal');

const headers = z.object({ 'x-department-id': key.openapi({ description: 'the department of the deals' }) });

const part = { tag: 'countertop', headers } as const;

export const countertop: readonly Operation[] = [
  {
    ...part,
    method: 'post',
    path: address,
    summary: 'A new deal in the department’s first step',
    body: sent,
    status: 201,
    answer: deal,
    run: (call) => change(call, (editing) => create(call, editing)),
  },
  {
    ...part,
    method: 'get',
    path: address,
    summary: 'Pages of the department’s deals',
    query: z.strictObject({ cursor, ...perPage }),
    answer: z.object({ data: z.array(deal), next_cursor: z.string().nullable() }),
    run: async ({ store, query, header }) => {
      const where = [{ path: ['pipeline'], lookup: 'exact', value: header('x-department-id') }] as const;
      const selection = { entity: 'deal', where } as const;
      const { rows, next } = await read(store.source, selection, query.cursor, sizeOf(query.per_page));
      return { data: rows.map(shown), next_cursor: next ?? null };
    },
  },
  {
    ...part,
    method: 'get',
    path: `${address}/{id}`,
    summary: 'One deal',
    answer: deal,
    run: async (call) => shown(await find(call, call.store.source)),
  },
  {
    ...part,
    method: 'patch',
    path: `${address}/{id}`,
    summary: 'Change a deal; what is omitted keeps its value',
    body: patch,
    answer: deal,
    run: (call) => change(call, (editing) => update(call, editing)),
  },
];

async function create(call: Call, editing: Editing): Promise<Row> {
  const department = call.header('x-department-id');
  const { name, volume: units, note = null, customers } = call.body;
  const stamp = sixDigits(call.now);
  const row: Row = {
    id: uuidV7(Date.parse(call.now)),
    name,
    volume: units,
    employee_id: call.body.employee_id ?? null,
    employee_name: call.body.employee_name ?? null,
    step_id: call.body.step_id ?? (await firstStep(editing, department)),
    department_id: department,
    note,
    created_at: stamp,
    updated_at: stamp,
    customers: await customersOf(editing, customers),
  };
  await editing.writer.put('deal', [row]);
  return row;
}

async function update(call: Call, editing: Editing): Promise<Row> {
  const stored = await find(call, editing.writer.source);
  const { customers } = call.body;
  const given = Object.keys(changes).filter(
    (name) => name !== 'customers' && own(call.body, name) !== undefined,
  );
  const row = Object.fromEntries([
    ...Object.entries(shown(stored)),
    // What only the other interface knows of a deal stays.
    ...Object.entries(stored).filter(([name]) => !isShown(name)),
    ...given.map((name) => [name, own(call.body, name)] as const),
    ...(customers === undefined ? [] : [['customers', await customersOf(editing, customers)] as const]),
    ['updated_at', sixDigits(call.now)],
  ]);
  await editing.writer.put('deal', [row]);
  return shown(row);
}

/** A deal of another department is not there. */
async function find({ part: name, header }: Call, source: DataSource): Promise<Row> {
  const row = await get(source, 'deal', 'id', name('id'));
  const department = row && keyText(standard(row, 'pipeline'));
  if (row && department === header('x-department-id')) return row;
  throw refuse(404, 'id', 'there is no deal with this id in the department');
}

/** Countertop's names of a deal's fields, in its order, and ours. */
const names: readonly (readonly [name: string, field: string])[] = [
  ['id', 'id'],
  ['name', 'name'],
  ['volume', 'value'],
  ['employee_id', 'employee_id'],
  ['employee_name', 'employee_name'],
  ['step_id', 'stage'],
  ['department_id', 'pipeline'],
  ['note', 'note'],
  ['created_at', 'created_at'],
  ['updated_at', 'updated_at'],
];

/** A stored deal as Countertop shows it, whichever interface it came by. */
function shown(row: Row): Row {
  const customers = own(row, 'customers');
  return {
    ...Object.fromEntries(
      names.map(([name, field]) => [name, own(row, name) ?? standard(row, field) ?? null]),
    ),
    customers: Array.isArray(customers) ? customers.filter(isRow) : [],
  };
}

/** Whether a name of a stored row is, in some spelling, among what is shown. */
function isShown(name: string): boolean {
  const field = fieldNamed(models.deal, name)?.name ?? name;
  return name === 'customers' || names.some(([, shownField]) => shownField === field || shownField === name);
}

function standard(row: Row, name: string): unknown {
  const field = fieldNamed(models.deal, name);
  return field?.name === name ? readField(row, field) : own(row, name);
}

/** Countertop writes six digits of a second. */
const sixDigits = (iso: string): string => iso.replace(/Z$/, '000Z');
