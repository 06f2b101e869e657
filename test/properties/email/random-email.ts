import type { Random } from '../../support/random.js';
import { RandomAttributes } from './random-attributes.js';

/** A template of an e-mail with all that it names, and how many values it prints: `v0`, `v1`, … */
export interface RandomEmail {
  readonly template: string;
  readonly templates: Readonly<Record<string, string>>;
  readonly values: number;
}

/** Text of the author's own, harmless but not simple. */
const words: readonly string[] = [
  'word',
  'two words',
  'a &amp; b',
  '1 < 2',
  'x - y',
  '&nbsp;',
  'a > b',
  "it's",
];
const blocks: readonly string[] = ['p', 'div', 'h1', 'ul', 'center', 'section', 'custom-one', 'o:p'];
const inlines: readonly string[] = ['b', 'span', 'em', 'font', 'small'];

/** What surrounds a piece. */
interface Around {
  /** A link: no other may stand in it. */
  readonly link?: boolean;
  /** A comment, in which no other may stand. */
  readonly comment?: boolean;
  readonly depth: number;
}

/** Writes HTML with values in every place that takes them, by way of every tag that there is. */
export class RandomWriter extends RandomAttributes {
  readonly templates: Record<string, string> = {};
  #partials = 0;

  email(): RandomEmail {
    const body = this.#html({ depth: 0 });
    const template = this.chance(0.3) ? this.#inherited(body) : body;
    return { template, templates: this.templates, values: this.values };
  }

  /** A parent whose blocks stand in text and within a tag, and a child that takes them over. */
  #inherited(body: string): string {
    const name = this.#named(
      `<a data-own {% block attributes %}${this.attribute('a')}{% endblock %}>` +
        `{% block label %}${this.text()}{% endblock %}</a><i title="{% block quoted %}${this.plainText()}{% endblock %}"></i>` +
        `{% block open %}<p title="{% endblock %}${this.value()}">{% block body %}${body}{% endblock %}`,
    );
    const own = [
      `{% block attributes %}{{ block.super }} ${this.attribute('a')}{% endblock %}`,
      `{% block quoted %}${this.plainText()}{{ block.super }}{{ block.super|${this.pick(['linebreaks', 'default:"d"'])} }}{% endblock %}`,
      `{% block open %}<p ${this.#openAttribute()}{% endblock %}`,
      `{% block label %}${this.text()}{{ block.super }}{{ block.super|${this.pick(['upper', 'linebreaks', 'cut:"b"'])} }}{% endblock %}`,
      `{% block body %}${this.#html({ depth: 1 })}{{ block.super }}{% endblock %}`,
    ].filter(() => this.chance(0.6));
    return `{% extends "${name}" %}${own.join('')}`;
  }

  #named(text: string): string {
    const name = `part${Object.keys(this.templates).length}.html`;
    this.templates[name] = text;
    return name;
  }

  #html(around: Around): string {
    const count = 1 + this.below(around.depth > 1 ? 1 : 3);
    return Array.from({ length: count }, () => this.#piece(around)).join(this.pick(['', ' ', '\n']));
  }

  #piece(around: Around): string {
    const inner = { ...around, depth: around.depth + 1 };
    if (around.depth > 2) return this.text();
    switch (this.below(16)) {
      case 0:
      case 1:
      case 2:
        return this.text(!around.link);
      case 3:
      case 4: {
        const name = this.pick([...blocks, ...inlines]);
        return `<${name}${this.attributes(name)}>${this.#html(inner)}</${name}>`;
      }
      case 5:
        return around.link
          ? this.text()
          : `<a data-own${this.attributes('a')}>${this.#html({ ...inner, link: true })}</a>`;
      case 6:
        return `<${this.pick(['img', 'br', 'hr', 'input'])}${this.attributes('img')}${this.pick(['', ' /'])}>`;
      case 7:
        return `<table${this.attributes('table')}><tr><td${this.attributes('td')}>${this.#html(inner)}</td></tr></table>`;
      case 8:
        return this.#special(around);
      case 9:
        return `{% if yes %}${this.#html(inner)}{% ${this.pick(['else', 'elif no'])} %}${this.#html(inner)}{% endif %}`;
      case 10:
        return `{% for one in many %}${this.#html(inner)}{% ifchanged %}${this.text()}{% endifchanged %}{% endfor %}`;
      case 11:
        return `{% include "${this.#named(this.#html(inner))}" %}`;
      case 12:
        return this.#dynamic(inner);
      case 13:
        return this.#partial(inner);
      case 14:
        return this.#comment(inner);
      default:
        return this.#wrapped(inner);
    }
  }

  #dynamic(around: Around): string {
    const name = this.#named(this.#html(around));
    return `{% with name="${name}" %}{% include name %}{% endwith %}`;
  }

  /** One part, printed in text and in the value of an attribute. */
  #partial(around: Around): string {
    const name = `part${this.#partials++}`;
    const definition = `{% partialdef ${name} %}${this.text()}{% endpartialdef %}`;
    const marked = `m${name}`;
    const markup = `{% partialdef ${marked} %}${this.#html(around)}{% endpartialdef %}{% partial ${marked} %}`;
    return `${definition}${markup}{% partial ${name} %}<b title="{% partial ${name} %}">${around.depth > 2 ? '' : this.text()}</b>`;
  }

  #wrapped(around: Around): string {
    const html = this.#html(around);
    switch (this.below(6)) {
      case 5:
        return this.#opened();
      case 0:
        return `{% with other=1 %}${html}{% endwith %}`;
      case 1:
        return `{% autoescape on %}${html}{% endautoescape %}`;
      case 2:
        return around.comment ? html : `{% spaceless %}<p>k${html}k</p>{% endspaceless %}`;
      case 3:
        return `{% filter ${this.pick(['cut:"k"', 'wordwrap:40', 'default:"k"', 'addslashes'])} %}k${this.text()}k{% endfilter %}`;
      default:
        return `{% language "pl" %}${html}{% endlanguage %}`;
    }
  }

  /** One part opens what the template closes. */
  #opened(): string {
    const open = this.#named(`<p class="a"${this.attributes('p')} ${this.#openAttribute()}`);
    return `{% include "${open}" %}${this.value()}">${this.text()}</p>`;
  }

  #openAttribute(): string {
    return this.pick(['style="color:', 'href="', 'title="', 'style="border:1px ', 'src="/?a=']);
  }

  #special(around: Around): string {
    switch (this.below(5)) {
      case 0:
        return `<title>${this.pick(['', '1 < 2 <i title=', '<b '])}${this.plainText()}</title>`;
      case 1:
        return `<textarea${this.attributes('textarea')}>k${this.plainText()}</textarea>`;
      case 2:
        return '<style type="text/css">{% firstof number as kept %}p > b { content: "<a href=" }</style>';
      case 3:
        return around.comment ? '' : '<script>var a = "<p title=\'" < 1;</script>';
      default:
        return '{% if yes %}<!doctype html>{% endif %}';
    }
  }

  #comment(around: Around): string {
    if (around.comment) return '';
    const inner = { ...around, comment: true };
    switch (this.below(4)) {
      case 0:
        return `<!--[if mso]>${this.#html(inner)}<![endif]-->`;
      case 1:
        return `<!--[if (gte mso 9)|(IE)]><table><tr><td${this.attributes('td')}><![endif]-->${this.text()}<!--[if mso]></td></tr></table><![endif]-->`;
      case 2:
        return `<!--[if !mso]><!-->${this.#html(inner)}<!--<![endif]-->`;
      default:
        return `<!--${this.pick(['', ' ', 'a-'])}${this.commented()}${this.pick([' ', '', ' x'])}-->`;
    }
  }

  /** Text with values; with `markup` by filters that make some of it. */
  text(markup = false): string {
    const parts = Array.from({ length: 1 + this.below(3) }, () => this.#textPart(markup));
    return parts.join(this.pick(['', ' ']));
  }

  #textPart(markup: boolean): string {
    if (this.chance(0.3)) return this.pick(words);
    // With the end of a value it may be that of a comment.
    if (this.chance(0.1)) return `k${this.value()}${this.pick(['>', '->', '!>'])}`;
    if (!markup || this.chance(0.7)) return this.value();
    return this.pick([
      () => `{{ ${this.name()}|linebreaks }}`,
      () => `{{ ${this.name()}|linebreaksbr }}`,
      () => `{{ ${this.name()}|urlize }}`,
      () => `{{ ${this.name()}|urlizetrunc:9 }}`,
      () => `{{ l${this.below(4)}|unordered_list }}`,
      () => '{{ "<i>k</i>"|safe }}',
      () => `{{ ${this.name()}|default:"<i>k</i>" }}`,
      () =>
        `{% blocktranslate with a=${this.name()} asvar kept %}<b>{{ a }}</b>{% endblocktranslate %}{{ kept }}<i title="{{ kept }}"></i>`,
    ])();
  }
}

export const randomEmail = (random: Random): RandomEmail => new RandomWriter(random).email();
