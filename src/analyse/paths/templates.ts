import { hasFlag, positional, wordsOf } from '../../language/headers.js';
import { partialsOf } from '../../language/tags/partial.js';
import type { Tag } from '../../syntax/ast.js';
import { evaluated } from './expressions.js';
import { bindingsOf } from './headers.js';
import { nothing } from './values.js';
import type { Walk } from './walk.js';

const unknownTemplate = 'the template is not known before it runs';

export function walkInclude(tag: Tag, walk: Walk): void {
  const name = positional(tag.header, 0);
  const template = walk.template(name);
  const bindings = bindingsOf(tag, 'with');
  const values = bindings.map(({ value }) => (value ? evaluated(value, walk) : nothing));
  const inside = hasFlag(tag.header, 'only') ? walk.scope.alone : walk.scope.inside;
  inside.call(walk.scope, () => {
    for (const [index, binding] of bindings.entries()) {
      walk.scope.bind(binding.name.text, values[index] ?? nothing);
    }
    if (template === undefined) walk.seesEverything(name, unknownTemplate, true);
    else if (template !== null) walk.include(template);
  });
}

export function walkExtends(tag: Tag, walk: Walk): void {
  const name = positional(tag.header, 0);
  const template = walk.template(name);
  if (template === undefined) walk.seesEverything(name, unknownTemplate, true);
  else if (template !== null) walk.extend(template);
}

export function walkPartial(tag: Tag, walk: Walk): void {
  const name = wordsOf(tag.header)[0]?.text;
  const definition = partialsOf(walk.body).find((one) => wordsOf(one.header)[0]?.text === name);
  if (definition) walk.once(definition, () => walk.nodes(definition.branches[0]?.body));
}
