import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/index.js';

/** The template with the fix of its first diagnostic. */
function fixed(template: string): string {
  const [found] = new Engine().check(template).filter(({ code }) => code === 'translation-needs-name');
  const edits = [...(found?.fix ?? [])].sort((a, b) => b.range.start - a.range.start);
  return edits.reduce(
    (text, { range, text: put }) => text.slice(0, range.start) + put + text.slice(range.end),
    template,
  );
}

describe('the fix of an output that is no name', () => {
  it.each([
    [
      '{% blocktranslate %}Hi {{ user.name }}!{% endblocktranslate %}',
      '{% blocktranslate with name=user.name %}Hi {{ name }}!{% endblocktranslate %}',
    ],
    [
      '{% blocktrans with a=1 trimmed %}{{ user.name|upper }}{{ a }}{% endblocktrans %}',
      '{% blocktrans with a=1 name=user.name|upper trimmed %}{{ name }}{{ a }}{% endblocktrans %}',
    ],
    [
      '{% blocktrans count n=xs|length %}{{ name }}{% plural %}{{ user.name }}{{ n }}{% endblocktrans %}',
      '{% blocktrans with user_name=user.name count n=xs|length %}{{ name }}{% plural %}{{ user_name }}{{ n }}{% endblocktrans %}',
    ],
    [
      '{% blocktrans %}{{ "x"|upper }}{% endblocktrans %}',
      '{% blocktrans with value="x"|upper %}{{ value }}{% endblocktrans %}',
    ],
    [
      '{% blocktrans %}{{ user.name }}{{ shop.name }}{{ 1 }}{{ 2 }}{{ user.name }}{% endblocktrans %}',
      '{% blocktrans with name=user.name shop_name=shop.name value=1 value2=2 %}{{ name }}{{ shop_name }}{{ value }}{{ value2 }}{{ name }}{% endblocktrans %}',
    ],
  ])('%s', (template, expected) => {
    expect(fixed(template)).toBe(expected);
    expect(new Engine().check(expected)).toEqual([]);
  });
});

describe('the trace of a translation', () => {
  it('adds up to its text', async () => {
    const engine = new Engine({
      catalogues: { de: { 'Hi %(a)s %(b)s': '%(b)s! %(a)s %(b)s' } },
      locale: 'de',
    });
    const template = engine.compile(
      '[{% blocktranslate %}Hi {{ a }} {{ b }}{% endblocktranslate %}|{{ a }}]',
    );
    const outcome = await template.render({ context: { a: 'Ann', b: 'Bo' }, trace: true });
    if (outcome.outcome !== 'rendered') throw new Error(outcome.reason);
    expect(outcome.text).toBe('[Bo! Ann Bo|Ann]');
    const pieces = (outcome.trace ?? []).map((entry) => outcome.text.slice(entry.start, entry.end));
    expect(pieces).toEqual(['[', 'Bo! Ann Bo', '|', 'Ann', ']']);
  });
});
