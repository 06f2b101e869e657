import { nearest } from '../../diagnostics/nearest.js';
import type { Node, Tag } from '../../syntax/ast.js';
import { wordsOf } from '../headers.js';
import { defineTag } from '../tag.js';

export const partialdefTag = defineTag({
  name: 'partialdef',
  library: 'built-in',
  doc: 'Defines a part of this template that partial prints by its name, as often as wanted; other templates include it as "file#name". With inline it is printed where it stands, too.',
  example: {
    template:
      '{% partialdef row %}[{{ x }}]{% endpartialdef %}{% for x in xs %}{% partial row %}{% endfor %}',
    context: { xs: [1, 2] },
    result: '[1][2]',
  },
  header: { shape: 'words', min: 1, max: 2, means: 'name' },
  body: { endLabel: true },
  prints: false,
  captures: false,
  check(tag, checker) {
    const [name, inline] = wordsOf(tag.header);
    if (name === undefined) return;
    if (inline !== undefined && inline.text !== 'inline') {
      const near = nearest(inline.text, ['inline']);
      const fix = [{ range: inline, text: near ?? '' }];
      checker.report('unknown-argument', { name: inline.text, tag: 'partialdef', nearest: near }, inline, {
        fix,
      });
    }
    const first = partialsOf(checker.template.body).find((one) => nameOf(one) === name.text);
    if (first !== undefined && first !== tag) {
      const related = [{ message: 'the first is here', range: first.open, source: checker.source }];
      checker.report('duplicate-partial', { name: name.text }, name, { related });
    }
  },
  compile(tag, compiler) {
    const inline = wordsOf(tag.header)[1]?.text === 'inline';
    return inline ? compiler.body(tag.branches[0]?.body ?? []) : () => '';
  },
});

export const partialTag = defineTag({
  name: 'partial',
  library: 'built-in',
  doc: 'Prints the part of this template that partialdef defines under that name, with the names of this place.',
  example: {
    template: '{% partialdef sign inline %}Yours{% endpartialdef %} / {% partial sign %}',
    result: 'Yours / Yours',
  },
  header: { shape: 'words', min: 1, max: 1, means: 'name' },
  prints: true,
  captures: false,
  check(tag, checker) {
    const [name] = wordsOf(tag.header);
    if (name === undefined) return;
    const names = partialsOf(checker.template.body).map(nameOf);
    if (!names.includes(name.text)) {
      const near = nearest(name.text, names);
      const more = near === undefined ? {} : { fix: [{ range: name, text: near }] };
      checker.report('unknown-partial', { name: name.text, nearest: near }, name, more);
    }
  },
  compile(tag, compiler) {
    const name = wordsOf(tag.header)[0]?.text ?? '';
    const definition = partialsOf(compiler.nodes).find((one) => nameOf(one) === name);
    if (definition === undefined) return () => '';
    const emit = compiler.once(definition, () => compiler.body(definition.branches[0]?.body ?? []));
    return (pass) => pass.nested(emit);
  },
});

const nameOf = (definition: Tag): string => wordsOf(definition.header)[0]?.text ?? '';

/** Every `partialdef` of a template, wherever it stands. */
export function partialsOf(nodes: readonly Node[]): readonly Tag[] {
  const found: Tag[] = [];
  for (const node of nodes) {
    if (node.kind !== 'tag') continue;
    if (node.name === 'partialdef' && node.header.shape === 'words') found.push(node);
    for (const branch of node.branches) found.push(...partialsOf(branch.body));
  }
  return found;
}
