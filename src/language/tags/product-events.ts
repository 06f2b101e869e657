import { listParameters } from '../record-parameters.js';
import { recordTag } from '../record-tag.js';

export const productEventsTag = recordTag({
  name: 'product_events',
  entity: 'product_event',
  doc:
    'Binds what the receiver did with products: views, purchases and so on, each with product, event_type, created_at ' +
    'and custom_data. Text and money attributes of products filter too (category, brand_name, price, custom_id …); for ' +
    "a product's custom attribute write product__NAME.",
  example: {
    template:
      "{% product_events event_type='view' category='Shoes' for_last_days=7 count=4 order=-1 as seen %}{% for one in seen %}{{ one.product.name }}{% endfor %}",
    result: 'Trail Running Shoes “Ridge”',
  },
  binds: 'list',
  dateField: 'created_at',
  parameters: listParameters('product_event', 'created_at'),
  filters: [
    { name: 'event_type', attribute: 'event_type' },
    { name: 'category', attribute: 'product__category' },
  ],
  through: 'product',
});
