import { models } from '../data/entities.js';
import { isStandardName } from '../data/fields.js';
import type { Edit } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Range } from '../diagnostics/source-text.js';
import type { NamedArgument, Tag } from '../syntax/ast.js';
import {
  type AttributeFilter,
  attributesOf,
  judgeValue,
  readFilterName,
  unfit,
  unrelated,
} from './attribute-filter.js';
import { argumentsOf } from './headers.js';
import { literalOf } from './literals.js';
import { type Problem, readParameter } from './parameters.js';
import {
  attributeName,
  canonical,
  hiddenWindow,
  judgeField,
  knownNames,
  listParameterNames,
  notReadable,
  parameterNamed,
  type RecordTag,
} from './record-parameters.js';
import type { TagChecker } from './tag.js';

/** What one use of a record tag has wrong, as far as its text tells. */
export function checkRecordTag(definition: RecordTag, tag: Tag, checker: TagChecker): void {
  const { named } = argumentsOf(tag.header);
  const report = (problem: Problem, range: Range) =>
    checker.report(problem.code, problem.params as never, range, mended(problem, range, checker));
  for (const argument of named) {
    const name = argument.name.text;
    const parameter = parameterNamed(definition, name);
    if (parameter === undefined) {
      const problem = judgeAttribute(definition, argument);
      if (problem) reportName(problem, argument.name, checker);
      else {
        judgePolicy(definition, argument, checker, report);
        judgeLiteral(definition, argument, checker, report);
      }
      continue;
    }
    const literal = argument.value && literalOf(argument.value);
    if (literal === undefined) continue;
    const checked = readParameter(parameter, literal.value);
    if ('problem' in checked) report(checked.problem, argument.value ?? argument);
    else if (name === 'scope' && !checker.allows('scope', String(checked.value))) {
      report({ code: 'scope-not-allowed', params: { scope: String(checked.value) } }, argument);
    } else {
      const problem = judgeField(definition, name, String(checked.value), checker.allows);
      if (problem) report(problem, argument.value ?? argument);
    }
  }
  const given = (name: string) => named.some((one) => one.name.text === name && one.value !== undefined);
  if (given('convert') && !given('of')) {
    report({ code: 'missing-parameter', params: { tag: definition.name, name: 'of' } }, tag.open);
  }
  const hidden = hiddenWindow(definition, given, checker.allows);
  if (hidden) report(hidden, tag.open);
  const { requires } = definition;
  if (
    requires &&
    !named.some(({ name }) => requires.some((one) => name.text === one || name.text === `${one}__exact`))
  ) {
    report(
      { code: 'missing-parameter', params: { tag: definition.name, name: requires.join('=… or ') } },
      tag.open,
    );
  }
}

/** An attribute that templates may not read tells just as much where records can be picked by it. */
function judgePolicy(
  definition: RecordTag,
  { name }: NamedArgument,
  checker: TagChecker,
  report: (problem: Problem, range: Range) => void,
): void {
  const attribute = attributeName(definition, name.text);
  const filter = readFilterName(definition.entity, attribute);
  if ('problem' in filter) return;
  const written = `${definition.entity}.${canonical(definition.entity, attribute.split('__')[0] ?? '')}`;
  const kept = [written, ...attributesOf(definition.entity, filter.path)].find(
    (one) => !checker.allows('attribute', one),
  );
  if (kept !== undefined) report(notReadable(kept), name);
}

/** An attribute filter's value that is written out: `status="postponed"`. */
function judgeLiteral(
  definition: RecordTag,
  { name, value }: NamedArgument,
  checker: TagChecker,
  report: (problem: Problem, range: Range) => void,
): void {
  const literal = value && literalOf(value);
  const filter = filterOf(definition, name.text);
  if (literal === undefined || literal.value === '' || 'problem' in filter) return;
  const judged = judgeValue(filter, literal.value);
  const wants = unfit(filter, literal.value, 'UTC');
  if ('problem' in judged) report(judged.problem, value ?? name);
  else if (wants !== undefined)
    report({ code: 'filter-value-type', params: { name: name.text, wants } }, value ?? name);
  const better = unrelated(filter, literal.value);
  if (better === undefined || value === undefined) return;
  const written = checker.source.text.slice(value.start, value.end);
  checker.report('relation-needs-record', { name: name.text, better, value: written }, name, {
    fix: [{ range: name, text: better }],
  });
}

const filterOf = (definition: RecordTag, name: string): AttributeFilter | { readonly problem: Problem } =>
  readFilterName(definition.entity, attributeName(definition, name));

/** A parameter or a lookup that is misspelt can be mended by its name alone. */
function reportName({ code, params }: Problem, { start, end }: Range, checker: TagChecker): void {
  const { nearest: meant, lookup } = params as { readonly nearest?: unknown; readonly lookup?: unknown };
  const from = code === 'unknown-lookup' ? end - String(lookup).length : start;
  const isLast = checker.source.text.slice(from, end) === lookup || from === start;
  const fix = typeof meant === 'string' && isLast ? [{ range: { start: from, end }, text: meant }] : [];
  checker.report(code, params as never, { start, end }, { fix });
}

/** A choice that is misspelt, in the quotes that it had. */
function mended(
  { params }: Problem,
  { start, end }: Range,
  { source }: TagChecker,
): { fix?: readonly Edit[] } {
  const { nearest: meant } = params as { readonly nearest?: unknown };
  const quote = source.text.slice(start, start + 1);
  if (typeof meant !== 'string' || (quote !== '"' && quote !== "'")) return {};
  return { fix: [{ range: { start, end }, text: `${quote}${meant}${quote}` }] };
}

/** What is wrong with `name=value` where `name` is no parameter, as far as the name tells. */
function judgeAttribute(definition: RecordTag, { name, value }: NamedArgument): Problem | undefined {
  const model = models[definition.entity];
  const attribute = attributeName(definition, name.text);
  if (value === undefined && definition.filters?.some((one) => one.name === name.text)) {
    return { code: 'parameter-without-value', params: { name: name.text } };
  }
  if (!attribute.includes('__') && !isStandardName(model, attribute)) {
    const meant = nearest(name.text, knownNames(definition), 2);
    if (meant !== undefined || value === undefined || listParameterNames.has(name.text)) {
      return { code: 'unknown-parameter', params: { name: name.text, tag: definition.name, nearest: meant } };
    }
  }
  const filter = filterOf(definition, name.text);
  return 'problem' in filter ? filter.problem : undefined;
}
