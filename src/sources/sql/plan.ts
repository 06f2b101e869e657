import { comparable } from '../../data/comparable.js';
import { models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import type { Entity, Field, RecordModel } from '../../data/model.js';
import type { ListRequest, Owner, StatsRequest } from '../../data/request.js';
import type { Applied } from '../../data/source.js';
import { storable } from '../storable.js';
import { cellOf } from './columns.js';
import type { FactOf, Facts } from './facts.js';
import { conditionTest } from './plan-condition.js';
import { type Knowledge, placeOfCustom, placeOfField } from './plan-place.js';
import type {
  Branch,
  Dialect,
  ListShape,
  Param,
  Params,
  ParamType,
  Place,
  StatsShape,
  Test,
} from './shape.js';

export interface ListPlan {
  readonly shape: ListShape;
  readonly params: Params;
  readonly applied: Applied;
}

export interface StatsPlan {
  readonly shape: StatsShape;
  readonly params: Params;
}

/**
 * What of a request the database can do with certainty as `select` does it; the rest is left to the engine.
 * The limit is only pushed down where filter and order are.
 */
export function planList(request: ListRequest, dialect: Dialect, facts: Facts): ListPlan {
  const model = models[request.entity];
  const draft = new Draft(dialect, facts, request.timeZone);
  const selection = select(model, request, draft);
  const { limit, order } = request;
  const place =
    selection.whole && limit !== undefined && draft.trust([['id', 'inexact']])
      ? orderPlace(model, order.field, draft)
      : undefined;
  const cut = place !== undefined && limit !== undefined;
  return {
    shape: {
      entity: request.entity,
      ...selection.found,
      ...(cut && { cut: { place, direction: order.direction, limit } }),
      trusted: draft.trusted(),
    },
    params: draft.params,
    applied: { filter: selection.whole, order: cut, limit: cut },
  };
}

/** Undefined where the database would not come to the same numbers. */
export function planStats(request: StatsRequest, dialect: Dialect, facts: Facts): StatsPlan | undefined {
  const model = models[request.entity];
  const draft = new Draft(dialect, facts, request.timeZone);
  const selection = select(model, request, draft);
  const dateField = fieldNamed(model, request.dateField);
  const date = dateField?.type === 'datetime' ? placeOfField(dateField, draft) : undefined;
  if (!selection.whole || date?.kind !== 'column') return undefined;
  const of = request.of === undefined ? undefined : numbersOf(model, request.of, draft);
  if (request.of !== undefined && !of) return undefined;
  return {
    shape: {
      entity: request.entity,
      ...selection.found,
      ...(of && { of: of.place, ...(of.currency !== undefined && { currency: of.currency }) }),
      date: date.name,
      trusted: draft.trusted(),
    },
    params: draft.params,
  };
}

function select(model: RecordModel, request: ListRequest | StatsRequest, draft: Draft) {
  const branches = request.owner && branchesOf(model, request.owner, draft);
  const tests: Test[] = [];
  let whole = true;
  for (const condition of request.where) {
    const test = conditionTest(model, condition, draft);
    if (test) tests.push(test);
    else whole = false;
  }
  if (request.window) {
    const { from, to, field: name } = request.window;
    const field = fieldNamed(model, name);
    const place = field?.type === 'datetime' ? placeOfField(field, draft) : undefined;
    if (place && Number.isFinite(from) && Number.isFinite(to)) {
      const bound = (value: number) => draft.bind({ type: 'instant', value });
      tests.push({ place, operator: '>=', type: 'instant', param: bound(from) });
      tests.push({ place, operator: '<=', type: 'instant', param: bound(to) });
    } else whole = false;
  }
  return { whole, found: { ...(branches && { branches }), tests, types: draft.types() } };
}

/** What is known, what it is relied on, and the values that go beside the statement. */
class Draft implements Knowledge {
  readonly params: Param[] = [];
  readonly #trusted = new Map<string, FactOf>();

  constructor(
    readonly dialect: Dialect,
    readonly facts: Facts,
    readonly zone: string,
  ) {}

  bind(param: Param): number {
    return this.params.push(param) - 1;
  }

  trust(without: readonly FactOf[]): boolean {
    if (without.some(([name, fact]) => this.facts.has(name, fact))) return false;
    for (const fact of without) this.#trusted.set(fact.join(' '), fact);
    return true;
  }

  trusted(): readonly FactOf[] {
    return [...this.#trusted.values()];
  }

  types(): readonly (ParamType | 'list')[] {
    return this.params.map(({ type, value }) => (Array.isArray(value) ? 'list' : type));
  }
}

function orderPlace(model: RecordModel, name: string, draft: Draft): Place | undefined {
  const field = fieldNamed(model, name);
  if (!field) return placeOfCustom(name, draft, 'text')?.place;
  return draft.dialect.sorts(field) ? placeOfField(field, draft) : undefined;
}

/** A column, or custom attribute, that holds its numbers with all their digits. */
function numbersOf(model: RecordModel, name: string, draft: Draft) {
  const field = fieldNamed(model, name);
  if (!field) {
    const found = placeOfCustom(name, draft, 'number');
    return found?.place.kind === 'custom' && found.place.as === 'number' ? { place: found.place } : undefined;
  }
  if (field.type !== 'decimal' && field.type !== 'money') return undefined;
  if (!draft.trust([[field.name, 'inexact']])) return undefined;
  const place: Place = { kind: 'column', name: field.name };
  const currency = field.fixedCurrency === undefined ? field.currency : undefined;
  if (currency === undefined) return { place };
  const exact = draft.trust([
    [currency, 'inexact'],
    [currency, 'kept'],
  ]);
  return exact ? { place, currency } : undefined;
}

/** Through a list of contacts as well, where some row has one, which hardly any database does. */
function branchesOf(model: RecordModel, owner: Owner, draft: Draft): Branch[] {
  const fields = model.owners[owner.entity];
  if (!fields) return [];
  const branches: Branch[] = [];
  const add = (kind: Branch['kind'], column: string, value: string | number | undefined) => {
    if (value !== undefined) branches.push({ kind, column, param: draft.bind({ type: 'text', value }) });
  };
  const id = keyCell(owner.id);
  const customId = owner.custom_id !== undefined && storable(owner.custom_id) ? owner.custom_id : undefined;
  const email = owner.email !== undefined && storable(owner.email) ? owner.email : undefined;
  add('column', fields.id, id);
  add('column', fields.custom_id, customId);
  if (fields.list !== undefined && !draft.trust([[fields.list, 'inexact']])) {
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

/** Whether a request asks for custom attributes by what they are, which only the facts tell. */
export function asksForCustom(request: ListRequest | StatsRequest): boolean {
  const model = models[request.entity as Entity];
  const custom = (name: string) => fieldNamed(model, name) === undefined;
  return (
    request.where.some(({ path }) => path.length === 1 && custom(path[0])) ||
    (request.kind === 'list'
      ? request.limit !== undefined && custom(request.order.field)
      : request.of !== undefined && custom(request.of))
  );
}
