import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Range } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { Example, FilterDefinition } from '../language/filter.js';
import { literalOf } from '../language/literals.js';
import type { TagChecker } from '../language/tag.js';
import type { Condition, Filtered, Tag, Template } from '../syntax/ast.js';
import { walk } from '../syntax/walk.js';
import { checkAttributes } from './attributes.js';
import { foreignFilters } from './foreign-filters.js';
import type { Allows } from './policy.js';

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** Those that hold as long as a root's name stands for the root: no other template binds it. */
  readonly byRoot: ReadonlyMap<Diagnostic, string>;
}

/**
 * What a template's names and arguments have wrong, all of it: filters that do not exist or get the wrong
 * arguments, what each tag says of its own use, what the policy refuses.
 */
export function check(template: Template, language: Language, allows: Allows, django: boolean): Checked {
  const diagnostics: Diagnostic[] = [];
  const { source } = template;
  const checker: TagChecker = {
    source,
    django,
    template,
    allows,
    report: (code, params, range, more) =>
      diagnostics.push(diagnose(code, params, { source, range, related: more?.related, fix: more?.fix })),
  };
  const blocks = new Map<string, Tag>();
  walk(template, {
    tag(tag) {
      checkTag(tag, language, checker);
      if (tag.name === 'block') checkBlock(tag, blocks, checker);
    },
    condition: (condition) => checkComparison(condition, checker),
    expression(expression) {
      if (expression.kind === 'filtered') checkFilter(expression, language, checker);
    },
  });
  const byRoot = new Map<Diagnostic, string>();
  if (!allows('attribute', '*')) {
    checkAttributes(template, language, allows, (params, range, root) => {
      const found = diagnose('attribute-not-allowed', params, { source, range });
      diagnostics.push(found);
      if (root !== undefined) byRoot.set(found, root);
    });
  }
  return { diagnostics, byRoot };
}

function checkTag(tag: Tag, language: Language, checker: TagChecker): void {
  const definition = language.tags.get(tag.name);
  if (!checker.allows(definition?.asks ? 'dataTag' : 'tag', tag.name)) {
    checker.report('not-allowed', { what: `the tag "${tag.name}"` }, tag.nameRange);
  }
  definition?.check?.(tag, checker);
}

function checkBlock(tag: Tag, blocks: Map<string, Tag>, checker: TagChecker): void {
  const name = tag.header.shape === 'words' ? tag.header.words[0] : undefined;
  if (name === undefined) return;
  const first = blocks.get(name.text);
  if (first === undefined) blocks.set(name.text, tag);
  else {
    const related = [{ message: 'the first is here', range: first.open, source: checker.source }];
    checker.report('duplicate-block', { name: name.text }, name, { related });
  }
}

/** Filters after which nothing is escaped any more: a fix must not bring them in for what was another word. */
const unescaping: readonly string[] = ['safe', 'safeseq'];

/** What the filter was meant to be: one that takes an argument where one is given, and else none needs. */
function nearFilter({ filter, argument }: Filtered, { filters }: Language): string | undefined {
  const fits = (name: string) => {
    const takes = filters.get(name)?.argument;
    return filters.has(name) && (argument === undefined ? takes?.required !== true : takes !== undefined);
  };
  const foreign = foreignFilters.get(filter.text);
  if (foreign !== undefined && fits(foreign)) return foreign;
  const others = [...filters.keys()].filter((name) => fits(name) && !unescaping.includes(name));
  return nearest(filter.text, others) ?? nearest(filter.text, unescaping.filter(fits), 1);
}

function checkFilter(expression: Filtered, language: Language, checker: TagChecker): void {
  const { filter, argument } = expression;
  const definition = language.filters.get(filter.text);
  if (definition === undefined) {
    const near = nearFilter(expression, language);
    const told = near ?? nearest(filter.text, language.filters.keys());
    checker.report('unknown-filter', { name: filter.text, nearest: told }, filter, replacing(filter, near));
    return;
  }
  if (!checker.allows('filter', filter.text)) {
    checker.report('not-allowed', { what: `the filter "${filter.text}"` }, filter);
  }
  if (definition.argument === undefined && argument !== undefined) {
    const range = { start: filter.end, end: argument.end };
    checker.report('filter-takes-no-argument', { name: filter.text }, argument, {
      fix: [{ range, text: '' }],
    });
  }
  const literal = argument && literalOf(argument);
  const wants = literal && definition.argument?.doubt?.(String(literal.value));
  if (argument !== undefined && wants !== undefined) {
    checker.report('odd-argument', { name: filter.text, wants }, argument);
  }
  if (definition.argument?.required && argument === undefined) {
    checker.report(
      'filter-needs-argument',
      { name: filter.text, argument: definition.argument.name, example: exampleOf(definition) },
      filter,
    );
  }
}

const ordering: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** `count > "5"`: a number in quotes is ordered as a text against texts. */
function checkComparison(condition: Condition, checker: TagChecker): void {
  if (condition.kind !== 'comparison' || !ordering.has(condition.operator)) return;
  for (const side of [condition.left, condition.right]) {
    if (side.kind !== 'string' || !/^-?\d+(?:\.\d+)?$/.test(side.value)) continue;
    const fix = [{ range: side, text: side.value }];
    checker.report('text-in-order', { number: side.value }, side, { fix });
  }
}

function exampleOf({ example, name }: FilterDefinition): string {
  const all = Array.isArray(example) ? (example as readonly Example[]) : [example as Example];
  return (all.find(({ template }) => template.includes(`|${name}:`)) ?? all[0])?.template ?? `|${name}:"…"`;
}

const replacing = (range: Range, text: string | undefined) =>
  text === undefined ? {} : { fix: [{ range, text }] };
