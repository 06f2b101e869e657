import { expect, it } from 'vitest';
import { Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';
import { projecting } from '../../support/projecting-source.js';

it('a setting is read of the receiver by whichever name its payload has', async () => {
  const source = projecting(memorySource({ contacts: [{ id: 1, custom_id: 'ann', phone: 'pl' }] }));
  for (const path of ['receiver.phone_number', 'receiver.phone'] as const) {
    const engine = new Engine({ source, locale: { path, fallback: 'en' } });
    const template = engine.compile('{{ 1.5|floatformat }}');
    expect(await template.render({ receiver: 'ann' })).toMatchObject({ text: '1,5' });
    expect(await template.render({ receiver: { phone_number: 'pl' } })).toMatchObject({ text: '1,5' });
  }
});

it('a path that leads further than an attribute of the receiver is refused', () => {
  const made = (path: string) => () => new Engine({ timeZone: { path: path as never, fallback: 'UTC' } });
  expect(made('receiver.time_zone')).not.toThrow();
  for (const path of ['receiver.company.time_zone', 'company.time_zone', 'receiver.', 'time_zone'])
    expect(made(path)).toThrow(
      new TypeError('timeZone.path must be an attribute of the receiver, such as receiver.time_zone'),
    );
  expect(() => new Engine({ locale: { path: 'receiver.company.language', fallback: 'en' } })).toThrow(
    'locale.path must be an attribute of the receiver, such as receiver.language',
  );
});
