import { describe, expect, it } from 'vitest';
import { defineChannel, Engine, TemplateError } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';
import { counting } from '../../support/counting-source.js';

const contacts = [
  { id: 1, custom_id: 'ann', first_name: 'Ann', email: 'ann@example.com' },
  { id: 2, custom_id: 'bob', first_name: 'Bob', email: 'bob@example.com' },
];
const deals = [{ id: 5, custom_id: 'D1', user_id: 1, name: 'Tea', created_at: '2025-06-24T00:00:00Z' }];
const text = `{% deals as list %}{% if not list %}{% skip "no orders" %}{% endif %}
{% block subject %}{{ list.0.name }}{% endblock %}
{% block text %}{{ receiver.first_name }}: {{ list.0.name }}{% endblock %}
{% block slack %}{{ list.0.contact.email }}{% endblock %}`;

describe('a message', () => {
  it('has its parts, and an outcome for each receiver in their order', async () => {
    const engine = new Engine({ source: memorySource({ contacts, deals }) });
    const message = engine.compileMessage(text, { name: 'order' });
    expect(message.parts).toEqual(['subject', 'text', 'slack']);
    const outcomes = [];
    for await (const one of message.renderMany(['ann', 'bob', 'eve'])) outcomes.push(one);
    expect(outcomes).toMatchObject([
      {
        receiver: 'ann',
        outcome: 'rendered',
        message: { subject: 'Tea', text: 'Ann: Tea', channels: { slack: 'ann@example.com' } },
      },
      { receiver: 'bob', outcome: 'skipped', reason: 'skipped: no orders' },
      { receiver: 'eve', outcome: 'failed', reason: 'there is no contact "eve"' },
    ]);
  });

  it('asks for what all parts read in one call, as explain announces', async () => {
    const source = counting(memorySource({ contacts, deals }));
    const engine = new Engine({ source });
    const message = engine.compileMessage(text);
    await message.render({ receiver: 'ann' });
    const calls = engine.explain(message).steps.reduce((sum, step) => sum + step.calls, 0);
    expect(source.calls).toHaveLength(calls);
    const asked = source.calls.flat().find((request) => request.kind === 'list');
    expect(asked).toMatchObject({ fields: expect.arrayContaining(['name', 'user_id']) });
  });

  it('tells where the receiver unsubscribes, whether a part prints it or not', async () => {
    const links = {
      unsubscribe: (row: Readonly<Record<string, unknown>>) => `https://x.example/u/${row.email}`,
    };
    const engine = new Engine({ source: memorySource({ contacts, deals }), links });
    const outcome = await engine.compileMessage(text).render({ receiver: 'ann' });
    expect(outcome).toMatchObject({ unsubscribeUrl: 'https://x.example/u/ann@example.com' });
    const chat = engine.compileMessage('{% block subject %}s{% endblock %}{% block slack %}t{% endblock %}');
    expect(await chat.render({ receiver: 'ann' })).not.toHaveProperty('unsubscribeUrl');
  });

  it("has some of its parts alone, and the faults of others are nobody's", async () => {
    const engine = new Engine();
    const message = engine.compileMessage(
      '{% block subject %}s{% endblock %}{% block text %}t{% endblock %}{% block slack %}{% skip "no" %}{% endblock %}',
    );
    expect(await message.render()).toMatchObject({ outcome: 'skipped' });
    expect(await message.only(['text', 'subject']).render()).toMatchObject({
      message: { subject: 's', text: 't' },
    });
    expect(message.only(['subject', 'nothing']).parts).toEqual(['subject']);
    expect(() => message.only(['nothing'])).toThrow(TypeError);
  });

  it('traces each part', async () => {
    const engine = new Engine({ source: memorySource({ contacts, deals }) });
    const outcome = await engine.compileMessage(text).render({ receiver: 'ann', trace: true });
    expect(outcome).toMatchObject({
      traces: {
        subject: [{ path: 'list.0.name', start: 0, end: 3 }],
        text: [{ path: 'receiver.first_name' }, { start: 3, end: 5 }, { path: 'list.0.name', start: 5 }],
      },
    });
  });

  it('has a part for every channel of the embedder, and its limits', async () => {
    const pager = defineChannel({
      name: 'pager',
      encoding: undefined,
      escape: (value) => value.toUpperCase(),
      tagLines: 'drop',
      limit: { unit: 'letters', most: 5, measure: (all) => all.length },
    });
    const engine = new Engine({ channels: [pager] });
    const message = engine.compileMessage(
      '{% block subject %}s{% endblock %}{% block pager %}{{ word }}{% endblock %}',
    );
    expect(await message.render({ context: { word: 'tea' } })).toMatchObject({
      message: { channels: { pager: 'TEA' } },
    });
    expect(await message.render({ context: { word: 'coffee' } })).toMatchObject({
      outcome: 'failed',
      reason: 'the message has 6 letters, and pager takes 5 at most',
    });
  });

  it('is loaded by its name, its parents with it, from a loader that answers later', async () => {
    const templates = new Map([
      ['child', '{% extends "base" %}{% block text %}{{ block.super }}!{% endblock %}'],
      ['base', '{% block subject %}s{% endblock %}{% block text %}t{% endblock %}'],
    ]);
    const loader = { read: async (name: string) => templates.get(name) };
    const engine = new Engine({ templates: loader });
    const early = () => engine.compileMessage(templates.get('child') ?? '', { name: 'child' });
    expect(early).toThrow('use engine.loadMessage');
    const message = await engine.loadMessage('child');
    expect(await message.render()).toMatchObject({ message: { text: 't!' } });
    expect(await engine.loadMessage('child')).toBe(message);
    await expect(engine.loadMessage('chil')).rejects.toThrow(TemplateError);
  });

  it('is told from a template', () => {
    const engine = new Engine({ templates: { base: '{% block subject %}s{% endblock %}' } });
    expect(engine.isMessage('{% extends "base" %}')).toBe(true);
    expect(engine.isMessage('{% block title %}{% endblock %}')).toBe(false);
    expect(new Engine({ dialect: 'django' }).isMessage('{% block subject %}{% endblock %}')).toBe(false);
  });
});
