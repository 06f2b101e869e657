import { expect, it } from 'vitest';
import { Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';

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

it('a name that is misspelt is told what it was near to', async () => {
  const source = memorySource({
    contacts: [{ id: 1, first_name: 'Ann', frist_nam: 'x' }],
    deals: [{ id: 1, user_id: 1, order_products: [{ quantity: 1 }] }],
  });
  const template =
    '{{ reciever.first_name }}{{ receiver.frist_name }}{% deals as deal_list %}{{ deal_lst }}' +
    '{% for deal in deal_list %}{{ deal.stage_nam }}{{ deal.order_products.0.quantty }}{{ deal.won_at }}{{ deal.colour }}{% endfor %}';
  const { diagnostics } = await new Engine({ source }).compile(template).render({ receiver: 'id:1' });
  expect(diagnostics.map(({ code, help }) => `${code} ${help?.split('?')[0]}`)).toEqual([
    'missing-value did you mean receiver.first_name',
    'blank-value did you mean receiver.first_name',
    'missing-value did you mean deal_list',
    'blank-value did you mean deal.stage_name',
    'blank-value did you mean deal.order_products.0.quantity',
    'blank-value give a fallback: deal.won_at|default:"…"',
    'blank-value give a fallback: deal.colour|default:"…"',
  ]);
});

it('a fix never brings in a filter that turns escaping off, but for a slip of one letter', () => {
  const fixes = (template: string) => new Engine().check(template).map((one) => one.fix?.[0]?.text);
  expect(fixes('{{ x|saved }}{{ x|saf }}{{ x|lenght }}')).toEqual([undefined, 'safe', 'length']);
});

it('a root that this message has not is told no other name', async () => {
  expect(await helpOf('{{ event }}{{ deal.name }}')).toEqual([
    'check the name, or give a fallback: event|default:"…"',
    'check the name, or give a fallback: deal.name|default:"…"',
  ]);
});
