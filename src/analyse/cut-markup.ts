import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { Node, Tag, Template, Word } from '../syntax/ast.js';
import { walk, walkNodes } from '../syntax/walk.js';

/** Filters that leave a part of a text, whatever stands in it. */
const cutting: ReadonlySet<string> = new Set([
  ...['truncatechars', 'truncatewords', 'slice', 'stringformat', 'first', 'last', 'random', 'make_list'],
]);

/** Tags that print what is not at hand here. */
const composing: ReadonlySet<string> = new Set(['include', 'block', 'partial']);

/**
 * The uses of the tag `filter` that could cut the author's own tags in two, at a place that the length of a value
 * decides: what follows would be read as the rest of a tag.
 */
export function cutMarkup(template: Template): readonly Diagnostic[] {
  const { source } = template;
  const found: Diagnostic[] = [];
  walk(template, {
    tag(tag) {
      const cuts = tag.name === 'filter' ? cutsOf(tag) : [];
      if (cuts.length === 0 || !tag.branches.some(({ body }) => holdsMarkup(body))) return;
      for (const filter of cuts) {
        found.push(diagnose('filter-cuts-markup', { filter: filter.text }, { source, range: filter }));
      }
    },
  });
  return found;
}

function cutsOf({ header }: Tag): readonly Word[] {
  const cuts: Word[] = [];
  let at = header.shape === 'filters' ? header.expression : undefined;
  while (at?.kind === 'filtered') {
    if (cutting.has(at.filter.text)) cuts.push(at.filter);
    at = at.input;
  }
  return cuts;
}

function holdsMarkup(body: readonly Node[]): boolean {
  let holds = false;
  walkNodes(body, {
    node(node) {
      if (node.kind === 'text') holds ||= node.text.includes('<');
      if (node.kind === 'tag') holds ||= composing.has(node.name);
    },
  });
  return holds;
}
