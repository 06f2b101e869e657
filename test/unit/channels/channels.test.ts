import { describe, expect, test } from 'vitest';
import { Engine } from '../../../src/index.js';

const engine = new Engine();
const compiled = (name: string) => engine.compile('{{ x }}', { name }).channel;

describe('the channel by the file name', () => {
  test.each([
    ['order.slack.txt', 'slack'],
    ['order.telegram.txt', 'telegram'],
    ['order.whatsapp.txt', 'whatsapp'],
    ['folder/order.SMS.txt', 'sms'],
    ['order.txt', 'text'],
    ['order.fax.txt', 'text'],
    ['order.html', 'email'],
    ['order.htm', 'email'],
    ['order', 'email'],
    ['order.slack.html', 'email'],
    ['order.email.txt', 'email'],
    ['order.html.txt', 'text'],
  ])('%s is %s', (name, channel) => {
    expect(compiled(name)).toBe(channel);
  });

  test('is html in the dialect of Django, or where it is asked for', () => {
    expect(new Engine({ dialect: 'django' }).compile('x', { name: 'order.html' }).channel).toBe('html');
    expect(engine.compile('x', { name: 'order.html', channel: 'html' }).channel).toBe('html');
  });

  test('check goes by it too, and by a name', () => {
    expect(engine.check('a.', { name: 'a.telegram.txt' }).map(({ code }) => code)).toEqual([
      'reserved-character',
    ]);
    expect(engine.check('a.', { name: 'a.txt' })).toEqual([]);
    expect(engine.check('a.', { channel: 'telegram' })).toHaveLength(1);
    expect(engine.check('a.', { channel: 'telegramm' })).toMatchObject([{ code: 'unknown-channel' }]);
  });
});

describe('limits', () => {
  const outcome = (channel: string, length: number) =>
    engine.compile('{{ x }}', { channel }).render({ context: { x: 'a'.repeat(length) } });

  test.each([
    ['slack', 40_000, 'failed the message has 40001 characters, and slack takes 40000 at most'],
    [
      'telegram',
      4096,
      'failed the message has 4097 UTF-16 units without markup, and telegram takes 4096 at most',
    ],
    ['whatsapp', 4096, 'failed the message has 4097 characters, and whatsapp takes 4096 at most'],
    ['sms', 1530, 'failed the message has 11 segments, and sms takes 10 at most'],
  ])('%s takes %i', async (channel, most, reason) => {
    const [well, over] = [await outcome(channel, most), await outcome(channel, most + 1)];
    expect(well.outcome).toBe('rendered');
    expect(over.outcome === 'failed' && `failed ${over.reason}`).toBe(reason);
  });

  test('Slack advises less: a warning', async () => {
    expect((await outcome('slack', 4000)).diagnostics).toEqual([]);
    expect(await outcome('slack', 4001)).toMatchObject({
      outcome: 'rendered',
      diagnostics: [{ code: 'message-long', severity: 'warning' }],
    });
  });

  test('Telegram counts neither escapes nor marks nor the targets of links', async () => {
    const x = '.'.repeat(4089);
    const url = 'https://x.example/)'.repeat(10);
    const template = engine.compile('*{{ x }}* [0123]({{ url }}) `a`', { channel: 'telegram' });
    expect(await template.render({ context: { x, url } })).toMatchObject({ outcome: 'rendered' });
    expect(await template.render({ context: { x: `${x}.`, url } })).toMatchObject({ outcome: 'failed' });
  });

  test('Telegram counts an emoji of its own as the emoji that stands for it', async () => {
    const template = engine.compile('![👍](tg://emoji?id=5){{ x }}', { channel: 'telegram' });
    const x = 'a'.repeat(4094);
    expect(await template.render({ context: { x } })).toMatchObject({ outcome: 'rendered' });
    expect(await template.render({ context: { x: `${x}a` } })).toMatchObject({ outcome: 'failed' });
  });
});

describe('UCS-2 in an SMS', () => {
  test('a value in a loop is told once, with its count, and nothing of it', async () => {
    const template = engine.compile('{% for one in all %}{{ one.name }} {% endfor %}', { channel: 'sms' });
    const { diagnostics } = await template.render({
      context: { all: [{ name: 'Ł' }, { name: 'a' }, { name: 'ż' }] },
    });
    expect(diagnostics).toMatchObject([{ code: 'value-forces-ucs2', count: 2 }]);
    expect(diagnostics[0]?.message).toContain('"one.name"');
    expect(diagnostics[0]?.message).not.toMatch(/[Łż]/);
  });

  test('compiling says nothing of the room that is left: check does', () => {
    expect(engine.compile('Hi', { channel: 'sms' }).diagnostics).toEqual([]);
    expect(engine.check('Hi', { channel: 'sms' })[0]?.message).toBe(
      "the template's own text takes 2 septets; 158 more fit before another segment begins",
    );
  });
});
