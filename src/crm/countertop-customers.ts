import { own } from '../data/fields.js';
import { isRow, keyText } from '../data/keys.js';
import type { Row } from '../data/request.js';
import { type Editing, save } from './editing.js';
import { get } from './read.js';
import { uuidV7 } from './uuid.js';

/** What Countertop shows of every customer. */
const blank = { company: null, website: null, title: null, first_name: null, last_name: null };

/**
 * A deal's customers as they are kept with it. Each is a contact of the store, so that a message can go to
 * them: the one with the id or e-mail address that was sent, else a new one.
 */
export async function customersOf(editing: Editing, sent: unknown): Promise<readonly Row[]> {
  const customers: Row[] = [];
  for (const customer of Array.isArray(sent) ? sent.filter(isRow) : []) {
    const id = (await known(editing, customer)) ?? (await newContact(editing, customer));
    customers.push({
      id,
      ...blank,
      ...Object.fromEntries(Object.entries(customer).filter(([name]) => name !== 'id')),
    });
  }
  return customers;
}

async function known({ writer }: Editing, customer: Row): Promise<unknown> {
  for (const key of ['id', 'email'] as const) {
    const value = keyText(own(customer, key));
    const contact = value === undefined ? undefined : await get(writer.source, 'contact', key, value);
    if (contact) return own(contact, 'id');
  }
  return undefined;
}

/** The relation `company` is by id; Countertop's is a name, which stays with the deal. */
const kept = (name: string, value: unknown): boolean => name !== 'id' && name !== 'company' && value !== null;

async function newContact(editing: Editing, customer: Row): Promise<unknown> {
  const id = own(customer, 'id') ?? uuidV7(Date.parse(editing.now));
  const contact = Object.fromEntries(Object.entries(customer).filter(([name, value]) => kept(name, value)));
  return own(await save(editing, 'contact', { id }, contact), 'id');
}
