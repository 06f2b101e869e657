import { listParameters } from '../record-parameters.js';
import { recordTag } from '../record-tag.js';

export const productsTag = recordTag({
  name: 'products',
  entity: 'product',
  doc: 'Binds products, filtered by attributes, in an order, at most count of them. Products belong to nobody, so there is no scope.',
  example: {
    template:
      "{% products category='Shoes' price__lt=150 order_by='price' order=1 count=3 as list %}{% for product in list %}{{ product.name }}: {{ product.price }} {% endfor %}",
    result: 'Trail Running Shoes “Ridge”: 119.99 ',
  },
  binds: 'list',
  dateField: 'created_at',
  parameters: listParameters('product', 'created_at'),
});
