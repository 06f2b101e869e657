import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Entity } from '../../../src/data/model.js';
import type { Row } from '../../../src/data/request.js';
import type { DataSource } from '../../../src/data/source.js';
import { filesSource } from '../../../src/sources/files/files-source.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';
import { TriedCrm } from '../../support/crm.js';

const user = '{"custom_id": "john", "email": "john@example.com", "phone": "+1", "company_custom_id": "acme"}';
const company = '{"custom_id": "acme", "name": "ACME"}';
const product = '{"custom_id": "SKU-1", "name": "Case", "price": 20.00, "size": "L"}';
const deal =
  '{"custom_id": "ORD-1", "user_custom_id": "john", "name": "Order", "status": 1, "value": 149.90, "ca": null, ' +
  '"order_products": [{"product_custom_id": "SKU-1", "value": 20.00, "quantity": 1}]}';

const rowsOf = async (source: DataSource, entity: Entity): Promise<readonly Row[]> => {
  const order = { field: 'id', direction: 1 } as const;
  const [answer] = await source.fetch([{ kind: 'list', entity, where: [], order, timeZone: 'UTC' }], {});
  return answer && 'rows' in answer ? answer.rows : [];
};

test('a store that the CRM filled holds the rows that an import of the same payloads makes', async () => {
  const crm = new TriedCrm();
  for (const [address, body] of [
    ['/companies/update_or_create/', company],
    ['/users/update_or_create/', user],
    ['/products/', product],
    ['/deals/', deal],
  ] as const) {
    expect((await crm.post(address, body)).status).toBeLessThan(300);
  }
  const folder = await temporaryFolder();
  for (const [name, row] of Object.entries({
    companies: company,
    contacts: user,
    products: product,
    deals: deal,
  })) {
    await writeFile(path.join(folder, `${name}.json`), `[${row}]`);
  }
  const { source } = await filesSource(folder, { now: crm.now.toISOString() });
  if (!source) throw new Error('the files did not open');
  for (const entity of ['company', 'contact', 'product', 'deal'] as const) {
    const imported = await rowsOf(source, entity);
    expect(imported).toHaveLength(1);
    expect(await rowsOf(crm.store.source, entity)).toEqual(imported);
  }
});
