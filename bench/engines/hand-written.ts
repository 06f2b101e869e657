import { DateTime } from 'luxon';
import { escapeHtml } from '../../src/values/escape-html.js';
import { toPrinted } from '../../src/values/print.js';
import type { RenderSettings } from '../../src/values/settings.js';
import type { Value } from '../../src/values/value.js';
import type { Order } from '../order-data.js';
import type { Contender } from './contender.js';

const settings: RenderSettings = {
  locale: 'en',
  timeZone: 'UTC',
  now: DateTime.utc(2025, 6, 25),
  nullText: '',
  isoDates: true,
  numericStrings: true,
};

/** The limit: the template as a person would write it in JavaScript, printing by the functions of src/values. */
export const handWritten: Contender = {
  name: 'hand-written JavaScript',
  compile: () => (context) => render(context as unknown as Order),
};

function print(value: Value): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return toPrinted(value, settings);
  return escapeHtml(toPrinted(value, settings));
}

function render({ deal_list }: Order): string {
  let out = '';
  for (const deal of deal_list) {
    out += `
id: ${print(deal.id)}
custom id: ${print(deal.custom_id)}
name: ${print(deal.name)}
value: ${print(deal.value)}
value usd: ${print(deal.value_usd)}
ca string: ${print(deal.ca_string)}
custom int: ${print(deal.custom_int)}
`;
    for (const order of deal.order_products) {
      const { product } = order;
      out += `
name: ${print(product.name)}
description: ${print(product.description)}
custom id: ${print(product.custom_id)}
product url: ${print(product.product_url)}
image url: ${print(product.image_url)}
special price: ${print(product.special_price)}
target group: ${print(product.target_group)}
brand name: ${print(product.brand_name)}
city: ${print(product.city)}
country: ${print(product.country)}
order_quantity: ${print(order.quantity)}
order_currency: ${print(order.currency)}
order_value: ${print(order.value)}
`;
    }
    out += '\n';
  }
  return `${out}\n`;
}
