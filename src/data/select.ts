import { type Comparable, comparable, compare } from './comparable.js';
import { meets, type Resolve } from './conditions.js';
import { models } from './entities.js';
import { fieldNamed, readAttribute } from './fields.js';
import { instantOf } from './instants.js';
import type { RecordModel } from './model.js';
import type { ListRequest, Row, Window } from './request.js';
import type { Applied } from './source.js';

export type { Resolve } from './conditions.js';

/** What a source that only found the owner's rows says of its answer. */
export const nothingApplied: Applied = { filter: false, order: false, limit: false };
export const allApplied: Applied = { filter: true, order: true, limit: true };

/**
 * Filters, orders and cuts an owner's rows: the one implementation, for every source that left it to the
 * engine, and the measure for every source that did not.
 *
 * @param applied what the source did already
 * @param resolve answers the requests of `neededRelations`; only conditions with spans ask it
 * @example select(rows, request, nothingApplied, () => null)
 */
export function select(
  rows: readonly Row[],
  request: ListRequest,
  applied: Applied,
  resolve: Resolve,
): Row[] {
  const model = models[request.entity];
  const kept = applied.filter ? [...rows] : rows.filter((row) => passes(model, row, request, resolve));
  const sorted = applied.filter && applied.order ? kept : sortRows(model, kept, request);
  const cut = applied.filter && applied.order && applied.limit;
  return cut || request.limit === undefined ? sorted : sorted.slice(0, request.limit);
}

function passes(model: RecordModel, row: Row, request: ListRequest, resolve: Resolve): boolean {
  const { window, where, timeZone } = request;
  if (window && !within(model, row, window, timeZone)) return false;
  return where.every((condition) => meets(model, row, condition, timeZone, resolve));
}

function within(model: RecordModel, row: Row, window: Window, zone: string): boolean {
  const seconds = fieldNamed(model, window.field)?.type === 'datetime';
  const instant = instantOf(readAttribute(model, row, window.field), zone, seconds);
  return instant !== undefined && instant >= window.from && instant <= window.to;
}

interface Sortable {
  readonly row: Row;
  readonly key: Comparable | undefined;
  readonly id: Comparable | undefined;
}

function sortRows(model: RecordModel, rows: readonly Row[], request: ListRequest): Row[] {
  const { order, timeZone } = request;
  const field = fieldNamed(model, order.field);
  const idField = fieldNamed(model, 'id');
  const sortable = rows.map((row): Sortable => {
    const key = comparable(field, readAttribute(model, row, order.field), timeZone);
    return {
      row,
      key: key?.kind === 'other' ? undefined : key,
      id: comparable(idField, readAttribute(model, row, 'id'), timeZone),
    };
  });
  const { direction } = order;
  sortable.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      const emptyLast = Number(a.key === undefined) - Number(b.key === undefined);
      return emptyLast || direction * compareIds(a.id, b.id);
    }
    return direction * (compare(a.key, b.key) || compareIds(a.id, b.id));
  });
  return sortable.map((one) => one.row);
}

function compareIds(a: Comparable | undefined, b: Comparable | undefined): number {
  return a && b ? compare(a, b) : Number(a === undefined) - Number(b === undefined);
}
