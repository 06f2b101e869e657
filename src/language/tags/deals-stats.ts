import { scopeParameters, windowParameters } from '../record-parameters.js';
import { recordTag } from '../record-tag.js';

export const dealsStatsTag = recordTag({
  name: 'deals_stats',
  entity: 'deal',
  doc:
    'Binds numbers over all the deals that a window and filters leave, computed where the deals are: count; of ' +
    'the attribute that "of" names sum, avg, min, max and their currency, blank ones left out; first_at and ' +
    'last_at of the filter_by field. Without "of" there are only count and dates; without deals all but count is null. ' +
    'An average of money is rounded half up to the digits of its currency. Several currencies are refused unless ' +
    '"convert" names one.',
  example: [
    {
      template:
        "{% deals_stats status='lost' of='value' as s %}{{ s.count }}: {{ s.sum|money }}, last on {{ s.last_at|date:'j F' }}",
      result: '1: $20.00, last on 20 May',
    },
    {
      template:
        "{% deals_stats for_last_days=1 of='custom_int' as s %}{{ s.count }} deals, {{ s.max }} at most",
      result: '8 deals, 99 at most',
    },
  ],
  binds: 'numbers',
  dateField: 'created_at',
  parameters: [
    {
      name: 'of',
      type: 'field',
      doc: 'the attribute that sum, avg, min and max are of: money, or a custom attribute that holds numbers',
    },
    {
      name: 'convert',
      type: 'currency',
      doc: "the currency to have the amounts in, by the engine's exchange rates: one conversion for each currency's sum",
    },
    ...windowParameters('created_at'),
    ...scopeParameters('deal'),
  ],
});
