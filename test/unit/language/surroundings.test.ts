import { describe, expect, it } from 'vitest';
import { defineDataTag, Engine } from '../../../src/index.js';

const asked: string[] = [];
const echo = defineDataTag({
  name: 'echo',
  doc: 'Gives its word back.',
  example: { template: '{% echo word="a" as x %}{{ x }}', result: 'a' },
  parameters: [{ name: 'word', type: 'any', doc: 'Any word.', required: true }],
  load: async (requests) => {
    const words = requests.map((request) => request.arguments.word);
    asked.push(...words.map(String));
    return words;
  },
});

describe('translations and data that is on its way', () => {
  it('asks for nothing with a text that is not whole yet', async () => {
    const engine = new Engine({ dataTags: [echo] });
    const template = engine.compile(
      '{% echo word="Ann" as name %}{% blocktranslate asvar text %}Dear {{ name }}{% endblocktranslate %}' +
        '{% translate name as same %}{% echo word=text as a %}{% echo word=same as b %}{{ a }} {{ b }}',
    );
    const outcome = await template.render();
    expect(outcome).toMatchObject({ outcome: 'rendered', text: 'Dear Ann Ann' });
    expect(asked).toEqual(['Ann', 'Dear Ann']);
  });
});

describe('surroundings', () => {
  it('are as before where a condition forgave a failure inside them', () => {
    const engine = new Engine({
      dialect: 'django',
      templates: {
        base: '{% block a %}{% language "de" %}{{ 1|add:missing }}{% endlanguage %}{% endblock %}',
      },
    });
    const template = engine.compile(
      '{% extends "base" %}{% block a %}{% if block.super|length == 1 %}{% endif %}{% get_current_language as l %}{{ l }}{% endblock %}',
    );
    expect(template.renderSync()).toBe('en');
  });
});
