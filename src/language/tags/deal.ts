import { scopeParameters } from '../record-parameters.js';
import { recordTag } from '../record-tag.js';

export const dealTag = recordTag({
  name: 'deal',
  entity: 'deal',
  doc: "Binds one deal of the receiver's, by custom_id or id; null where there is none.",
  example: {
    template: "{% deal custom_id='12345' as order %}{{ order.name }}",
    result: 'Order #12345',
  },
  binds: 'one',
  dateField: 'created_at',
  parameters: scopeParameters('deal'),
  requires: ['custom_id', 'id'],
});
