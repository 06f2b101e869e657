import { recordTag } from '../record-tag.js';

export const productTag = recordTag({
  name: 'product',
  entity: 'product',
  doc: 'Binds one product, by custom_id or id; null where there is none.',
  example: {
    template: "{% product custom_id='SKU-001' as shoes %}{{ shoes.price|money:shoes.currency }}",
    result: '$119.99',
  },
  binds: 'one',
  dateField: 'created_at',
  parameters: [],
  requires: ['custom_id', 'id'],
});
