import { listParameters } from '../record-parameters.js';
import { recordTag } from '../record-tag.js';

export const dealsTag = recordTag({
  name: 'deals',
  entity: 'deal',
  doc: "Binds the receiver's deals: those in a window of days, filtered by attributes, in an order, at most count of them. A bare parameter name stands for its default.",
  example: {
    template:
      "{% deals for_last_days=30 count=2 status='in_progress' order_by='value' as best %}{% for deal in best %}{{ deal.name }}: {{ deal.value }} {% endfor %}",
    result: 'Order #12348: 300.00 Order #12345: 249.99 ',
  },
  binds: 'list',
  dateField: 'created_at',
  parameters: listParameters('deal', 'created_at'),
});
