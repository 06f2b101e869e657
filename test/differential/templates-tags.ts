import fc from 'fast-check';
import {
  condition,
  expression,
  listExpression,
  pick,
  type Source,
  smallNumber,
  textExpression,
  withNames,
} from './templates-expressions.js';

const plainText = pick(
  'a',
  ' ',
  '\n',
  'text ',
  '<p>',
  '</p>\n',
  '&',
  "'",
  '{ ',
  '}',
  '%',
  '{ { ',
  '%}',
  'ż',
  '1.',
  '{# note #}',
  '',
);
const output = fc.tuple(pick('', ' '), expression).map(([space, inside]) => `{{${space}${inside}${space}}}`);

const join = (parts: fc.Arbitrary<readonly string[]>): Source => parts.map((some) => some.join(''));

/** A tag with a body: `open` may be any header. */
const around = (open: Source, body: Source, close: string): Source =>
  fc.tuple(open, body).map(([header, inside]) => `{% ${header} %}${inside}{% ${close} %}`);

const simple = (header: Source): Source => header.map((inside) => `{% ${inside} %}`);
const header = (...parts: readonly (string | Source)[]): Source =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((some) => some.join(' '));
const option = (part: Source): Source => fc.option(part, { nil: '' });

/** Tags without a body. */
const leaves: readonly Source[] = [
  simple(header('firstof', expression, expression, option(pick('"end"', 'n', 'as first')))),
  simple(header('cycle', pick('"a" "b"', 's n "<c>"', 'missing "x"', '1 2 3'))),
  simple(header('now', pick('"Y-m-d H:i"', '"DATE_FORMAT"', '"D, jS" as today'))),
  simple(header('templatetag', pick('openblock', 'closevariable', 'opencomment', 'openbrace'))),
  simple(
    header(
      'widthratio',
      smallNumber,
      pick('10', 'n', '0', 'f', 'missing'),
      pick('100', '7.5', '"5"'),
      option(pick('as ratio')),
    ),
  ),
  // Longer texts are left to chance.
  simple(header('lorem', pick('3 w', '1 p', '1', '5 w'))),
  simple(pick('with_nothing').map(() => 'load i18n')),
  simple(header('translate', pick('"Hello"', 's', '"a & b"', '"x" as said', '"May" context "month"'))),
  pick('{{ today }}', '{{ ratio }}', '{{ first }}', '{{ said }}', '{{ c }}', '{{ total }}'),
];

/** What a tag may stand in: nothing at the top, a loop, a block. */
export const body: Source = fc.letrec<{ body: string; node: string; tag: string }>((tie) => ({
  body: join(fc.array(tie('node'), { maxLength: 4, size: 'max' })),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: plainText },
    { weight: 5, arbitrary: output },
    { weight: 2, arbitrary: fc.oneof(...leaves) },
    { weight: 5, arbitrary: tie('tag') },
  ),
  tag: fc.oneof(...blocks(tie('body'))),
})).body;

function blocks(inside: Source): readonly Source[] {
  const otherwise = option(inside.map((text) => `{% else %}${text}`));
  const iterated = fc.oneof(listExpression, pick('l', 'rows', 'pairs', 's', 'm', 'missing'));
  return [
    fc
      .tuple(
        condition,
        inside,
        option(fc.tuple(condition, inside).map(([test, text]) => `{% elif ${test} %}${text}`)),
        otherwise,
      )
      .map(([test, text, elif, last]) => `{% if ${test} %}${text}${elif}${last}{% endif %}`),
    fc
      .tuple(
        iterated,
        option(fc.constant(' reversed')),
        inside,
        option(inside.map((text) => `{% empty %}${text}`)),
      )
      .map(
        ([list, reversed, text, empty]) =>
          `{% for x in ${list}${reversed} %}${text}{{ x }}${empty}{% endfor %}`,
      ),
    fc
      .tuple(pick('pairs', 'm.items', 'rows.0.items'), inside)
      .map(([list, text]) => `{% for k, v in ${list} %}${text}{{ k }}={{ v }} {% endfor %}`),
    around(
      header(
        'with',
        pick(...withNames).chain((name) => expression.map((value) => `${name}=${value}`)),
      ),
      inside,
      'endwith',
    ),
    around(header('autoescape', pick('on', 'off')), inside, 'endautoescape'),
    around(
      header(
        'filter',
        pick(
          'upper',
          'lower|capfirst',
          'force_escape',
          'cut:" "',
          'title',
          'linebreaksbr',
          'truncatewords:3',
        ),
      ),
      inside,
      'endfilter',
    ),
    around(fc.constant('spaceless'), inside, 'endspaceless'),
    around(header('ifchanged', option(pick('x', 'x.group', 'n', 'forloop.first'))), inside, 'endifchanged'),
    around(fc.constant('comment'), inside, 'endcomment'),
    around(
      fc.constant('verbatim'),
      inside.map((text) => text.replaceAll('verbatim', '')),
      'endverbatim',
    ),
    around(header('localize', pick('on', 'off')), inside, 'endlocalize'),
    // None is Django's default zone; we have but one zone a render.
    around(header('timezone', pick('"Europe/Paris"', '"Asia/Tokyo"')), inside, 'endtimezone'),
    around(header('localtime', pick('on', 'off')), inside, 'endlocaltime'),
    around(
      pick(
        'blocktranslate',
        'blocktranslate trimmed',
        'blocktranslate with who=s',
        'blocktranslate asvar said',
      ),
      pick('Hi {{ s }}', '\n  {{ who }} & <b>\n it\n', 'plain', '{{ n }} of {{ missing }}', '100%'),
      'endblocktranslate',
    ),
    fc
      .tuple(
        pick('n', 'l|length', 'rows|length', '1'),
        pick('one {{ c }}', 'one'),
        pick('many {{ c }}', '{{ c }} of {{ s }}'),
      )
      .map(
        ([count, one, many]) =>
          `{% blocktranslate count c=${count} %}${one}{% plural %}${many}{% endblocktranslate %}`,
      ),
    fc
      .tuple(pick('rows', 'rows|dictsort:"group"', 'missing'), pick('group', 'name', 'value'), inside)
      .map(
        ([list, key, text]) =>
          `{% regroup ${list} by ${key} as groups %}{% for g in groups %}{{ g.grouper }}:{{ g.list|length }}${text}{% endfor %}`,
      ),
    fc
      .tuple(
        pick('l', 'rows', 's'),
        option(pick('as c', 'as c silent')),
        option(pick('{% resetcycle %}')),
        inside,
      )
      .map(
        ([list, named, reset, text]) =>
          `{% for x in ${list} %}{% cycle "r" "g" s ${named} %}${text}{% if forloop.counter == 2 %}${reset}{% endif %}{% endfor %}`,
      ),
  ];
}

/** A use of one of the templates that every case has beside its main one. */
export const inclusion: Source = header(
  'include',
  pick('"part"', '"row"', 'name', 'names'),
  option(pick('with x=n', 'with s=t n=5', 'with x=s only', 'only')),
).map((inside) => `{% ${inside} %}`);

export { textExpression };
