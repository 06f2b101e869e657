import fc from 'fast-check';
import type { CaseOptions, Encoded } from '../conformance/case.js';
import { pick, type Source } from './templates-expressions.js';
import { body, inclusion } from './templates-tags.js';
import { context, timeZone } from './templates-values.js';

/** What is asked of both engines. */
export interface RandomCase {
  readonly templates: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, Encoded>>;
  readonly options: CaseOptions;
}

/** The clock of the oracle, where a case names none. */
const now = '2024-05-15T15:04:05.678Z';

const libraries = '{% load i18n l10n tz humanize %}';

const withInclusions: Source = fc
  .tuple(body, fc.option(inclusion, { nil: '', freq: 2 }), body)
  .map((parts) => parts.join(''));

const inBlock = (name: string, inside: Source): Source =>
  inside.map((text) => `{% block ${name} %}${text}{% endblock %}`);

const superior = fc
  .tuple(body, pick('', '{{ block.super }}', '{{ block.super|upper }}'), body)
  .map((parts) => parts.join(''));

/** A template with two blocks, one inside the other. */
const base: Source = fc
  .tuple(body, body, body, body)
  .map(
    ([first, outer, inner, last]) =>
      `${libraries}${first}{% block outer %}${outer}{% block inner %}${inner}{% endblock inner %}{% endblock %}${last}`,
  );

const middle: Source = fc
  .tuple(inBlock('outer', superior), fc.option(inBlock('more', body), { nil: '' }))
  .map(([outer, more]) => `{% extends "base" %}${libraries}${outer}${more}`);

const child: Source = fc
  .tuple(
    pick('"base"', '"middle"', 'parent', 'missing|default:"base"'),
    inBlock('inner', superior),
    fc.option(inBlock('outer', superior), { nil: '' }),
  )
  .map(([parent, inner, outer]) => `{% extends ${parent} %}${libraries}${inner}${outer}`);

const main: Source = fc.oneof(
  { weight: 3, arbitrary: withInclusions.map((text) => libraries + text) },
  { weight: 1, arbitrary: child },
);

const part = body.map((text) => libraries + text);

/** A case: some templates, values for the names that they use, and how they are rendered. */
export const randomCase: fc.Arbitrary<RandomCase> = fc
  .record({
    main,
    part,
    row: fc.constant('{{ x }}: {{ s }}, {{ missing }};'),
    base,
    middle,
    context,
    autoescape: fc.boolean(),
    string_if_invalid: fc.option(fc.constant('INVALID'), { nil: '', freq: 8 }),
    use_tz: fc.boolean(),
    zone: timeZone,
  })
  .map(({ main, part, row, base, middle, context, autoescape, string_if_invalid, use_tz, zone }) => ({
    templates: used(ofOneClock({ main, part, row, base, middle })),
    context: { ...context, name: 'row', names: ['nowhere', 'part'], parent: 'middle' },
    options: { now, autoescape, string_if_invalid, ...clocks(use_tz, zone, main + part + base + middle) },
  }));

/** A day without a time Django counts from the midnight of its default zone, we from that of the render's. */
const countsDays = (text: string): boolean => /time(?:since|until)|naturalday/.test(text);

function ofOneClock(templates: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!Object.values(templates).some(countsDays)) return templates;
  const moved = (text: string) => text.replace(/"(?:Europe\/Paris|Asia\/Tokyo)"/g, '"America/Chicago"');
  return Object.fromEntries(Object.entries(templates).map(([name, text]) => [name, moved(text)]));
}

/** Without USE_TZ Django's `now` takes no notice of a `timezone` tag, for it has no zones at all; ours does. */
function clocks(
  use_tz: boolean,
  zone: string,
  text: string,
): Pick<CaseOptions, 'use_tz' | 'current_timezone'> {
  if (!use_tz && !text.includes('timezone')) return { use_tz };
  return { use_tz: true, current_timezone: { zone: countsDays(text) ? 'America/Chicago' : zone } };
}

/** Only the templates that can be reached, so that a case that shrank reads well. */
function used(templates: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { main = '', ...others } = templates;
  const extending = main.includes('{% extends');
  const including = main.includes('{% include');
  const kept = Object.entries(others).filter(([name]) =>
    name === 'part' || name === 'row' ? including : extending,
  );
  return { main, ...Object.fromEntries(kept) };
}
