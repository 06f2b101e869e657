import { wordsOf } from '../headers.js';
import { defineTag } from '../tag.js';

export const blockTag = defineTag({
  name: 'block',
  library: 'built-in',
  doc: 'A part that templates which extend this one may replace. Inside, {{ block.super }} is the part as the parent has it.',
  example: {
    template: '{% extends "letter" %}{% block sign %}{{ block.super }}, Ann{% endblock %}',
    templates: { letter: '{% block sign %}Yours{% endblock %}' },
    result: 'Yours, Ann',
  },
  header: { shape: 'words', min: 1, max: 1, means: 'name' },
  body: { endLabel: true },
  binds: (tag) => [{ name: 'block', range: tag.nameRange, reach: 'body' }],
  prints: true,
  captures: false,
  compile: (tag, compiler) => compiler.block(tag, wordsOf(tag.header)[0]?.text ?? ''),
});
