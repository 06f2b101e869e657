import { comparable, isEmpty } from '../../data/comparable.js';
import { models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import type { Entity, Field, RecordModel } from '../../data/model.js';
import type { Condition, ListRequest, Owner } from '../../data/request.js';
import type { Applied } from '../../data/source.js';
import { storable } from '../storable.js';
import { cellOf, columnsOf } from './columns.js';

/** How the rows of an owner are found: by a column of the table, or through the list of a deal's customers. */
export interface Branch {
  readonly kind: 'column' | 'customers';
  readonly column: string;
  readonly param: string;
}

export interface Test {
  readonly column: string;
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'in';
  readonly param: string;
}

export interface Cut {
  readonly column: string;
  readonly direction: 1 | -1;
  readonly limit: number;
}

/** All that makes up a statement but its values: requests that share it are answered by one statement. */
export interface Shape {
  readonly entity: Entity;
  /** Whose rows; absent for everybody's. None of them: the owner has no key, so it has no rows. */
  readonly branches?: readonly Branch[];
  readonly tests: readonly Test[];
  /** The first or last `limit` rows by a column, then by id. */
  readonly cut?: Cut;
  /** Fields by whose order columns the statement filters or sorts. */
  readonly trusted: readonly string[];
}

export interface Plan {
  readonly shape: Shape;
  readonly params: Readonly<Record<string, unknown>>;
  readonly applied: Applied;
}

/**
 * What of a request SQLite can do with certainty as `select` does it; the rest is left to the engine. The
 * limit is only pushed down where filter and order are.
 *
 * @param inexact whether some stored value of a field is not fully told by its order column
 */
export function planList(request: ListRequest, inexact: (field: string) => boolean): Plan {
  const model = models[request.entity];
  const params: Record<string, unknown> = {};
  const tests: Test[] = [];
  const trusted = new Set<string>();
  const bind = (value: unknown): string => {
    const name = `p${Object.keys(params).length}`;
    params[name] = value;
    return name;
  };
  const column = (field: Field): string | undefined => {
    if (inexact(field.name)) return undefined;
    return columnsOf(model).find((one) => one.field === field)?.order;
  };

  const branches =
    request.owner &&
    branchesOf(model, request.owner, bind, (list) => {
      const known = inexact(list);
      if (!known) trusted.add(list);
      return known;
    });
  let filtered = true;
  for (const condition of request.where) {
    const test = planCondition(model, condition, request.timeZone, column);
    if (!test) filtered = false;
    else {
      trusted.add(test.field.name);
      tests.push({ column: test.column, operator: test.operator, param: bind(test.value) });
    }
  }
  if (request.window) {
    const { from, to } = request.window;
    const field = fieldNamed(model, request.window.field);
    const name = field?.type === 'datetime' ? column(field) : undefined;
    if (field && name !== undefined && Number.isFinite(from) && Number.isFinite(to)) {
      trusted.add(field.name);
      tests.push({ column: name, operator: '>=', param: bind(from) });
      tests.push({ column: name, operator: '<=', param: bind(to) });
    } else filtered = false;
  }
  const orderField = fieldNamed(model, request.order.field);
  const orderName = filtered && orderField && !inexact('id') ? column(orderField) : undefined;
  const { limit } = request;
  const cut = orderField !== undefined && orderName !== undefined && limit !== undefined;
  if (cut) trusted.add(orderField.name).add('id');
  return {
    shape: {
      entity: request.entity,
      ...(branches && { branches }),
      tests,
      ...(cut && { cut: { column: orderName, direction: request.order.direction, limit } }),
      trusted: [...trusted],
    },
    params,
    applied: { filter: filtered, order: cut, limit: cut },
  };
}

/** @param listed whether some row has an owner in such a list, which hardly any database has */
function branchesOf(
  model: RecordModel,
  owner: Owner,
  bind: (value: unknown) => string,
  listed: (field: string) => boolean,
): Branch[] {
  const fields = model.owners[owner.entity];
  if (!fields) return [];
  const branches: Branch[] = [];
  const add = (kind: Branch['kind'], column: string, value: unknown) => {
    if (value !== undefined) branches.push({ kind, column, param: bind(value) });
  };
  const id = keyCell(owner.id);
  const customId = owner.custom_id !== undefined && storable(owner.custom_id) ? owner.custom_id : undefined;
  const email = owner.email !== undefined && storable(owner.email) ? owner.email : undefined;
  add('column', fields.id, id);
  add('column', fields.custom_id, customId);
  if (fields.list !== undefined && listed(fields.list)) {
    add('customers', 'contact_id', id);
    add('customers', 'email', email);
  }
  return branches;
}

const idField: Field = { name: 'id', type: 'id' };

/** A key as its column holds it: whole numbers as numbers, everything else as text. */
export function keyCell(value: unknown): string | number | undefined {
  const key = comparable(idField, value, 'UTC');
  return key && cellOf(key.value);
}

const operators = { exact: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

interface PlannedTest {
  readonly field: Field;
  readonly column: string;
  readonly operator: Test['operator'];
  readonly value: unknown;
}

function planCondition(
  model: RecordModel,
  { path, lookup, value }: Condition,
  zone: string,
  column: (field: Field) => string | undefined,
): PlannedTest | undefined {
  const field = path.length === 1 ? fieldNamed(model, path[0]) : undefined;
  const name = field && column(field);
  if (!field || name === undefined) return undefined;
  const read = (one: unknown): string | number | undefined => {
    const converted = comparable(field, one, zone);
    // Keys mix numbers and text: only equality is the same there on both sides.
    if (field.type === 'id' && lookup !== 'exact' && lookup !== 'in') return undefined;
    return converted && cellOf(converted.value);
  };
  if (lookup === 'in') {
    const given = (Array.isArray(value) ? value : [value]).filter((one) => !isEmpty(one));
    const cells = given.map(read);
    return cells.includes(undefined) ? undefined : { field, column: name, operator: 'in', value: cells };
  }
  if (!Object.hasOwn(operators, lookup)) return undefined;
  const cell = read(value);
  if (cell === undefined) return undefined;
  return { field, column: name, operator: operators[lookup as keyof typeof operators], value: cell };
}
