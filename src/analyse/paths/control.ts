import type { Reads } from '../../data/reads.js';
import type { Range } from '../../diagnostics/source-text.js';
import { asName, headerOf, loopOf } from '../../language/headers.js';
import type { Tag } from '../../syntax/ast.js';
import { walkNodes } from '../../syntax/walk.js';
import type { Guard } from '../paths.js';
import { evaluated, readCondition, readText } from './expressions.js';
import { bindResults } from './headers.js';
import { nothing, originsOf, union, type Value } from './values.js';
import type { Walk } from './walk.js';

/** The opening tag of a branch, for people to find it. */
export const guardOf = ({ source }: Walk, range: Range): Guard => ({ source, range });

export function walkIf({ branches }: Tag, walk: Walk): void {
  const { reading, scope, dependence } = walk;
  // A branch is reached by its own condition and those before it.
  const needs = new Set<Reads>();
  const bodies = branches.map(({ header, body, open }, index) => {
    const test = () => {
      if (header.shape === 'condition') readCondition(header.condition, walk);
    };
    for (const one of dependence.noting(index === 0 ? test : () => reading.conditional(test))) needs.add(one);
    const all = new Set(needs);
    return () =>
      dependence.behind(all, guardOf(walk, open), () => reading.conditional(() => walk.nodes(body)));
  });
  scope.branches(bodies);
}

export function walkFor(tag: Tag, walk: Walk): void {
  const { reading, scope, dependence } = walk;
  const { targets, iterable } = loopOf(tag.header);
  const [main, empty] = tag.branches;
  let list: Value = nothing;
  const needs = dependence.noting(() => {
    list = evaluated(iterable, walk);
  });
  const each = reading.elements(list);
  const values = targets.map((_, index) => (targets.length === 1 ? each : reading.item(each, index)));
  // Where nothing is walked over the names keep what they were.
  const guard = empty && guardOf(walk, empty.open);
  scope.inside(() =>
    reading.conditional(() => dependence.behind(needs, guard, () => walk.nodes(empty?.body))),
  );
  scope.inside(() => {
    // Set anew in each turn, so that what they were at its end is nothing to the next.
    const bindTargets = () => {
      for (const [index, { text }] of targets.entries()) scope.bind(text, values[index] ?? nothing);
      scope.bind('forloop', nothing);
    };
    bindTargets();
    reading.looped(originsOf(list), () =>
      scope.repeated(() => {
        bindTargets();
        dependence.behind(needs, undefined, () => walk.nodes(main?.body));
        bindTargets();
      }),
    );
  });
}

export function walkIfchanged(tag: Tag, walk: Walk): void {
  const { reading, scope, dependence } = walk;
  const [main, otherwise] = tag.branches;
  const values = tag.header.shape === 'arguments' ? tag.header.positional : [];
  const needs = dependence.noting(() => {
    for (const value of values) readText(value, walk);
  });
  const perhaps = (branch: typeof main) => () =>
    reading.conditional(() =>
      dependence.behind(needs, guardOf(walk, tag.open), () => walk.nodes(branch?.body)),
    );
  if (values.length === 0) walk.nodes(main?.body);
  scope.branches(values.length === 0 ? [perhaps(otherwise)] : [perhaps(main), perhaps(otherwise)]);
}

export function walkFirstof(tag: Tag, walk: Walk): void {
  const [first, ...others] = tag.header.shape === 'arguments' ? tag.header.positional : [];
  readText(first, walk);
  walk.reading.conditional(() => {
    for (const one of others) readText(one, walk);
  });
  bindResults(tag, walk);
}

export function walkCycle(tag: Tag, walk: Walk): void {
  const { positional: values } = headerOf(tag.header, 'arguments');
  const [only] = values;
  const alias = asName(tag.header);
  const named = only?.kind === 'variable' && only.path.length === 1 ? only.path[0].text : undefined;
  const isReference = values.length === 1 && alias === undefined && named !== undefined;
  walk.reading.conditional(() => {
    if (!isReference) turn(tag, walk);
    else for (const definition of cyclesCalled(named, walk)) turn(definition, walk);
  });
}

/** One of its values is printed, and kept where it has a name. */
function turn(tag: Tag, walk: Walk): void {
  const { positional: values } = headerOf(tag.header, 'arguments');
  for (const value of values) readText(value, walk);
  const name = asName(tag.header);
  if (name) walk.leak(name.text, union(...values.map((value) => evaluated(value, walk))));
}

function cyclesCalled(name: string, walk: Walk): readonly Tag[] {
  const found: Tag[] = [];
  walkNodes(walk.body, {
    tag: (tag) => {
      if (tag.name === 'cycle' && asName(tag.header)?.text === name) found.push(tag);
    },
  });
  return found;
}
