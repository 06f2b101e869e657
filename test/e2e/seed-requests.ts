import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entity } from '../../src/data/model.js';
import type { Row } from '../../src/data/request.js';
import { openSource } from '../../src/sources/open.js';
import { type Curl, curlLines } from '../support/curl.js';
import { type ServedCrm, serveCrm } from '../support/served.js';
import { withSharedSeeds } from '../support/shared.js';
import { sharedSeeds } from '../support/shared-files.js';
import { snippetry, temporaryFolder } from './command.js';

const token = 'token-of-the-seeds';
const hash = '8b1a9953c4611296a827abf8c47804d7e6c49c6b97d5e1f3c0a2b4d6e8f0a1c3';
const department = '019c19a9-34be-71d1-9152-100d38b983ab';

const seed = (number: string): string => {
  const name = readdirSync(sharedSeeds).find((file) => file.startsWith(number)) ?? '';
  return readFileSync(path.join(sharedSeeds, name), 'utf8');
};

/**
 * Sends every request of the seed documents, in their order, to `snippetry crm` over an empty database.
 *
 * @param name of the database
 * @param make gives a new one, as `--data` names it
 */
export const seedRequests = (name: string, make: (folder: string) => Promise<string>): void =>
  withSharedSeeds(`the seed documents, from an empty store: ${name}`, () => {
    let crm: ServedCrm;
    let database: string;
    let folder: string;

    beforeAll(async () => {
      folder = await temporaryFolder();
      database = await make(folder);
      crm = await serveCrm(['--data', database, '--rate', '0'], { SNIPPETRY_CRM_TOKEN: token });
    });
    afterAll(() => crm?.stop());

    const send = async ({
      method,
      url,
      headers,
      body,
    }: Pick<Curl, 'method' | 'url' | 'headers' | 'body'>) => {
      const filled = Object.entries(headers).map(([name, value]) => [
        name,
        value.replace(/<your_64_char_api_key>|\{your-secret\}/, token).replace('{department-id}', department),
      ]);
      const response = await fetch(url.replace(/^https:\/\/[^/]+/, crm.url), {
        method,
        headers: Object.fromEntries(filled),
        ...(body !== undefined && { body }),
      });
      return { status: response.status, json: (await response.json()) as Record<string, unknown> };
    };

    const authorized = { authorization: `Token ${token}`, 'content-type': 'application/json' };
    const ask = (method: string, address: string, body?: string) =>
      send({ method, url: `${crm.url}/api/public${address}`, headers: authorized, body });

    test('the payload of the second document: 404 for a user who is not there, then 201, then 400', async () => {
      const payload = /^Example payload:\s*(\{.*?^\})/ms.exec(seed('001'))?.[1] ?? '';
      expect(await ask('POST', '/deals/', payload)).toEqual({
        status: 404,
        json: { errors: { user_custom_id: ['there is no user with this custom_id'] } },
      });
      await ask('POST', '/users/update_or_create/', '{"custom_id": "john-doe-01", "first_name": "John"}');
      expect(await ask('POST', '/deals/', payload)).toMatchObject({
        status: 201,
        json: { id: 1, status: 1 },
      });
      expect(await ask('POST', '/deals/', payload)).toEqual({
        status: 400,
        json: { errors: { custom_id: ['another deal has this custom_id'] } },
      });
    });

    test('every line of the third document, with the status that the guide says', async () => {
      const lines = curlLines(seed('002'));
      const seen: string[] = [];
      for (const line of lines) {
        const { status, json } = await send(line);
        const said = /Response: (\d+)/.exec(line.after)?.[1];
        if (said !== undefined) expect(String(status)).toBe(said);
        const address = new URL(line.url.replace(/<\w+>/, 'x')).pathname.replace(/^\/api\/public/, '');
        seen.push(`${status} ${address.replace(hash, 'HASH')} ${json.id}`);
      }
      expect(seen).toEqual([
        '200 /users/update_or_create/ 2',
        '200 /deals/update_or_create/ 2',
        '201 /products-by-id/SKU-HEADPHONES-BLK/product_event/ 1',
        '201 /users-by-id/HASH/events/ 1',
        '200 /deals/update_or_create/ 2',
        '201 /products-by-id/SKU-HEADPHONES-BLK/product_event/ 2',
        '200 /deals/update_or_create/ 2',
        '200 /deals/update_or_create/ 2',
        '200 /deals/update_or_create/ 2',
      ]);
      expect(lines.filter(({ after }) => /Response: \d/.test(after))).toHaveLength(4);
    });

    test('the line of the fourth document, with the answer’s shape', async () => {
      const document = seed('003');
      const lines = curlLines(document);
      expect(lines).toHaveLength(1);
      const { status, json } = await send(lines[0] as Curl);
      expect(status).toBe(201);
      // The guide leaves out what else a customer has.
      const written = document.slice(document.indexOf('Response\n') + 9, document.lastIndexOf('\n}') + 2);
      const shape = JSON.parse(written.replace(/,\s*\/\/.*/g, '')) as Record<string, unknown>;
      expect(Object.keys(json)).toEqual(Object.keys(shape));
      expect(json).toMatchObject({
        name: shape.name,
        volume: shape.volume,
        note: shape.note,
        employee_id: null,
        department_id: department,
        customers: (shape.customers as object[]).map((customer) => ({ ...customer, id: expect.any(String) })),
      });
      for (const name of ['id', 'step_id']) expect(json[name]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      for (const name of ['created_at', 'updated_at']) expect(json[name]).toMatch(/T\d\d:\d\d:\d\d\.\d{6}Z$/);
    });

    test('what the store holds then', async () => {
      const { source } = await openSource(database, { now: new Date().toISOString() });
      const rows = async (entity: Entity): Promise<readonly Row[]> => {
        const order = { field: 'id', direction: 1 } as const;
        const list = { kind: 'list', entity, where: [], order, timeZone: 'UTC' } as const;
        const [answer] = (await source?.fetch([list], {})) ?? [];
        return answer && 'rows' in answer ? answer.rows : [];
      };
      const contacts = await rows('contact');
      expect(contacts.slice(0, 2)).toMatchObject([
        { id: 1, custom_id: 'john-doe-01' },
        { id: 2, custom_id: hash, email: 'john@example.com', first_name: 'John', phone: '+1234567890' },
      ]);
      expect(contacts.map(({ last_name }) => last_name)).toEqual([undefined, 'Doe', 'Doe', 'Doe']);
      const [first, second, third] = await rows('deal');
      expect(first).toMatchObject({ custom_id: '12345', user_id: 1, order_method: 'Online', stage: 1 });
      expect(String(first?.value)).toBe('249.99');
      expect(second).toMatchObject({
        custom_id: 'ORD-78523',
        name: 'Order #78523',
        user_id: 2,
        user_custom_id: hash,
        stage: 14,
        status: 3,
        value: 0,
        currency: 'USD',
        products_custom_id: ['SKU-HEADPHONES-BLK', 'SKU-CASE-001'],
        order_products: [{ product_custom_id: 'SKU-HEADPHONES-BLK' }, { product_custom_id: 'SKU-CASE-001' }],
        won_at: null,
        lost_at: expect.any(String),
      });
      expect(third).toMatchObject({ name: 'Example Dealname', volume: 15000, department_id: department });
      expect(await rows('product')).toMatchObject([{ id: 1, custom_id: 'SKU-HEADPHONES-BLK' }]);
      expect((await rows('product_event')).map(({ event_type }) => event_type)).toEqual([
        'order',
        'purchase',
      ]);
      expect(await rows('event')).toMatchObject([
        { name: 'purchase_completed', data: { order_id: 'ORD-78523' } },
      ]);
      await source?.close?.();
    });

    test('the template of the first document prints the same from the store and through the API', async () => {
      const document = seed('000');
      const template = document.slice(
        document.indexOf('{% deals '),
        document.lastIndexOf('{% endfor %}') + '{% endfor %}'.length,
      );
      await writeFile(path.join(folder, 'seed.txt'), template);
      await ask(
        'PUT',
        '/products-by-id/SKU-HEADPHONES-BLK/',
        '{"name": "Headphones", "special_price": 99.50}',
      );
      const render = async (data: string, to: string) => {
        const argv = ['render', 'seed.txt', '--no-config', '--data', data, '--to', to];
        const env = { USERCOM_TOKEN: token };
        const ran = await snippetry(argv, { cwd: folder, now: () => new Date(), env });
        expect(ran.code, ran.stderr).toBe(0);
        return ran.stdout;
      };
      const api = crm.url.replace(/^http/, 'usercom+http');
      const stored = await render(database, hash);
      expect(stored).toBe(await render(api, hash));
      expect(stored.match(/^[a-z_ ]+: \S.*$/gm)).toEqual([
        'id: 2',
        'custom id: ORD-78523',
        'name: Order #78523',
        'value: 0.00',
        'name: Headphones',
        'custom id: SKU-HEADPHONES-BLK',
        'special price: 99.50',
        'order_quantity: 1',
        'order_currency: USD',
        'order_value: 129.90',
        'order_quantity: 1',
        'order_currency: USD',
        'order_value: 20.00',
      ]);
      const other = await render(database, 'john-doe-01');
      expect(other).toContain('value: 249.99\n');
      expect(other).toBe(await render(api, 'john-doe-01'));
    });
  });
