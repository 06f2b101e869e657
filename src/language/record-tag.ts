import { models } from '../data/entities.js';
import { fieldNamed, isStandardName } from '../data/fields.js';
import type { Entity } from '../data/model.js';
import type { Condition, ListRequest, Owner } from '../data/request.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Range } from '../diagnostics/source-text.js';
import type { NamedArgument, Tag } from '../syntax/ast.js';
import { BoundList } from '../values/members.js';
import { PENDING, type Value } from '../values/value.js';
import { conditionOf, readFilterName } from './attribute-filter.js';
import { dataTagHeader, type Parameter } from './data-tag.js';
import type { Example } from './filter.js';
import { argumentsOf, asName } from './headers.js';
import { literalOf } from './literals.js';
import { type Problem, readParameter } from './parameters.js';
import { type Evaluate, type Pass, RenderFailure, type Scope } from './pass.js';
import type { TagChecker, TagCompiler, TagDefinition } from './tag.js';

const day = 24 * 60 * 60 * 1000;
const scopes: readonly Scope[] = ['receiver', 'company', 'all'];

/** A data tag over one kind of record: `deals`, `deal`, and later products and events. */
export interface RecordTag {
  readonly name: string;
  readonly entity: Entity;
  readonly doc: string;
  readonly example: Example | readonly Example[];
  /** `list` binds a list, `one` the first record or null. */
  readonly binds: 'list' | 'one';
  /** The field of the window, and of the order where none is given. */
  readonly dateField: string;
  readonly parameters: readonly Parameter[];
  /** Attributes of which one use must give at least one. */
  readonly requires?: readonly string[];
}

export const scopeParameter: Parameter = {
  name: 'scope',
  type: 'string',
  choices: scopes,
  default: 'receiver',
  doc: "whose records: the receiver's, those of the receiver's company, or all; the last two where the policy allows them",
};

/** `for_last_days`, `filter_by`, `order_by`, `order`, `count`: the parameters of every list of records. */
export function listParameters(dateField: string): readonly Parameter[] {
  return [
    {
      name: 'for_last_days',
      type: 'integer',
      not: 0,
      doc: 'a window of so many times 24 hours that ends now, both ends included; a negative number looks ahead',
    },
    {
      name: 'count',
      type: 'integer',
      min: 0,
      doc: 'at most so many, after ordering; all of them without it',
    },
    {
      name: 'filter_by',
      type: 'field',
      default: dateField,
      doc: 'the date field that the window is tested on',
    },
    {
      name: 'order_by',
      type: 'field',
      doc: "the attribute to order by, custom ones too; filter_by's field without it; empty values come last",
    },
    {
      name: 'order',
      type: 'integer',
      choices: [1, -1],
      default: -1,
      doc: '1 oldest or smallest first, -1 newest or largest first',
    },
    scopeParameter,
  ];
}

/** Turns the definition of a record tag into a tag. */
export function recordTag(definition: RecordTag): TagDefinition {
  return {
    name: definition.name,
    library: 'snippetry',
    doc: definition.doc,
    example: definition.example,
    header: dataTagHeader(definition.parameters, 'any'),
    binds: (tag) => {
      const name = asName(tag.header);
      return name ? [{ name: name.text, range: name, reach: 'rest', data: true }] : [];
    },
    prints: false,
    captures: false,
    check: (tag, checker) => checkUse(definition, tag, checker),
    compile: (tag, compiler) => compileUse(definition, tag, compiler),
  };
}

// ---------------------------------------------------------------- checking

function checkUse(definition: RecordTag, tag: Tag, checker: TagChecker): void {
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

const parameterNamed = (definition: RecordTag, name: string): Parameter | undefined =>
  definition.parameters.find((parameter) => parameter.name === name);

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

function judgeDateField(definition: RecordTag, name: string): Problem | undefined {
  const model = models[definition.entity];
  const field = fieldNamed(model, name);
  if (field === undefined || field.type === 'date' || field.type === 'datetime') return undefined;
  const dates = model.fields
    .filter(({ type }) => type === 'date' || type === 'datetime')
    .map((one) => one.name);
  return { code: 'not-a-date-field', params: { name: 'filter_by', field: name, dates } };
}

// --------------------------------------------------------------- compiling

interface Argument {
  readonly node: NamedArgument;
  readonly value: Evaluate | undefined;
}

function compileUse(definition: RecordTag, tag: Tag, compiler: TagCompiler): (pass: Pass) => string {
  const compiled = argumentsOf(tag.header).named.map((node) => ({
    node,
    value: node.value && compiler.value(node.value, 'argument'),
  }));
  const name = asName(tag.header);
  const slot = compiler.bind(name?.text ?? '');
  const fail = (problem: Problem, range: Range): never => {
    const diagnostic = compiler.diagnose(problem.code, problem.params as never, range);
    throw new RenderFailure(() => diagnostic, diagnostic.message);
  };
  const nothing: Value = definition.binds === 'one' ? null : new BoundList();
  return (pass) => {
    const request = requestOf(definition, tag, compiled, pass, compiler, fail);
    const answer = request === PENDING ? PENDING : request === undefined ? nothing : pass.ask(request);
    pass.slots[slot] = Array.isArray(answer) ? bound(definition, answer, pass, tag, fail) : answer;
    return '';
  };
}

function bound(
  definition: RecordTag,
  rows: readonly Value[],
  pass: Pass,
  tag: Tag,
  fail: (problem: Problem, range: Range) => never,
): Value {
  if (definition.binds === 'one') return rows[0] ?? null;
  if (rows.length > pass.rowLimit) {
    fail({ code: 'too-many-rows', params: { tag: definition.name, limit: pass.rowLimit } }, tag.open);
  }
  pass.countRows(rows.length);
  return rows;
}

/** The request of one use for one receiver; undefined where a filter without a value makes it match nothing. */
function requestOf(
  definition: RecordTag,
  tag: Tag,
  given: readonly Argument[],
  pass: Pass,
  compiler: TagCompiler,
  fail: (problem: Problem, range: Range) => never,
): ListRequest | typeof PENDING | undefined {
  const chosen = new Map<string, unknown>();
  const where: Condition[] = [];
  let waiting = false;
  let empty = false;
  for (const { node, value: evaluate } of given) {
    const parameter = parameterNamed(definition, node.name.text);
    if (evaluate === undefined) continue;
    const value = evaluate(pass);
    if (value === PENDING) {
      waiting = true;
      continue;
    }
    if (parameter !== undefined) {
      const checked = readParameter(parameter, value);
      if ('problem' in checked) fail(checked.problem, node);
      else chosen.set(parameter.name, checked.value);
      continue;
    }
    const filter = readFilterName(definition.entity, node.name.text);
    if ('problem' in filter) {
      fail(filter.problem, node.name);
      continue;
    }
    const condition = conditionOf(filter, value, pass);
    if (condition === undefined) {
      empty = true;
      pass.report(node, () => compiler.diagnose('empty-filter-value', { name: node.name.text }, node));
    } else if ('problem' in condition) fail(condition.problem, node);
    else where.push(condition);
  }
  if (waiting) return PENDING;
  const scope = (chosen.get('scope') ?? 'receiver') as Scope;
  const owner = ownerFor(definition, scope, pass, (problem) => fail(problem, tag.open));
  if (empty || chosen.get('count') === 0) return undefined;
  return listRequest(definition, chosen, where, owner, pass, (problem) => fail(problem, tag.open));
}

function ownerFor(
  definition: RecordTag,
  scope: Scope,
  pass: Pass,
  fail: (problem: Problem) => never,
): Owner | undefined {
  if (!pass.scopes.has(scope)) fail({ code: 'scope-not-allowed', params: { scope } });
  if (scope === 'all') return undefined;
  const keys = scope === 'company' ? pass.owner?.company : pass.owner?.contact;
  if (keys === undefined) return fail({ code: 'no-receiver', params: { tag: definition.name, scope } });
  return { entity: scope === 'company' ? 'company' : 'contact', ...keys };
}

function listRequest(
  definition: RecordTag,
  chosen: ReadonlyMap<string, unknown>,
  where: readonly Condition[],
  owner: Owner | undefined,
  pass: Pass,
  fail: (problem: Problem) => never,
): ListRequest {
  const filterBy = String(chosen.get('filter_by') ?? definition.dateField);
  const wrong = judgeDateField(definition, filterBy);
  if (wrong) fail(wrong);
  const days = chosen.get('for_last_days') as number | undefined;
  const now = pass.now.toMillis();
  const count = chosen.get('count') as number | undefined;
  const limit =
    definition.binds === 'one' ? 1 : Math.min(count ?? Number.POSITIVE_INFINITY, pass.rowLimit + 1);
  return {
    kind: 'list',
    entity: definition.entity,
    ...(owner && { owner }),
    where,
    ...(days !== undefined && {
      window: { field: filterBy, from: Math.min(now, now - days * day), to: Math.max(now, now - days * day) },
    }),
    order: {
      field: String(chosen.get('order_by') ?? filterBy),
      direction: (chosen.get('order') ?? -1) as 1 | -1,
    },
    limit,
    timeZone: pass.timeZone,
  };
}
