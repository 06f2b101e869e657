import { builtinTags } from '../../language/builtins.js';
import { positional, wordsOf } from '../../language/headers.js';
import type { TagDefinition } from '../../language/tag.js';
import type { Tag } from '../../syntax/ast.js';
import { guardOf, walkCycle, walkFirstof, walkFor, walkIf, walkIfchanged } from './control.js';
import { evaluated } from './expressions.js';
import { bindResults, readHeader } from './headers.js';
import { walkBlocktranslate, walkRegroup, walkWith } from './names.js';
import { walkExtends, walkInclude, walkPartial } from './templates.js';
import { nothing } from './values.js';
import type { Walk } from './walk.js';

/** How one built-in tag reads, binds and runs its body. */
type Rule = (tag: Tag, walk: Walk) => void;

const builtin: ReadonlySet<TagDefinition> = new Set(builtinTags);

export function walkTag(tag: Tag, walk: Walk): void {
  const definition = walk.language.tags.get(tag.name);
  if (definition === undefined) return;
  walk.at(tag.open, () => {
    if (!builtin.has(definition)) walkForeign(tag, definition, walk);
    else if (definition.binds?.(tag).some(({ reach, data }) => reach === 'rest' && !data))
      walkText(tag, walk);
    else walkRule(tag, walk);
  });
}

const walkRule: Rule = (tag, walk) => (rules.get(tag.name) ?? walkPlain)(tag, walk);

/** The text that it binds waits for all that it reads. */
const walkText: Rule = (tag, walk) => {
  const needs = walk.dependence.noting(() => walkRule(tag, walk));
  walk.dependence.worked(tag, needs);
};

/** Reads its arguments, runs its body once, and binds a text or what it asks for. */
function walkPlain(tag: Tag, walk: Walk): void {
  walk.dependence.header(tag, () => readHeader(tag.header, walk));
  for (const { body } of tag.branches) walk.nodes(body);
  bindResults(tag, walk);
}

/** An embedder's tag: it may run its body any number of times, and unless it says otherwise read any name. */
function walkForeign(tag: Tag, definition: TagDefinition, walk: Walk): void {
  const { reading, scope } = walk;
  const look = () => {
    if (definition.reads === 'arguments') return;
    walk.seesEverything(tag.open, `the tag ${tag.name} may read every name that there is`);
  };
  look();
  const needs = walk.dependence.header(tag, () => {
    for (const branch of tag.branches) readHeader(branch.header, walk);
    if (tag.branches.length === 0) readHeader(tag.header, walk);
  });
  const bindings = definition.binds?.(tag) ?? [];
  const values = bindings.map(({ value, elements }) => {
    const given = value === undefined ? nothing : evaluated(value, walk);
    walk.at(tag.open, () => reading.text(given));
    return elements ? reading.elements(given) : given;
  });
  const bind = (reach: 'body' | 'rest') => {
    for (const [index, binding] of bindings.entries()) {
      if (binding.data && binding.reach === reach) walk.bindData(tag, binding);
      else if (binding.reach === reach) scope.bind(binding.name, values[index] ?? nothing);
    }
  };
  if (tag.branches.length > 0) {
    reading.conditional(() =>
      scope.repeated(() => {
        bind('body');
        walk.dependence.behind(needs, guardOf(walk, tag.open), () =>
          scope.branches(
            tag.branches.map(
              ({ body }) =>
                () =>
                  walk.nodes(body),
            ),
          ),
        );
        look();
      }),
    );
  }
  bind('rest');
}

const walkBody: Rule = (tag, walk) => walk.nodes(tag.branches[0]?.body);

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['block', (tag, walk) => walk.block(wordsOf(tag.header)[0]?.text ?? '')],
  ['blocktrans', walkBlocktranslate],
  ['blocktranslate', walkBlocktranslate],
  // Its arguments only name what Django would keep.
  ['cache', walkBody],
  ['cycle', walkCycle],
  ['extends', walkExtends],
  ['firstof', walkFirstof],
  ['for', walkFor],
  ['if', walkIf],
  ['ifchanged', walkIfchanged],
  ['include', walkInclude],
  ['partial', walkPartial],
  [
    'partialdef',
    (tag, walk) => {
      if (wordsOf(tag.header)[1]?.text === 'inline') walkBody(tag, walk);
    },
  ],
  ['regroup', walkRegroup],
  // Present or not is all that it asks.
  ['require', (tag, walk) => void evaluated(positional(tag.header, 0), walk)],
  ['with', walkWith],
]);
