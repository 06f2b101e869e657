import type { Node, Tag } from '../../syntax/ast.js';
import { asName, wordsOf } from '../headers.js';
import { defineTag } from '../tag.js';

export const resetcycleTag = defineTag({
  name: 'resetcycle',
  library: 'built-in',
  doc: 'Makes the last cycle before it, or the one of that name, begin again with its first value.',
  example: {
    template: '{% for x in xs %}{% cycle "a" "b" %}{% if x == 2 %}{% resetcycle %}{% endif %}{% endfor %}',
    context: { xs: [1, 2, 3, 4] },
    result: 'abab',
  },
  header: { shape: 'words', min: 0, max: 1, means: 'name' },
  prints: false,
  captures: false,
  steers: () => true,
  check(tag, checker) {
    const [name] = wordsOf(tag.header);
    if (cycleBefore(tag, checker.template.body, name?.text) !== undefined) return;
    if (name === undefined) checker.report('no-cycle-to-reset', {}, tag.open);
    else checker.report('unknown-cycle', { name: name.text }, name);
  },
  compile(tag, compiler) {
    const cycle = cycleBefore(tag, compiler.nodes, wordsOf(tag.header)[0]?.text);
    if (cycle === undefined) return () => '';
    return (pass) => {
      pass.memory(cycle, () => ({ next: 0 })).next = 0;
      return '';
    };
  },
});

/** The last cycle with values of its own that stands before `use`, of a name where one is wanted. */
function cycleBefore(use: Tag, nodes: readonly Node[], name: string | undefined): Tag | undefined {
  let found: Tag | undefined;
  for (const node of nodes) {
    if (node.kind !== 'tag' || node.start >= use.start) continue;
    if (
      node.name === 'cycle' &&
      defines(node) &&
      (name === undefined || asName(node.header)?.text === name)
    ) {
      found = node;
    }
    for (const branch of node.branches) found = cycleBefore(use, branch.body, name) ?? found;
  }
  return found;
}

/** `{% cycle name %}` only moves another on. */
function defines({ header }: Tag): boolean {
  if (header.shape !== 'arguments') return false;
  const [only] = header.positional;
  return (
    header.positional.length > 1 ||
    header.clauses.length > 0 ||
    only?.kind !== 'variable' ||
    only.path.length > 1
  );
}
