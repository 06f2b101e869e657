import { Random } from './random.js';

/** What a name stands for, so that templates read what is there. */
type Kind = 'deal' | 'contact' | 'company' | 'product' | 'line' | 'task' | 'text';
type Names = ReadonlyMap<string, Bound>;
type Bound = { readonly one: Kind } | { readonly list: Kind } | { readonly groups: Kind };

const attributes: Readonly<Record<Kind, readonly string[]>> = {
  deal: [
    'name',
    'value',
    'volume',
    'currency',
    'value_usd',
    'status',
    'status_name',
    'stage',
    'step_id',
    'stage_name',
    'pipeline',
    'pipeline_name',
    'created_at',
    'created_at.year',
    'expected_close_date',
    'tags',
    'tags.0',
    'loss_reason',
    'price',
    'colour',
    'rank',
    'assignee',
    'custom_id',
    'user_id',
    'id',
    'products_custom_ids',
    'nothing',
    'employee_name',
  ],
  contact: [
    'first_name',
    'name',
    'phone',
    'phone_number',
    'city',
    'vip',
    'email',
    'custom_id',
    'nothing',
    'language',
  ],
  company: ['name', 'city', 'rating', 'custom_id'],
  product: ['name', 'price', 'special_price', 'currency', 'category', 'colour', 'custom_id'],
  line: ['quantity', 'value', 'currency', 'note', 'product_id', 'nothing'],
  task: ['title', 'kind', 'due_at', 'done', 'assignee'],
  text: [],
};

const relations: Readonly<Record<Kind, readonly (readonly [string, Kind])[]>> = {
  deal: [
    ['contact', 'contact'],
    ['company', 'company'],
  ],
  contact: [['company', 'company']],
  company: [],
  product: [],
  line: [['product', 'product']],
  task: [
    ['contact', 'contact'],
    ['deal', 'deal'],
  ],
  text: [],
};

const lists: Readonly<Record<Kind, readonly (readonly [string, Kind])[]>> = {
  deal: [
    ['order_products', 'line'],
    ['products', 'product'],
    ['tasks', 'task'],
    ['order_products', 'line'],
  ],
  contact: [],
  company: [],
  product: [],
  line: [],
  task: [],
  text: [],
};

const pool = ['a', 'b', 'c', 'd', 'deal', 'x'] as const;

const roots: Names = new Map<string, Bound>([
  ['receiver', { one: 'contact' }],
  ['user', { one: 'contact' }],
  ['company', { one: 'company' }],
  ['deal', { one: 'deal' }],
]);

/** Templates by name, `main` among them, that read records in every way that there is. */
export function randomTemplates(seed: number): Readonly<Record<string, string>> {
  return new TemplateMaker(new Random(seed)).templates();
}

class TemplateMaker {
  readonly #templates: Record<string, string> = {};
  #size = 0;

  constructor(readonly random: Random) {}

  templates(): Readonly<Record<string, string>> {
    const { random } = this;
    const start = random.chance(0.9) ? this.#dataTag(new Map(roots)) : { text: '', names: roots };
    if (random.chance(0.2)) this.#extending(start.text, start.names);
    else this.#templates.main = start.text + this.#body(start.names, 3);
    return this.#templates;
  }

  /** A child over its parent, sometimes with one between them. */
  #extending(first: string, names: Names): void {
    const { random } = this;
    const body = () => this.#body(names, 2);
    const block = (name: string, own: string) =>
      `{% block ${name} %}${random.chance(0.6) ? '{{ block.super }}' : ''}${own}{% endblock %}`;
    this.#templates.base = `${first}${body()}{% block one %}${body()}{% endblock %}{% for a in b %}{% block two %}${body()}{% endblock %}{% endfor %}`;
    this.#templates.middle = `{% extends "base" %}${block('one', body())}`;
    this.#templates.main = `{% extends "${random.pick(['base', 'middle'])}" %}${block('one', body())}${random.chance(0.5) ? block('two', body()) : ''}`;
  }

  #body(names: Names, depth: number): string {
    let text = '';
    let known = names;
    for (let count = 1 + this.random.below(4); count > 0 && this.#size < 60; count--) {
      this.#size += 1;
      const made = this.#statement(known, depth);
      text += made.text;
      known = made.names;
    }
    return text;
  }

  #statement(names: Names, depth: number): { text: string; names: Names } {
    const { random } = this;
    const same = (text: string) => ({ text: `${text} `, names });
    const deeper = depth > 0;
    switch (random.below(deeper ? 24 : 7)) {
      case 0:
      case 1:
      case 2:
        return same(`{{ ${this.#scalar(names)} }}`);
      case 3:
        return same(`{{ ${this.#aggregate(names)} }}`);
      case 4:
        return same(random.chance(0.25) ? `{{ ${this.#whole(names)} }}` : `{{ ${this.#scalar(names)} }}`);
      case 5:
        return same(`{% firstof ${this.#scalar(names)} ${this.#scalar(names)} "none" %}`);
      case 6:
        return this.#cycle(names);
      case 7:
      case 8:
      case 9:
        return same(this.#loop(names, depth));
      case 10:
      case 11:
        return this.#condition(names, depth);
      case 12:
      case 13:
        return same(this.#with(names, depth));
      case 14:
        return this.#dataTag(names);
      case 15:
      case 16:
        return this.#regroup(names, depth);
      case 17:
      case 18:
        return same(this.#include(names, depth));
      case 19:
        return same(this.#partial(names, depth));
      case 20:
        return same(
          `{% ifchanged ${random.chance(0.6) ? this.#scalar(names) : ''} %}${this.#body(names, depth - 1)}{% else %}=${this.#body(names, depth - 1)}{% endifchanged %}`,
        );
      case 21:
        return same(
          `{% blocktranslate with p=${this.#scalar(names)} q=${this.#scalar(names)} count n=${this.#list(names)[0]}|length %}{{ p }}{% plural %}{{ q }} {{ n }}{% endblocktranslate %}`,
        );
      case 22:
        return same(`{% filter upper|default:"-" %}${this.#body(names, depth - 1)}{% endfilter %}`);
      default:
        return same(
          random.chance(0.5)
            ? '{% peek %}'
            : `{% require ${random.pick(['receiver.email', 'receiver.id', 'receiver.first_name', 'company'])} %}`,
        );
    }
  }

  // ------------------------------------------------------------- statements

  #dataTag(names: Names): { text: string; names: Names } {
    const { random } = this;
    const name = random.pick(pool);
    const scope = random.chance(0.1) ? ' scope="all"' : '';
    if (random.chance(0.3)) {
      const key = random.pick([
        `custom_id="D${1 + random.below(6)}"`,
        `id=${1 + random.below(6)}`,
        `custom_id=${this.#scalar(names)}`,
      ]);
      return { text: `{% deal ${key}${scope} as ${name} %}`, names: bind(names, name, { one: 'deal' }) };
    }
    const filters = [
      '',
      '',
      'status="won" ',
      `rank__gte=${1 + random.below(3)} `,
      `colour=${this.#scalar(names)} `,
      `name__contains=${this.#scalar(names)} `,
      'order_products__product__category="Tea" ',
      'contact__city="Town 1" ',
    ];
    const order = random.pick([
      '',
      '',
      "order_by='value' ",
      "order_by='colour' order=1 ",
      "order_by='nothing' ",
      'for_last_days=30 ',
      "filter_by='expected_close_date' for_last_days=-90 ",
    ]);
    const count = random.chance(0.3) ? `count=${1 + random.below(3)} ` : '';
    return {
      text: `{% deals ${random.pick(filters)}${order}${count}${scope} as ${name} %}`,
      names: bind(names, name, { list: 'deal' }),
    };
  }

  #loop(names: Names, depth: number): string {
    const { random } = this;
    const groups = this.#named(names, (bound) => 'groups' in bound);
    const [name = 'a', bound] = groups ?? [];
    if (groups && bound && 'groups' in bound && random.chance(0.7)) {
      const inner = bind(bind(names, 'g', { one: 'text' }), 'members', { list: bound.groups });
      if (random.chance(0.5))
        return `{% for g, members in ${name} %}{{ g }}:${this.#body(inner, depth - 1)}{% endfor %}`;
      return `{% for group in ${name} %}{{ group.grouper }}{% with members=group.list %}${this.#body(bind(names, 'members', { list: bound.groups }), depth - 1)}{% endwith %}{% endfor %}`;
    }
    const [list, kind] = this.#list(names);
    const target = random.pick(pool);
    const reversed = random.chance(0.2) ? ' reversed' : '';
    const empty = random.chance(0.3) ? `{% empty %}${this.#body(names, depth - 1)}` : '';
    return `{% for ${target} in ${list}${reversed} %}${this.#body(bind(names, target, { one: kind }), depth - 1)}${empty}{% endfor %}`;
  }

  #condition(names: Names, depth: number): { text: string; names: Names } {
    const { random } = this;
    const inner = this.#body(names, depth - 1);
    const data = random.chance(0.25) ? this.#dataTag(names) : undefined;
    const elif = random.chance(0.3) ? `{% elif ${this.#test(names)} %}${this.#body(names, depth - 1)}` : '';
    const otherwise = random.chance(0.4) ? `{% else %}${this.#body(names, depth - 1)}` : '';
    const text = `{% if ${this.#test(names)} %}${data?.text ?? ''}${inner}${elif}${otherwise}{% endif %} `;
    return { text, names: data?.names ?? names };
  }

  #test(names: Names): string {
    const { random } = this;
    switch (random.below(7)) {
      case 0:
        return this.#record(names)?.[0] ?? 'x';
      case 1:
        return `not ${this.#list(names)[0]}`;
      case 2:
        return `${this.#scalar(names)} == ${this.#scalar(names)}`;
      case 3:
        return `${this.#scalar(names)} > ${random.pick(['1', '100', '"Deal 3"'])}`;
      case 4:
        return `${this.#scalar(names)} and ${this.#scalar(names)} or ${this.#scalar(names)}`;
      case 5:
        return `"a" in ${this.#scalar(names)}`;
      default:
        return this.#scalar(names);
    }
  }

  #with(names: Names, depth: number): string {
    const { random } = this;
    const target = random.pick(pool);
    const record = this.#record(names);
    const [value, bound]: [string, Bound] =
      record && random.chance(0.5)
        ? [record[0], { one: record[1] }]
        : random.chance(0.6)
          ? listOf(this.#list(names))
          : [this.#scalar(names), { one: 'text' }];
    const body = this.#body(bind(names, target, bound), depth - 1);
    return `{% with ${target}=${value} %}${body}{% endwith %}`;
  }

  #regroup(names: Names, depth: number): { text: string; names: Names } {
    const [list, kind] = this.#list(names);
    const name = this.random.pick(pool);
    const bound = bind(names, name, { groups: kind });
    const text = `{% regroup ${list} by ${this.#attribute(kind)}${this.random.pick(['', '|lower', '|default:"?"'])} as ${name} %}`;
    return { text: text + this.#loop(bound, depth), names: bound };
  }

  #cycle(names: Names): { text: string; names: Names } {
    const record = this.#record(names);
    if (!record || this.random.chance(0.7)) {
      return { text: `{% cycle ${this.#scalar(names)} ${this.#scalar(names)} %} `, names };
    }
    const name = this.random.pick(pool);
    if (this.random.chance(0.5)) {
      const [path, kind] = record;
      const read = `{{ ${name}.${this.#attribute(kind)} }}`;
      const loop = `{% for q in ${this.#list(names)[0]} %}{% cycle ${path} as ${name} silent %}{% endfor %}`;
      return { text: `{% with ${name}=receiver %}${loop}${read}{% endwith %} `, names };
    }
    return {
      text: `{% cycle ${record[0]} ${record[0]} as ${name} silent %} `,
      names: bind(names, name, { one: record[1] }),
    };
  }

  #include(names: Names, depth: number): string {
    const { random } = this;
    if (random.chance(0.05)) return '{% include layout %}';
    const name = `t${Object.keys(this.#templates).length}`;
    // Taken before its text is made, which may include others.
    this.#templates[name] = '';
    const record = this.#record(names);
    const inner = record ? bind(names, 'w', { one: record[1] }) : names;
    const given = record ? ` with w=${record[0]}` : '';
    const only = random.chance(0.25);
    const seen = only ? new Map([...inner].filter(([one]) => one === 'w')) : inner;
    const again =
      record?.[1] === 'task' && random.chance(0.5)
        ? `{% if w.deal %}{% include "${name}" with w=w.deal.tasks.0 %}{% endif %}`
        : '';
    this.#templates[name] = this.#body(only && seen.size === 0 ? roots : seen, depth - 1) + again;
    return `{% include "${name}"${given}${only && record ? ' only' : ''} %}`;
  }

  #partial(names: Names, depth: number): string {
    const name = `p${this.random.below(1_000_000)}`;
    const inline = this.random.chance(0.3) ? ' inline' : '';
    const [list, kind] = this.#list(names);
    const body = this.#body(bind(names, 'x', { one: kind }), depth - 1);
    return `{% partialdef ${name}${inline} %}${body}{% endpartialdef %}{% for x in ${list} %}{% partial ${name} %}{% endfor %}`;
  }

  // ------------------------------------------------------------ expressions

  #named(names: Names, wanted: (bound: Bound) => boolean): [string, Bound] | undefined {
    const found = [...names].filter(([, bound]) => wanted(bound));
    return found.length === 0 ? undefined : (this.random.pick(found) as [string, Bound]);
  }

  /** A record by a path, with what it is. */
  #record(names: Names): [string, Kind] | undefined {
    const { random } = this;
    let found: [string, Kind] | undefined;
    const from = random.chance(0.6) ? undefined : this.#listNamed(names);
    if (from)
      found = [`${from[0]}${random.pick(['.0', '.first', '.last', '|first', '|last', '|random'])}`, from[1]];
    else {
      const one = this.#named(names, (bound) => 'one' in bound && bound.one !== 'text');
      if (one && 'one' in one[1]) found = [one[0], one[1].one];
    }
    if (!found || found[0].includes('|')) return found;
    const next = relations[found[1]];
    if (next.length === 0 || random.chance(0.5)) return found;
    const [relation, kind] = random.pick(next);
    return [`${found[0]}.${relation}`, kind];
  }

  #listNamed(names: Names): [string, Kind] | undefined {
    const found = this.#named(names, (bound) => 'list' in bound);
    return found && 'list' in found[1] ? [found[0], found[1].list] : undefined;
  }

  #list(names: Names): [string, Kind] {
    const { random } = this;
    let found: [string, Kind] | undefined = random.chance(0.5) ? this.#listNamed(names) : undefined;
    if (!found) {
      const record = this.#record(names);
      const [name, kind] = record && lists[record[1]].length > 0 ? random.pick(lists[record[1]]) : [];
      found =
        record && name && kind && !record[0].includes('|')
          ? [`${record[0]}.${name}`, kind]
          : this.#listNamed(names);
    }
    if (!found) return ['receiver.tags', 'text'];
    const [list, kind] = found;
    const other = this.#named(
      names,
      (bound) => 'list' in bound && bound.list === kind && names.get(list) !== bound,
    );
    switch (random.below(11)) {
      case 0:
        return [`${list}|slice:":2"`, kind];
      case 1:
        return [`${list}|dictsort:"${this.#key(kind)}"`, kind];
      case 2:
        return [`${list}|dictsortreversed:"${this.#key(kind)}"`, kind];
      case 3:
        return other ? [`${list}|default:${other[0]}`, kind] : found;
      case 4:
      case 6:
        return other ? [`${list}|add:${other[0]}`, kind] : found;
      case 5:
        return random.chance(0.2) ? [`${list}|dictsort:receiver.sort`, kind] : found;
      default:
        return found;
    }
  }

  #key(kind: Kind): string {
    const next = relations[kind];
    if (next.length === 0 || this.random.chance(0.7)) return this.#attribute(kind);
    const [relation, other] = this.random.pick(next);
    return `${relation}.${this.#attribute(other)}`;
  }

  #attribute(kind: Kind): string {
    return attributes[kind].length === 0 ? 'name' : this.random.pick(attributes[kind]);
  }

  #scalar(names: Names): string {
    const { random } = this;
    const record = this.#record(names);
    const text = this.#named(names, (bound) => 'one' in bound && bound.one === 'text');
    if (!record || record[0].includes('|') || (text && random.chance(0.15)))
      return text?.[0] ?? 'receiver.first_name';
    const path = `${record[0]}.${this.#attribute(record[1])}`;
    const other = random.chance(0.5) ? '"?"' : `${random.pick(['receiver', 'user', 'company'])}.name`;
    return (
      path +
      random.pick([
        '',
        '',
        '',
        '',
        '|upper',
        `|default:${other}`,
        '|length',
        '|yesno:"y,n"',
        '|floatformat:2',
        '|truncatechars:6',
        '|add:1',
        `|add:${other}`,
        '|date:"Y"',
        '|money',
        '|first',
        '|yesno:"y"',
        '|safe',
      ])
    );
  }

  #aggregate(names: Names): string {
    const { random } = this;
    const [list, kind] = this.#list(names);
    const key = random.pick(attributes[kind].length === 0 ? ['name'] : attributes[kind]);
    return random.pick([
      `${list}|length`,
      `${list}|pluralize`,
      `${list}|max:"${key}"`,
      `${list}|min:"${this.#key(kind)}"`,
      `${list}|yesno:"a,b"`,
      `${list}|sum:"${random.pick(['value', 'price', 'quantity', 'rank'])}"|default:"-"`,
      `${list}|first|default:"nobody"|length`,
    ]);
  }

  /** Something printed as it is. */
  #whole(names: Names): string {
    const { random } = this;
    const record = this.#record(names)?.[0] ?? 'receiver';
    const [list] = this.#list(names);
    return random.pick([
      record,
      list,
      `${list}|join:", "`,
      `${record}|pprint`,
      `${list}|safeseq|first|length`,
      `${list}|escapeseq|join:"+"`,
      `${record}|around`,
      `${record}|around`,
      `${record}|around`,
      `${list}|yesno:"many"`,
    ]);
  }
}

const listOf = ([list, kind]: readonly [string, Kind]): [string, Bound] => [list, { list: kind }];

function bind(names: Names, name: string, bound: Bound): Names {
  return new Map([...names, [name, bound]]);
}
