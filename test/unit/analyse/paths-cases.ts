import { defineDataTag, defineFilter, defineTag, type EngineOptions } from '../../../src/index.js';

interface PathsCase {
  readonly title: string;
  readonly main: string;
  /** What it includes and extends. */
  readonly templates?: Readonly<Record<string, string>>;
  readonly options?: EngineOptions;
  readonly reads: readonly string[];
}

const points = defineDataTag({
  name: 'points',
  doc: '',
  example: [],
  parameters: [{ name: 'of', type: 'any', doc: '' }],
  load: async (requests) => requests.map(() => null),
});

const badge = defineTag({
  name: 'badge',
  library: 'custom',
  doc: '',
  example: [],
  header: { shape: 'arguments', positional: { names: ['value'], min: 1 }, named: 'none' },
  prints: true,
  captures: false,
  compile: () => () => '',
});

const filter = (name: string, paths: 'text' | 'all' | 'none') =>
  defineFilter({
    name,
    doc: '',
    example: [],
    library: 'custom',
    input: 'any',
    result: 'text',
    paths,
    output: 'text',
    pure: true,
    apply: () => '',
  });

/** What each construct of the language makes of what is read. */
export const cases: readonly PathsCase[] = [
  {
    title: 'a loop reads of each element',
    main: '{% deals as l %}{% for d in l %}{{ d.name }}{% endfor %}',
    reads: ['l[].name'],
  },
  {
    title: 'loops in loops go over parts and relations',
    main: '{% deals as l %}{% for d in l %}{% for o in d.order_products %}{{ o.product.name }}{% endfor %}{% endfor %}',
    reads: ['l[].order_products[].product.name'],
  },
  { title: 'a list that is only there', main: '{% deals as l %}{% if l %}yes{% endif %}', reads: ['l'] },
  { title: 'a count reads no attribute', main: '{% deals as l %}{{ l|length }} {{ l.count }}', reads: ['l'] },
  {
    title: 'first, last and positions are elements',
    main: '{% deals as l %}{{ l.first.name }}{{ l.last.value }}{{ l.0.status }}',
    reads: ['l[].name', 'l[].status', 'l[].value'],
  },
  {
    title: 'so are the filters first, last and random',
    main: '{% deals as l %}{% with a=l|first b=l|last c=l|random %}{{ a.name }}{{ b.value }}{{ c.stage }}{% endwith %}',
    reads: ['l[].name', 'l[].stage', 'l[].value'],
  },
  { title: 'one deal', main: '{% deal id=1 as d %}{{ d.name }}', reads: ['d.name'] },
  {
    title: 'with gives another name',
    main: '{% deal id=1 as d %}{% with c=d.contact %}{{ c.email }}{% endwith %}',
    reads: ['d.contact.email'],
  },
  {
    title: 'with sees the outer value while it binds the same name',
    main: '{% deal id=1 as d %}{% with d=d.contact %}{{ d.email }}{% endwith %}{{ d.name }}',
    reads: ['d.contact.email', 'd.name'],
  },
  {
    title: 'a loop variable is gone afterwards',
    main: '{% deals as l %}{% deal id=1 as d %}{% for d in l %}{{ d.name }}{% endfor %}{{ d.value }}',
    reads: ['d.value', 'l[].name'],
  },
  {
    title: 'under empty its name is what it was before',
    main: '{% deals as l %}{% deal id=1 as d %}{% for d in l %}{{ d.name }}{% empty %}{{ d.value }}{% endfor %}',
    reads: ['d.value', 'l[].name'],
  },
  {
    title: 'one name for one of two values',
    main: '{% if x %}{% deals count=1 as l %}{% else %}{% deals count=2 as l %}{% endif %}{% for d in l %}{{ d.name }}{% endfor %}',
    reads: ['l[].name', 'l[].name', 'l[].name', 'x'],
  },
  {
    title: 'a name that only a branch binds may be the root',
    main: '{% if x %}{% deal id=1 as deal %}{% endif %}{{ deal.name }}',
    reads: ['deal.name', 'deal.name', 'x'],
  },
  {
    title: 'the receiver, its alias, and its company',
    main: '{{ receiver.first_name }}{{ user.email }}{{ company.name }}',
    reads: ['receiver.company.name', 'receiver.email', 'receiver.first_name'],
  },
  {
    title: 'arguments of data tags',
    main: '{% deals status=receiver.plan as l %}',
    reads: ['l', 'receiver.plan'],
  },
  {
    title: 'the root deal',
    main: '{{ deal.name }}{{ event.data.sku }}',
    reads: ['deal.name', 'event.data.sku'],
  },
  {
    title: 'a condition reads whether it is there',
    main: '{% deal id=1 as d %}{% if d.contact %}x{% endif %}',
    reads: ['d.contact'],
  },
  {
    title: 'comparisons read both sides, elif too',
    main: '{% deal id=1 as d %}{% if d.value > d.paid %}a{% elif not d.open and d.stage in d.stages %}b{% endif %}',
    reads: ['d.open', 'd.paid', 'd.stage', 'd.stages', 'd.value'],
  },
  {
    title: 'regroup reads its key, and groups give the elements back',
    main: '{% deals as l %}{% regroup l by stage_name|lower as g %}{% for one in g %}{{ one.grouper }}{% for d in one.list %}{{ d.name }}{% endfor %}{% endfor %}',
    reads: ['l[].name', 'l[].stage_name'],
  },
  {
    title: 'groups are unpacked, too',
    main: '{% deals as l %}{% regroup l by contact as g %}{% for c, ds in g %}{{ c.email }}{{ ds.0.value }}{% endfor %}',
    reads: ['l[].contact.*', 'l[].value', 'unknown: contact'],
  },
  {
    title: 'dictsort reads what it names, and gives the list',
    main: '{% deals as l %}{% for d in l|dictsort:"contact.email" %}{{ d.name }}{% endfor %}',
    reads: ['l[].contact.email', 'l[].name'],
  },
  {
    title: 'sum reads an amount with its currency',
    main: '{% deals as l %}{{ l|sum:"value" }}',
    reads: ['l[].currency', 'l[].value'],
  },
  {
    title: 'a key that is not written out may be any',
    main: '{% deals as l %}{% for d in l|dictsort:receiver.sort %}{% endfor %}',
    reads: ['l[].*', 'receiver.sort', 'unknown: l|dictsort:receiver.sort'],
  },
  {
    title: 'slice gives the list, default one of two',
    main: '{% deals as l %}{% deals count=1 as m %}{% for d in l|slice:":2" %}{{ d.name }}{% endfor %}{% for d in l|default:m %}{{ d.value }}{% endfor %}',
    reads: ['l[].name', 'l[].value', 'm[].value'],
  },
  {
    title: 'add joins lists',
    main: '{% deals as l %}{% deals count=1 as m %}{% for d in l|add:m %}{{ d.name }}{% endfor %}',
    reads: ['l[].name', 'm[].name'],
  },
  { title: 'a record printed whole', main: '{% deal id=1 as d %}{{ d }}', reads: ['d.*', 'unknown: d'] },
  {
    title: 'a list joined',
    main: '{% deals as l %}{{ l|join:", " }}',
    reads: ['l[].*', 'unknown: l|join:", "'],
  },
  { title: 'an attribute joined', main: '{% deal id=1 as d %}{{ d.tags|join:", " }}', reads: ['d.tags'] },
  { title: 'yesno asks whether it is there', main: '{% deals as l %}{{ l|yesno:"a,b" }}', reads: ['l'] },
  {
    title: 'a mapping that is none prints the value',
    main: '{% deals as l %}{{ l|yesno:"a" }}',
    reads: ['l[].*', 'unknown: l|yesno:"a"'],
  },
  {
    title: "an embedder's filters flow as they declare",
    main: '{% deals as l %}{% deals count=1 as m %}{% deal id=1 as d %}{{ l|deep }}{{ m|counted }}{{ d.name|plain }}',
    options: { filters: [filter('deep', 'all'), filter('counted', 'none'), filter('plain', 'text')] },
    reads: ['d.name', 'l[].*', 'm', 'unknown: l|deep'],
  },
  {
    title: 'a filter tag and its argument',
    main: '{% deal id=1 as d %}{% filter default:d.name %}{{ d.value }}{% endfilter %}',
    reads: ['d.name', 'd.value'],
  },
  {
    title: 'firstof, cycle, ifchanged',
    main: '{% deals as l %}{% for d in l %}{% firstof d.a d.b %}{% cycle d.c d.e as f %}{{ f }}{% ifchanged d.g %}{{ d.h }}{% else %}{{ d.i }}{% endifchanged %}{% endfor %}',
    reads: ['l[].a', 'l[].b', 'l[].c', 'l[].e', 'l[].g', 'l[].h', 'l[].i'],
  },
  {
    title: 'cycle gives a record a name that outlives the loop',
    main: '{% deals as l %}{% with f=1 %}{% for d in l %}{% cycle d.contact as f silent %}{% endfor %}{{ f.email }}{% endwith %}',
    reads: ['l[].contact.*', 'unknown: d.contact'],
  },
  {
    title: 'blocktranslate with and count',
    main: '{% deals as l %}{% deal id=1 as d %}{% blocktranslate with name=d.name count n=l|length %}{{ name }} one{% plural %}{{ n }} {{ receiver }}{% endblocktranslate %}',
    reads: ['d.name', 'l', 'receiver.*', 'unknown: receiver'],
  },
  {
    title: 'translate, url, widthratio, now',
    main: '{% deal id=1 as d %}{% translate d.a as t %}{% url "x" d.b c=d.c as u %}{% widthratio d.d 10 d.e %}{% now d.f %}{{ t }}{{ u }}',
    reads: ['d.a', 'd.b', 'd.c', 'd.d', 'd.e', 'd.f'],
  },
  {
    title: 'language, timezone, spaceless, autoescape keep what is bound in them',
    main: '{% language receiver.language %}{% timezone receiver.time_zone %}{% deal id=1 as d %}{% spaceless %}{% autoescape off %}{{ d.name }}{% endautoescape %}{% endspaceless %}{% endtimezone %}{% endlanguage %}{{ d.value }}',
    reads: ['d.name', 'd.value', 'receiver.language', 'receiver.time_zone'],
  },
  {
    title: 'what a loop binds in one turn is read in the next',
    main: '{% deals as l %}{% for d in l %}{{ before.name }}{% for x in d.tags %}{% endfor %}{% regroup l by stage as before %}{% endfor %}',
    reads: ['before.name', 'l[].stage', 'l[].tags[]'],
  },
  {
    title: 'require asks whether it is there',
    main: '{% require receiver.contact %}{% skip %}',
    reads: ['receiver.contact'],
  },
  {
    title: 'an include sees every name',
    main: '{% deals as l %}{% for d in l %}{% include "row" %}{% endfor %}',
    templates: { row: '{{ d.name }}{{ receiver.email }}' },
    reads: ['l[].name', 'receiver.email'],
  },
  {
    title: 'an include with names, and only these',
    main: '{% deal id=1 as d %}{% include "row" with a=d.contact only %}',
    templates: { row: '{{ a.email }}{{ d.name }}{{ receiver.email }}{% deals as l %}{{ l.0.stage }}' },
    reads: ['d.contact.email', 'l[].stage'],
  },
  {
    title: 'an include whose name is not known',
    main: '{% deal id=1 as d %}{% include receiver.layout %}{{ d.name }}',
    reads: ['d.*', 'deal.*', 'event.*', 'receiver.*', 'unknown: receiver.layout', 'unsubscribe_url'],
  },
  {
    title: 'the same with only: what it is given',
    main: '{% deal id=1 as d %}{% deals as l %}{% include receiver.layout with a=l only %}{{ d.name }}',
    reads: ['d.name', 'l[].*', 'receiver.layout', 'unknown: receiver.layout'],
  },
  {
    title: 'a template that includes itself',
    main: '{% deal id=1 as d %}{% include "node" with n=d.a %}',
    templates: { node: '{{ n.name }}{% if n.next %}{% include "node" with n=n.next.contact %}{% endif %}' },
    // An attribute is fetched whole, however deep a template goes into it.
    reads: [
      'd.a.name',
      'd.a.next.contact.name',
      'd.a.next.contact.next.contact.name',
      'd.a.next.contact.next.contact.next.contact',
    ],
  },
  {
    title: 'one that follows relations for ever',
    main: '{% deal id=1 as d %}{% include "node" with n=d.tasks.0 %}',
    templates: { node: '{{ n.title }}{% if n.deal %}{% include "node" with n=n.deal.tasks.0 %}{% endif %}' },
    reads: [
      'd.tasks[].deal.tasks[].deal.tasks[].deal.tasks[].*',
      'd.tasks[].deal.tasks[].deal.tasks[].title',
      'd.tasks[].deal.tasks[].title',
      'd.tasks[].title',
      'unknown: {% include "node" with n=n.deal.tasks.0 %}',
    ],
  },
  {
    title: 'a child fills the blocks of its parent',
    main: '{% extends "base" %}{% block a %}{{ block.super }}{{ d.name }}{% endblock %}{% block gone %}{{ d.never }}{% endblock %}',
    templates: {
      base: '{% deal id=1 as d %}{% block a %}{{ d.value }}{% endblock %}{% block b %}{{ d.stage }}{% endblock %}',
    },
    reads: ['d.name', 'd.stage', 'd.value'],
  },
  {
    title: 'a block that does not ask for the one above does not read it',
    main: '{% extends "base" %}{% block a %}{{ d.name }}{% endblock %}',
    templates: { base: '{% deal id=1 as d %}{% block a %}{{ d.value }}{% endblock %}' },
    reads: ['d.name'],
  },
  {
    title: 'three levels of super, by another name, in an include',
    main: '{% extends "mid" %}{% block a %}{% with up=block %}{% include "up" %}{% endwith %}{% endblock %}',
    templates: {
      mid: '{% extends "base" %}{% block a %}{{ block.super }}{{ d.stage }}{% endblock %}',
      base: '{% deals as l %}{% for d in l %}{% block a %}{{ d.value }}{% endblock %}{% endfor %}',
      up: '{{ up.super }}',
    },
    reads: ['l[].stage', 'l[].value'],
  },
  {
    title: 'a parent that is not known',
    main: '{% extends layout %}{% block a %}{{ receiver.name }}{% endblock %}',
    reads: ['deal.*', 'event.*', 'layout', 'receiver.*', 'unknown: layout', 'unsubscribe_url'],
  },
  {
    title: 'partials run where they are used',
    main: '{% partialdef row %}{{ d.name }}{% endpartialdef %}{% deals as l %}{% for d in l %}{% partial row %}{% endfor %}',
    reads: ['l[].name'],
  },
  {
    title: 'a partial that is shown in place, too',
    main: '{% deal id=1 as d %}{% partialdef row inline %}{{ d.name }}{% endpartialdef %}',
    reads: ['d.name'],
  },
  {
    title: "an embedder's data tag",
    main: '{% points of=receiver.level as p %}{{ p.balance }}{% for one in p.list %}{{ one.at }}{% endfor %}',
    options: { dataTags: [points] },
    reads: ['p.balance', 'p.list[].at', 'receiver.level'],
  },
  {
    title: "an embedder's tag may read any name",
    main: '{% deals as l %}{% badge 1 %}{{ l|length }}',
    options: { tags: [badge] },
    reads: ['deal.*', 'event.*', 'l[].*', 'receiver.*', 'unknown: {% badge 1 %}', 'unsubscribe_url'],
  },
  {
    title: 'unless it says that it reads its arguments alone',
    main: '{% deals as l %}{% deal id=1 as d %}{% badge d %}{{ l|length }}',
    options: { tags: [{ ...badge, reads: 'arguments' }] },
    reads: ['d.*', 'l', 'unknown: d'],
  },
  { title: 'debug prints nothing here', main: '{% deals as l %}{% debug %}', reads: ['l'] },
  {
    title: 'comments and verbatim are text',
    main: '{% deal id=1 as d %}{# {{ d.a }} #}{% comment %}{{ d.b }}{% endcomment %}{% verbatim %}{{ d.c }}{% endverbatim %}',
    reads: ['d'],
  },
  {
    title: 'literals and constants are no names',
    main: '{{ True }}{{ None }}{{ "a"|default:1 }}{{ _("b") }}',
    reads: [],
  },
];
