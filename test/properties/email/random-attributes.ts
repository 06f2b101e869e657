import type { Random } from '../../support/random.js';

/** Filters that leave nothing of some values: with an author's letter before them. */
const shortening: readonly string[] = [
  'cut:"<"',
  'cut:";"',
  'cut:"amp"',
  'striptags',
  'slice:"1:"',
  'slugify',
  'truncatechars:1',
];
const filters: readonly string[] = [
  'escape',
  'force_escape',
  'escape|escape',
  'escape|force_escape',
  'urlencode',
  'urlencode:""',
  'urlencode:":/"',
  'iriencode',
  'escapejs',
  'default:"d"',
  'default_if_none:"d"',
  'upper',
  'escape|lower',
  'title',
  'truncatechars:6',
  'force_escape|truncatechars:6',
  'addslashes',
  'center:12',
  'stringformat:"s"',
  'wordwrap:5',
  'add:"k"',
  'escape|add:"k"',
];
/** Filters that make markup, which is none outside of text. */
const marking: readonly string[] = ['linebreaks', 'linebreaksbr', 'urlize', 'linenumbers'];

/** Writes attributes, and the values in them. */
export class RandomAttributes {
  values = 0;

  constructor(readonly random: Random) {}

  below(count: number): number {
    return this.random.below(count);
  }

  chance(share: number): boolean {
    return this.random.below(1000) < share * 1000;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** The name of a value, mostly a new one. */
  name(): string {
    if (this.values > 0 && this.chance(0.2)) return `v${this.below(this.values)}`;
    return `v${this.values++}`;
  }

  value(): string {
    const name = this.name();
    switch (this.below(12)) {
      case 0:
        return `{{ ${name}|${this.pick(filters)} }}`;
      case 1:
        return `{{ ${name}|${this.pick(filters)}|${this.pick(filters)} }}`;
      case 2:
        return `k{{ ${name}|${this.pick(shortening)} }}`;
      case 3:
        return `{% firstof ${name} "d" %}`;
      case 4:
        return `{% firstof ${name} as kept %}{{ kept }}`;
      case 5:
        return `{% with kept=${name}|${this.pick(filters)} %}{{ kept }}{% endwith %}`;
      case 6:
        return this.pick([
          '{{ number }}',
          '{{ missing }}',
          '{{ nothing }}',
          '{{ when|date:"Y" }}',
          '{{ price }}',
        ]);
      case 7:
        return `{% cycle ${name} "d" %}`;
      case 8:
        return `{% blocktranslate with a=${name} %}one_{{ a }}{% endblocktranslate %}`;
      case 9:
        return this.pick([
          `{{ l${this.below(4)}|join:", " }}`,
          `{{ l${this.below(4)}|escapeseq|join:"/" }}`,
          `{{ l${this.below(4)}|join:${name} }}`,
        ]);
      default:
        return `{{ ${name} }}`;
    }
  }

  /** Values and text where no markup is. */
  plainText(): string {
    const one = () =>
      this.chance(0.2) ? this.pick(['word', 'a b']) : this.chance(0.2) ? this.#marked() : this.value();
    return Array.from({ length: 1 + this.below(3) }, one).join(this.pick(['', ' ', '-']));
  }

  #marked(): string {
    return `{{ ${this.name()}|${this.pick(marking)} }}`;
  }

  /** Values in a comment. */
  commented(): string {
    return this.chance(0.5) ? this.value() : `${this.value()}x${this.#marked()}`;
  }

  attributes(element: string): string {
    return Array.from({ length: this.below(4) }, () => this.#spaced(element)).join('');
  }

  #spaced(element: string): string {
    switch (this.below(8)) {
      case 0:
        return `{% if yes %} ${this.attribute(element)}{% endif %}`;
      case 1:
        return ` {% if no %}hidden{% else %}${this.attribute(element)}{% endif %}`;
      case 2:
        return ` {% if yes %}hidden{% endif %} ${this.attribute(element)}`;
      case 3:
        return `{% for one in many %} ${this.attribute(element)}{% endfor %}`;
      case 4:
        return ` hidden`;
      default:
        return ` ${this.attribute(element)}`;
    }
  }

  attribute(element: string): string {
    switch (this.below(5)) {
      case 0:
        return `${this.pick(['title', 'alt', 'CLASS', 'data-x', 'aria-label'])}=${this.#quoted(this.plainText())}`;
      case 1:
        return `${this.pick(['width', 'title', 'class'])}=${this.#unquoted()}`;
      case 2:
        return `style=${this.#quoted(this.#style(), "'")}`;
      case 3:
        return `${this.#urlName(element)}=${this.pick(['', 'x', '/'])}${this.#unquotedUrl()}`;
      default:
        return `${this.#urlName(element)}=${this.#quoted(this.#url())}`;
    }
  }

  #urlName(element: string): string {
    return element === 'img'
      ? this.pick(['src', 'v:src', 'longdesc'])
      : this.pick(['href', 'HREF', 'xlink:href', 'background', 'cite', 'action', 'src', 'data-url']);
  }

  #quoted(value: string, inside = ''): string {
    const quote = inside === "'" || value.includes("'") || this.chance(0.6) ? '"' : "'";
    // Django's tags have quotation marks of their own, which HTML never sees.
    return `${quote}${value}${quote}`;
  }

  #unquoted(): string {
    return this.pick([
      () => this.value(),
      () => `a${this.value()}`,
      () => `${this.value()}${this.value()}`,
      () => `{{ ${this.name()} }}-b`,
      () => `k${this.#marked()}`,
      () => '{{ missing }}',
    ])();
  }

  #unquotedUrl(): string {
    return this.pick([
      () => `{{ ${this.name()} }}`,
      () => `{{ ${this.name()}|urlencode }}`,
      () => this.#marked(),
    ])();
  }

  #url(): string {
    const v = () => this.value();
    return this.pick([
      v,
      () => ` ${v()}`,
      () => `https://x.example/${v()}`,
      () => `https://${v()}.example/?a=${v()}&amp;b=${v()}#${v()}`,
      () => `/${v()}/${v()}?q=${v()}`,
      () => `${v()}${v()}`,
      () => `${v()}/x?y=${v()}`,
      () => `java${v()}`,
      () => `mailto:${v()}?subject=${v()}`,
      () => `tel:${v()}`,
      () => `?${v()}=${v()}`,
      () => `{% if yes %}/a${v()}{% else %}?b={% endif %}${v()}`,
      () => `{% if yes %}java{% endif %}${v()}`,
      () => `{% for one in many %}/${v()}{% endfor %}`,
      () => `{% for one in many %}${v()}{% endfor %}`,
      () => `#${v()}`,
      () => this.#marked(),
      // Two halves of a scheme.
      () => '{{ halves.0 }}{{ halves.1 }}',
      () => '{% for half in halves %}{{ half }}{% endfor %}',
    ])();
  }

  #style(): string {
    const v = () => this.value();
    const one = this.pick([
      () => `color: ${v()}`,
      () => `width:${v()}px`,
      () => `border: 1px solid ${v()}`,
      () => `font: 12px/${v()} serif`,
      () => `background: url(${v()})`,
      () => `background: url(/a/${v()}?b=${v()}) no-repeat`,
      () => `background: url('${v()}')`,
      () => `font-family: '${v()}', serif`,
      () => `font-family: &quot;${v()}&quot;, serif`,
      () => `{% if yes %}color: ${v()}{% else %}color:red{% endif %}`,
      () => `mso-${v()}: 1`,
      () => `{% for one in many %}color: ${v()};{% endfor %}`,
      () => `/* note */ color: ${v()}`,
    ]);
    return `${one()};${this.chance(0.5) ? ` ${one()}` : ''}`;
  }
}
