import { own } from '../../data/fields.js';
import { isRow, keyText } from '../../data/keys.js';
import type { Row } from '../../data/request.js';
import { rowValue } from '../row-value.js';

/** Countertop's names of fields, and those of a deal. */
const names: ReadonlyMap<string, string> = new Map([
  ['volume', 'value'],
  ['step_id', 'stage'],
  ['department_id', 'pipeline'],
]);

/**
 * A Countertop deal as a row (LANGUAGE §4): `volume` is the value in whole currency units, `step_id` the stage,
 * `department_id` the pipeline, the employee the assignee, by name where there is one. Everything else is kept
 * as it was sent. There is no currency, no status and no product.
 *
 * @returns undefined for what is no record
 * @example countertopDeal({ id: 'd1', volume: 15000, step_id: 's1' }) // { id: 'd1', value: 15000, stage: 's1' }
 */
export function countertopDeal(payload: unknown): Row | undefined {
  const sent = rowValue(payload);
  if (!isRow(sent)) return undefined;
  const fields = Object.entries(sent).map(([name, value]) => [names.get(name) ?? name, value] as const);
  const employee = own(sent, 'employee_name') ?? own(sent, 'employee_id');
  return Object.fromEntries([
    ...fields,
    ...(employee === undefined ? [] : [['assignee', employee] as const]),
  ]);
}

/**
 * The contacts of a department: the customers of its deals, each as the deal that was updated last shows it,
 * of several the first.
 */
export function countertopContacts(deals: readonly Row[]): readonly Row[] {
  const contacts = new Map<string, Row>();
  const newest = [...deals].sort((a, b) => Number(updated(a) < updated(b)) - Number(updated(a) > updated(b)));
  for (const deal of newest) {
    const customers = own(deal, 'customers');
    if (!Array.isArray(customers)) continue;
    for (const customer of customers) {
      if (!isRow(customer)) continue;
      const id = keyText(own(customer, 'id'));
      const email = keyText(own(customer, 'email'));
      const key = id === undefined ? `email ${email}` : `id ${id}`;
      if ((id !== undefined || email !== undefined) && !contacts.has(key))
        contacts.set(key, contactOf(customer));
    }
  }
  return [...contacts.values()];
}

/** ISO 8601 in one form, as one service writes it: as text it orders as time does. */
const updated = (deal: Row): string => String(own(deal, 'updated_at') ?? '');

/** A company is a name there: templates read `company.name`. */
function contactOf(customer: Row): Row {
  const company = own(customer, 'company');
  return typeof company === 'string' && company !== ''
    ? { ...customer, company: { name: company } }
    : customer;
}
