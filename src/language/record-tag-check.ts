import { models } from '../data/entities.js';
import { isStandardName } from '../data/fields.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Range } from '../diagnostics/source-text.js';
import type { NamedArgument, Tag } from '../syntax/ast.js';
import { readFilterName } from './attribute-filter.js';
import { argumentsOf } from './headers.js';
import { literalOf } from './literals.js';
import { type Problem, readParameter } from './parameters.js';
import { judgeDateField, parameterNamed, type RecordTag } from './record-parameters.js';
import type { TagChecker } from './tag.js';

/** What one use of a record tag has wrong, as far as its text tells. */
export function checkRecordTag(definition: RecordTag, tag: Tag, checker: TagChecker): void {
  const { named } = argumentsOf(tag.header);
  const report = (problem: Problem, range: Range) =>
    checker.report(problem.code, problem.params as never, range);
  for (const argument of named) {
    const name = argument.name.text;
    const parameter = parameterNamed(definition, name);
    if (parameter === undefined) {
      const problem = judgeAttribute(definition, argument);
      if (problem) reportName(problem, argument.name, checker);
      continue;
    }
    const literal = argument.value && literalOf(argument.value);
    if (literal === undefined) continue;
    const checked = readParameter(parameter, literal.value);
    if ('problem' in checked) report(checked.problem, argument.value ?? argument);
    else if (name === 'scope' && !checker.allows('scope', String(checked.value))) {
      report({ code: 'scope-not-allowed', params: { scope: String(checked.value) } }, argument);
    } else if (name === 'filter_by') {
      const problem = judgeDateField(definition, String(checked.value));
      if (problem) report(problem, argument.value ?? argument);
    }
  }
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

/** A parameter that is misspelt can be mended by its name alone. */
function reportName({ code, params }: Problem, { start, end }: Range, checker: TagChecker): void {
  const { nearest: meant } = params as { readonly nearest?: unknown };
  const mended = code === 'unknown-parameter' && typeof meant === 'string';
  const range = { start, end };
  checker.report(code, params as never, range, mended ? { fix: [{ range, text: meant }] } : {});
}

/** What is wrong with `name=value` where `name` is no parameter, as far as the name tells. */
function judgeAttribute(definition: RecordTag, { name, value }: NamedArgument): Problem | undefined {
  const model = models[definition.entity];
  if (!name.text.includes('__') && !isStandardName(model, name.text)) {
    const meant = nearest(
      name.text,
      definition.parameters.map((parameter) => parameter.name),
      2,
    );
    if (meant !== undefined || value === undefined) {
      return { code: 'unknown-parameter', params: { name: name.text, tag: definition.name, nearest: meant } };
    }
  }
  if (value === undefined) return { code: 'parameter-without-value', params: { name: name.text } };
  const filter = readFilterName(definition.entity, name.text);
  return 'problem' in filter ? filter.problem : undefined;
}
