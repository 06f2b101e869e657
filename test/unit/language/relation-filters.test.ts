import { expect, it } from 'vitest';
import { Engine } from '../../../src/index.js';
import { fixed } from '../../support/fixes.js';

const said = (template: string) =>
  new Engine().check(template).map(({ help, fix }) => [help, fix?.[0]?.text]);

it('a key that a relation is compared with is named with the attribute that holds it', () => {
  const better = (filter: string, text: string) =>
    expect(said(`{% deals ${filter} as l %}`)).toEqual([
      [`to compare a key write ${text}`, text.slice(0, text.indexOf('='))],
    ]);
  better("contact='u1'", "user_custom_id='u1'");
  better('contact=5', 'user_id=5');
  better("contact='5'", "user_id='5'");
  better("contact__ne='u1'", "user_custom_id__ne='u1'");
  better("products='SKU-1'", "products_custom_id__contains='SKU-1'");
  better("products__ne='SKU-1'", "products__custom_id__ne='SKU-1'");
  better("order_products__product='SKU-1'", "order_products__product_custom_id='SKU-1'");
});

it('and with the fix nothing is left to say', () => {
  const template = "{% deals contact='u1' products__ne='S1' as l %}{% product_events product=5 as e %}";
  expect(new Engine().check(fixed(template, new Engine().check(template)))).toEqual([]);
});

it('the help of an unknown lookup lists them all', () => {
  const [[help] = []] = said('{% deals value__sounds_like=5 as l %}');
  for (const lookup of ['exact', 'iexact', 'istartswith', 'iendswith', 'isnull'])
    expect(help).toContain(lookup);
});
