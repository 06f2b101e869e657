import { builtinTags } from '../../language/builtins.js';
import {
  asName,
  clauseOf,
  conditionOf,
  hasFlag,
  headerOf,
  loopOf,
  positional,
  wordsOf,
} from '../../language/headers.js';
import type { TagDefinition } from '../../language/tag.js';
import { partialsOf } from '../../language/tags/partial.js';
import { below } from '../../language/tags/regroup.js';
import type { ArgumentsHeader, Expression, Header, NamedArgument, Tag } from '../../syntax/ast.js';
import { walkNodes } from '../../syntax/walk.js';
import { evaluated, readCondition, readText } from './expressions.js';
import { type MadePart, made, nothing, originsOf, type Part, union, type Value } from './values.js';
import type { Walk } from './walk.js';

/** How one built-in tag reads, binds and runs its body. */
type Rule = (tag: Tag, walk: Walk) => void;

const builtin: ReadonlySet<TagDefinition> = new Set(builtinTags);

export function walkTag(tag: Tag, walk: Walk): void {
  const definition = walk.language.tags.get(tag.name);
  if (definition === undefined) return;
  if (!builtin.has(definition)) walkForeign(tag, definition, walk);
  else (rules.get(tag.name) ?? walkPlain)(tag, walk);
}

/** Reads its arguments, runs its body once, and binds a text or what it asks for. */
function walkPlain(tag: Tag, walk: Walk): void {
  readHeader(tag.header, walk);
  for (const { body } of tag.branches) walk.nodes(body);
  bindResults(tag, walk);
}

function readHeader(header: Header, walk: Walk): void {
  if (header.shape === 'arguments') for (const one of expressionsOf(header)) readText(one, walk);
  else if (header.shape === 'filters') readText(header.expression, walk);
  else if (header.shape === 'condition') readCondition(header.condition, walk);
  else if (header.shape === 'loop') readText(header.iterable, walk);
}

const expressionsOf = ({ positional, named, clauses }: ArgumentsHeader): readonly Expression[] => [
  ...positional,
  ...named.flatMap(({ value }) => value ?? []),
  ...clauses.flatMap((clause) => {
    if (clause.kind === 'expression') return clause.expression;
    return clause.kind === 'bindings' ? clause.bindings.flatMap(({ value }) => value ?? []) : [];
  }),
];

function bindResults(tag: Tag, walk: Walk): void {
  for (const binding of walk.language.tags.get(tag.name)?.binds?.(tag) ?? []) {
    if (binding.data) walk.bindData(tag, binding);
    else if (binding.reach === 'rest') walk.scope.bind(binding.name, nothing);
  }
}

/** An embedder's tag: it may run its body any number of times, and unless it says otherwise read any name. */
function walkForeign(tag: Tag, definition: TagDefinition, walk: Walk): void {
  const { reading, scope } = walk;
  const look = () => {
    if (definition.reads === 'arguments') return;
    walk.seesEverything(tag.open, `the tag ${tag.name} may read every name that there is`);
  };
  look();
  for (const branch of tag.branches) readHeader(branch.header, walk);
  if (tag.branches.length === 0) readHeader(tag.header, walk);
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
        scope.branches(
          tag.branches.map(
            ({ body }) =>
              () =>
                walk.nodes(body),
          ),
        );
        look();
      }),
    );
  }
  bind('rest');
}

// ------------------------------------------------------------------ control

function walkIf({ branches }: Tag, walk: Walk): void {
  const { reading, scope } = walk;
  for (const [index, { header }] of branches.entries()) {
    if (header.shape !== 'condition') continue;
    const read = () => readCondition(conditionOf(header), walk);
    if (index === 0) read();
    else reading.conditional(read);
  }
  scope.branches(
    branches.map(
      ({ body }) =>
        () =>
          reading.conditional(() => walk.nodes(body)),
    ),
  );
}

function walkFor(tag: Tag, walk: Walk): void {
  const { reading, scope } = walk;
  const { targets, iterable } = loopOf(tag.header);
  const [main, empty] = tag.branches;
  const list = evaluated(iterable, walk);
  const each = reading.elements(list);
  const values = targets.map((_, index) => (targets.length === 1 ? each : reading.item(each, index)));
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
        walk.nodes(main?.body);
        bindTargets();
      }),
    );
    reading.conditional(() => walk.nodes(empty?.body));
  });
}

function walkIfchanged(tag: Tag, walk: Walk): void {
  const { reading, scope } = walk;
  const [main, otherwise] = tag.branches;
  const values = tag.header.shape === 'arguments' ? tag.header.positional : [];
  for (const value of values) readText(value, walk);
  const perhaps = (body: typeof main) => () => reading.conditional(() => walk.nodes(body?.body));
  if (values.length === 0) walk.nodes(main?.body);
  scope.branches(values.length === 0 ? [perhaps(otherwise)] : [perhaps(main), perhaps(otherwise)]);
}

function walkFirstof(tag: Tag, walk: Walk): void {
  const [first, ...others] = tag.header.shape === 'arguments' ? tag.header.positional : [];
  readText(first, walk);
  walk.reading.conditional(() => {
    for (const one of others) readText(one, walk);
  });
  bindResults(tag, walk);
}

function walkCycle(tag: Tag, walk: Walk): void {
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

// -------------------------------------------------------------------- names

function walkWith(tag: Tag, walk: Walk): void {
  const alias = asName(tag.header);
  const { named } = headerOf(tag.header, 'arguments');
  const bindings: readonly NamedArgument[] =
    alias === undefined
      ? named
      : [{ start: alias.start, end: alias.end, name: alias, value: positional(tag.header, 0) }];
  bound(bindings, walk, () => walk.nodes(tag.branches[0]?.body));
}

/** Runs with names for values, all of which are taken before the first name is set. */
function bound(bindings: readonly NamedArgument[], walk: Walk, run: () => void): void {
  const values = bindings.map(({ name, value }) =>
    value ? evaluated(value, walk) : walk.scope.get(name.text),
  );
  walk.scope.inside(() => {
    for (const [index, { name }] of bindings.entries()) walk.scope.bind(name.text, values[index] ?? nothing);
    run();
  });
}

function walkBlocktranslate(tag: Tag, walk: Walk): void {
  readText(clauseOf(tag.header, 'context', 'expression')?.expression, walk);
  bound(bindingsOf(tag, 'with'), walk, () =>
    bound(bindingsOf(tag, 'count'), walk, () => {
      for (const { value } of bindingsOf(tag, 'count')) readText(value, walk);
      for (const { body } of tag.branches) walk.nodes(body);
    }),
  );
  bindResults(tag, walk);
}

const bindingsOf = (tag: Tag, keyword: string): readonly NamedArgument[] =>
  clauseOf(tag.header, keyword, 'bindings')?.bindings ?? [];

const groups = new WeakMap<Walk, Map<Tag, MadePart>>();

function walkRegroup(tag: Tag, walk: Walk): void {
  const { reading, scope } = walk;
  const list = evaluated(positional(tag.header, 0), walk);
  const name = asName(tag.header);
  const by = clauseOf(tag.header, 'by', 'expression')?.expression;
  if (name === undefined || by === undefined) return;
  const each = reading.elements(list);
  let key: Value = nothing;
  scope.inside(() => {
    scope.bind(name.text, each);
    key = evaluated(below(name, by), walk);
    walk.at(by, () => reading.text(key));
  });
  scope.bind(name.text, new Set<Part>([grouped(tag, key, each, walk)]));
}

/** The list of groups: one for each use, which grows. */
function grouped(tag: Tag, key: Value, each: Value, walk: Walk): MadePart {
  const known = groups.get(walk) ?? new Map<Tag, MadePart>();
  groups.set(walk, known);
  let list = known.get(tag);
  if (list === undefined) {
    const grouper = new Set<Part>();
    const items = made();
    const members = new Set<Part>([items]);
    const group = made(
      new Map([
        ['grouper', grouper],
        ['0', grouper],
        ['list', members],
        ['1', members],
      ]),
    );
    group.elements.add(items);
    list = made();
    list.elements.add(group);
    known.set(tag, list);
  }
  const [group] = list.elements;
  if (group?.kind !== 'made') return list;
  const [items] = group.members.get('list') ?? [];
  for (const part of key) {
    group.members.get('grouper')?.add(part);
    group.elements.add(part);
  }
  if (items?.kind === 'made') for (const part of each) items.elements.add(part);
  return list;
}

// ---------------------------------------------------------- other templates

const unknownTemplate = 'the template is not known before it runs';

function walkInclude(tag: Tag, walk: Walk): void {
  const name = positional(tag.header, 0);
  const template = walk.template(name);
  const bindings = bindingsOf(tag, 'with');
  const values = bindings.map(({ value }) => (value ? evaluated(value, walk) : nothing));
  const inside = hasFlag(tag.header, 'only') ? walk.scope.alone : walk.scope.inside;
  inside.call(walk.scope, () => {
    for (const [index, binding] of bindings.entries()) {
      walk.scope.bind(binding.name.text, values[index] ?? nothing);
    }
    if (template === undefined) walk.seesEverything(name, unknownTemplate);
    else if (template !== null) walk.include(template);
  });
}

function walkExtends(tag: Tag, walk: Walk): void {
  const name = positional(tag.header, 0);
  const template = walk.template(name);
  if (template === undefined) walk.seesEverything(name, unknownTemplate);
  else if (template !== null) walk.extend(template);
}

function walkPartial(tag: Tag, walk: Walk): void {
  const name = wordsOf(tag.header)[0]?.text;
  const definition = partialsOf(walk.body).find((one) => wordsOf(one.header)[0]?.text === name);
  if (definition) walk.once(definition, () => walk.nodes(definition.branches[0]?.body));
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
