import { positional } from '../headers.js';
import { defineTag } from '../tag.js';
import { checkTemplateName } from '../template-name.js';

export const extendsTag = defineTag({
  name: 'extends',
  library: 'built-in',
  doc: 'Builds on another template: its blocks are replaced by the blocks of the same name that stand here. Must be the first tag. The parent may be any expression.',
  example: {
    template: '{% extends "letter" %}{% block greeting %}Hi {{ name }}{% endblock %}',
    templates: { letter: '<p>{% block greeting %}Hello{% endblock %}</p>' },
    context: { name: 'Ann' },
    result: '<p>Hi Ann</p>',
  },
  header: { shape: 'arguments', positional: { names: ['template'], min: 1 }, named: 'none' },
  prints: true,
  captures: false,
  check(tag, checker) {
    const first = checker.template.body.find((node) => node.kind !== 'text' && node.kind !== 'comment');
    if (first !== tag) checker.report('extends-not-first', {}, tag.open);
    checkTemplateName(tag, checker);
  },
  compile: (tag, compiler) => compiler.extend(positional(tag.header, 0)),
});
