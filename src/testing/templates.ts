import type { Entity } from '../data/model.js';

/** A template whose text must be the same over every source. */
export interface ContractTemplate {
  readonly text: string;
  /** The kinds of records that it asks for; contacts are the receivers. */
  readonly needs: readonly Entity[];
}

/**
 * One template for each way of asking for data. Their parameters (`days`, `count`, `order`, `field`, `day_field`,
 * `text`, `number`, `status`, `key`) come from the context.
 */
export const contractTemplates: readonly ContractTemplate[] = [
  {
    needs: ['deal'],
    text: `{% deals for_last_days=days filter_by=day_field count=count order=order as list %}{% for d in list %}{{ d.id }} {{ d.custom_id }} {{ d.name }} {{ d.value }} {{ d.currency }} {{ d.created_at|date:"Y-m-d H:i:s" }};
{% empty %}none{% endfor %}`,
  },
  {
    needs: ['deal'],
    text: '{% deals order_by=field order=order as list %}{% for d in list %}{{ d.id }}: {{ d.ca_string }}/{{ d.custom_int }}/{{ d.tags|join:"+" }};\n{% endfor %}',
  },
  {
    needs: ['deal', 'stage', 'pipeline'],
    text: '{% deals status=status as list %}{{ list|length }}{% for d in list %} {{ d.status_name }}, {{ d.stage_name }}, {{ d.pipeline_name }}, {{ d.won_at|date:"c" }};{% endfor %}',
  },
  {
    needs: ['deal'],
    text: '{% deals name__icontains=text as some %}{% deals value__gte=number count=2 as rich %}{% for d in some %}{{ d.name }};{% endfor %}|{% for d in rich %}{{ d.value|money }};{% endfor %}',
  },
  {
    needs: ['deal', 'product'],
    text: '{% deals count=3 as list %}{% for d in list %}{% for line in d.order_products %}{{ line.quantity }} × {{ line.product.name }} ({{ line.product.price|money }}): {{ line.value }} {{ line.currency }}\n{% endfor %}{% for p in d.products %}{{ p.custom_id }} {{ p.special_price }};{% endfor %}{% endfor %}',
  },
  {
    needs: ['deal', 'product'],
    text: "{% deals order_products__product__category='Shoes' order_by='id' as list %}{% for d in list %}{{ d.id }} {% endfor %}",
  },
  {
    needs: ['deal', 'contact', 'company'],
    text: '{% deal custom_id=key as d %}{% if d %}{{ d.name }}, {{ d.contact.first_name }}, {{ d.company.name }}, {{ d.expected_close_date|date:"j F" }}{% else %}none{% endif %}',
  },
  {
    needs: ['deal', 'task'],
    text: '{% deals count=4 as list %}{% for d in list %}{% for t in d.tasks %}{{ t.title }} {{ t.due_at|date:"c" }} {{ t.done|yesno }};{% endfor %}{% endfor %}',
  },
  {
    needs: ['contact', 'company'],
    text: '{{ receiver.first_name|default:"friend" }} {{ receiver.ca_string }} {{ receiver.last_seen|date:"Y" }} of {{ company.name }} in {{ company.city }} {{ receiver.company.custom_int }}',
  },
  {
    needs: ['deal', 'contact', 'company'],
    text: "{% deals scope='company' count=count as list %}{% for d in list %}{{ d.id }} {{ d.contact.custom_id }};{% endfor %}",
  },
  {
    needs: ['deal'],
    text: `{% deals_stats of='value' as s %}{{ s.count }} {{ s.first_at|date:"c" }} {{ s.last_at|date:"c" }}{% deals_stats of='value_usd' status=status as u %} {{ u.sum }} {{ u.min }} {{ u.max }} {{ u.avg|floatformat:2 }}`,
  },
  {
    needs: ['product'],
    text: "{% products category='Shoes' order_by='price' as list %}{% for p in list %}{{ p.name }} {{ p.price }} {{ p.custom_int }};{% endfor %}",
  },
  {
    needs: ['product'],
    text: "{% product custom_id='SKU-1' as p %}{{ p.name }} {{ p.price|money }} {{ p.category|upper }}",
  },
  {
    needs: ['event'],
    text: '{% events for_last_days=days count=count order=order as list %}{% for e in list %}{{ e.name }} {{ e.timestamp|date:"c" }} {{ e.data.a }};{% endfor %}',
  },
  {
    needs: ['product_event', 'product'],
    text: '{% product_events event_type=\'view\' count=count as list %}{% for e in list %}{{ e.product.name }} {{ e.event_type }} {{ e.created_at|date:"c" }} {{ e.custom_data.b }};{% endfor %}',
  },
  {
    needs: ['deal'],
    text: "{% deals scope='all' order_by='value' as list %}{{ list.count }} {{ list.first.id }} {{ list.last.id }} {{ list|sum:\"custom_int\" }}",
  },
];
