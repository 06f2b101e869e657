import { listParameters } from '../record-parameters.js';
import { recordTag } from '../record-tag.js';

export const eventsTag = recordTag({
  name: 'events',
  entity: 'event',
  doc:
    'Binds the receiver\'s events: those called what "event" says, in a window of days, filtered by attributes and ' +
    'by what their data hold (data__order_id=…), in an order, at most count of them.',
  example: {
    template:
      "{% events event='purchase_completed' for_last_days=30 count=3 order=-1 as list %}{% for event in list %}{{ event.data.order_id }} on {{ event.timestamp|date:'j F' }}{% endfor %}",
    result: '12345 on 24 June',
  },
  binds: 'list',
  dateField: 'timestamp',
  parameters: listParameters('event', 'timestamp'),
  filters: [{ name: 'event', attribute: 'name' }],
});
