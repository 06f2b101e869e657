import { expect, it } from 'vitest';
import { Engine } from '../../../src/index.js';

const helpOf = async (template: string) => {
  const { diagnostics } = await new Engine().compile(template).render({ context: { s: 'a', xs: [1] } });
  return diagnostics.map(({ help }) => help);
};

it('a method of another language is told its filter', async () => {
  expect(await helpOf('{{ s.upper }}{{ xs.length }}{{ s.toLowerCase }}{{ xs.first }}')).toEqual([
    'for the filter write s|upper',
    'for the filter write xs|length',
    'for the filter write s|lower',
    'for the filter write xs|first',
  ]);
  expect(await helpOf('{{ s.nme }}{{ upper }}')).toEqual([
    'check the name, or give a fallback: s.nme|default:"…"',
    'check the name, or give a fallback: upper|default:"…"',
  ]);
});

it('a fix never brings in a filter that turns escaping off, but for a slip of one letter', () => {
  const fixes = (template: string) => new Engine().check(template).map((one) => one.fix?.[0]?.text);
  expect(fixes('{{ x|saved }}{{ x|saf }}{{ x|lenght }}')).toEqual([undefined, 'safe', 'length']);
});
