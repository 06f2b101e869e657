import { expect, test } from 'vitest';
import { Engine } from '../../../src/index.js';
import { TriedCrm } from '../../support/crm.js';

const template =
  '{% deal custom_id="ORD-1" as d %}{% for order in d.order_products %}' +
  '{{ order.product.name }}|{{ order.product.price }}|{{ order.value }} x {{ order.quantity }};{% endfor %}';

test('a message shows the receipt as it was sent and the product as it is now', async () => {
  const crm = new TriedCrm();
  const print = async () => {
    const outcome = await new Engine({ source: crm.store.source })
      .compile(template, { channel: 'text' })
      .render({ receiver: 'john', now: crm.now });
    return outcome.outcome === 'rendered' ? outcome.text : outcome;
  };
  await crm.post('/users/update_or_create/', { custom_id: 'john' });
  const order =
    '{"custom_id": "ORD-1", "name": "O", "user_custom_id": "john", "currency": "USD", "order_products": ' +
    '[{"product_custom_id": "SKU-1", "value": 129.9, "quantity": 2, "currency": "USD"}]}';
  expect((await crm.post('/deals/', order)).status).toBe(201);
  expect(await print()).toBe('||129.90 x 2;');
  await crm.post(
    '/products/',
    '{"custom_id": "SKU-1", "name": "Headphones", "price": 139, "currency": "USD"}',
  );
  expect(await print()).toBe('Headphones|139.00|129.90 x 2;');
  await crm.put('/products-by-id/SKU-1/', { name: 'Better headphones', price: 200 });
  expect(await print()).toBe('Better headphones|200.00|129.90 x 2;');
});
