import type { Row } from '../../src/data/request.js';
import type { Tables } from '../../src/sources/memory.js';
import type { Random } from './random.js';

/**
 * Records that name one another, nearly every attribute of which has a value of its own, so that a message
 * shows which are missing: some under other spellings, some with the related record in place of its key.
 */
export function denseRecords(random: Random): Tables {
  const some = (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        if (random.chance(0.12)) return random.chance(0.5) ? [] : [[name, null] as const];
        return [[name, value] as const];
      }),
    );
  const companies = [1, 2].map((id) => ({
    id,
    custom_id: `C${id}`,
    ...some({ name: `Company ${id}`, city: `City ${id}`, rating: id }),
  }));
  const contacts = [1, 2, 3].map((id) => ({
    id,
    custom_id: `u${id}`,
    email: `u${id}@example.com`,
    ...some({
      first_name: `First ${id}`,
      name: `Contact ${id}`,
      [random.pick(['phone', 'phone_number'])]: `+48 ${id}`,
      city: `Town ${id}`,
      vip: id === 1,
      language: random.pick(['pl', 'en', 'de', 'nonsense']),
      sort: random.pick(['name', 'value', 'stage']),
    }),
    ...(random.chance(0.7) && { company_id: random.pick([1, 2]) }),
    ...(random.chance(0.3) && { company_custom_id: random.pick(['C1', 'C2', 'gone']) }),
  }));
  const pipelines = [1, 2].map((id) => ({ id, custom_id: `P${id}`, name: `Pipeline ${id}` }));
  const stages = [1, 2, 3].map((id) => ({
    id,
    name: `Stage ${id}`,
    ...some({ pipeline: random.pick([1, 2]), order: id }),
  }));
  const products = [1, 2, 3, 4].map((id) => ({
    id,
    custom_id: `S${id}`,
    ...some({
      name: `Product ${id}`,
      price: `${id}9.9`,
      special_price: `${id}.5`,
      currency: random.pick(['EUR', 'JPY', 'KWD']),
      category: random.pick(['Shoes', 'Tea']),
      colour: `colour ${id}`,
    }),
  }));
  const deals = [1, 2, 3, 4, 5, 6].map((id) => deal(id, random, some, { contacts, products }));
  const tasks = [1, 2, 3, 4].map((id) => ({
    id,
    deal_id: random.pick([1, 2, 3]),
    ...some({
      title: `Task ${id}`,
      kind: random.pick(['call', 'mail']),
      due_at: `2025-06-0${id}T10:00:00Z`,
      done: id % 2 === 0,
      user_id: 1,
    }),
  }));
  return { companies, contacts, pipelines, stages, products, deals, tasks };
}

function deal(
  id: number,
  random: Random,
  some: (row: Row) => Row,
  others: { readonly contacts: readonly Row[]; readonly products: readonly Row[] },
): Row {
  const lines = random.times(random.below(3), (at) => ({
    ...random.pick([
      { product_id: random.pick([1, 2, 3, 9]) },
      { product_custom_id: random.pick(['S1', 'S4', 'gone']) },
    ]),
    ...some({
      quantity: at + 1,
      value: `${id}${at}.5`,
      currency: random.pick(['EUR', 'JPY']),
      note: `note ${id}${at}`,
    }),
    ...(random.chance(0.1) && { product: random.pick(others.products) }),
  }));
  return {
    id,
    custom_id: `D${id}`,
    ...(random.chance(0.8) ? { user_id: 1 } : { user_custom_id: 'u1', user_id: random.pick([1, 99]) }),
    ...some({
      name: `Deal ${id}`,
      [random.pick(['value', 'volume'])]: `${id * 100}.5`,
      currency: random.pick(['EUR', 'USD', 'JPY']),
      status: random.pick([0, 1, 2, 3, 4, '2']),
      [random.pick(['stage', 'step_id', 'stage_id'])]: random.pick([1, 2, 3, 9]),
      created_at: `2025-06-1${id}T12:00:00Z`,
      expected_close_date: `2025-07-1${id}`,
      tags: random.times(random.below(3), (at) => `tag ${at}`),
      loss_reason: `reason ${id}`,
      price: `${id}.25`,
      colour: random.pick(['red', 'blue']),
      rank: random.pick([1, 2, 3]),
      order_products: lines,
      assignee: `Assignee ${id}`,
      company_id: random.pick([1, 2, 9]),
      company_custom_id: random.pick(['C1', 'C2']),
    }),
    ...(random.chance(0.5) && { pipeline: random.pick([1, 2, 9]) }),
    ...(random.chance(0.3) && { value_usd: `${id}1.5` }),
    ...(random.chance(0.4) && {
      products_custom_id: [random.pick(['S1', 'S2']), random.pick(['S3', 'gone'])],
    }),
    ...(random.chance(0.1) && { contact: random.pick(others.contacts) }),
    ...(random.chance(0.1) && { products: [random.pick(others.products)] }),
    ...(random.chance(0.1) && { stage_name: `own stage ${id}` }),
    ...(random.chance(0.1) && { status_name: `own status ${id}` }),
    ...(random.chance(0.15) && { customers: [{ id: 1, name: `Customer ${id}`, city: 'There' }] }),
  };
}
