import { getRequest, keyText } from '../data/keys.js';
import type { RecordModel } from '../data/model.js';
import type {
  Condition,
  DataRequest,
  GetRequest,
  ListRequest,
  Owner,
  StatsRequest,
  Window,
} from '../data/request.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Range } from '../diagnostics/source-text.js';
import type { NamedArgument, Tag } from '../syntax/ast.js';
import { PENDING } from '../values/value.js';
import { type AttributeFilter, conditionOf, readFilterName, unfit, unrelated } from './attribute-filter.js';
import { literalOf } from './literals.js';
import { type Problem, readParameter } from './parameters.js';
import { type Evaluate, type Pass, RenderFailure, type Scope } from './pass.js';
import {
  attributeName,
  canonical,
  hiddenWindow,
  judgeField,
  parameterNamed,
  type RecordTag,
} from './record-parameters.js';
import { recordsIn } from './relation-filter.js';

const day = 24 * 60 * 60 * 1000;

/** One use of a record tag in a template, compiled. */
export interface RecordUse {
  readonly definition: RecordTag;
  readonly tag: Tag;
  readonly given: readonly { readonly node: NamedArgument; readonly value: Evaluate | undefined }[];
  diagnose(problem: Problem, range: Range): Diagnostic;
}

/** Ends the render: what the template asks for cannot be asked. */
export function refuse(use: RecordUse, problem: Problem, range: Range = use.tag.open): never {
  const diagnostic = use.diagnose(problem, range);
  throw new RenderFailure(() => diagnostic, diagnostic.message);
}

/** What the arguments of one use come to for one receiver. */
export interface Chosen {
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly where: readonly Condition[];
  /** Absent: everybody's. */
  readonly owner: Owner | undefined;
}

interface Choosing {
  readonly parameters: Map<string, unknown>;
  readonly where: Condition[];
  /** A filter has no value: nothing can match. */
  empty: boolean;
  /** A value is still to come. */
  waiting: boolean;
}

/**
 * Reads the arguments of one use for one receiver.
 *
 * @returns pending while an argument is; undefined where a filter without a value makes it match nothing
 */
export function choose(use: RecordUse, pass: Pass): Chosen | typeof PENDING | undefined {
  const chosen: Choosing = { parameters: new Map(), where: [], empty: false, waiting: false };
  for (const { node, value } of use.given)
    if (value !== undefined) chooseOne(use, node, value(pass), chosen, pass);
  if (chosen.waiting) return PENDING;
  const hidden = hiddenWindow(
    use.definition,
    (name) => chosen.parameters.has(name),
    (_, attribute) => mayRead(attribute, pass),
  );
  if (hidden) refuse(use, hidden);
  const owner = ownerFor(use, chosen.parameters.get('scope') as Scope | undefined, pass);
  return chosen.empty ? undefined : { parameters: chosen.parameters, where: chosen.where, owner };
}

function chooseOne(use: RecordUse, node: NamedArgument, value: unknown, chosen: Choosing, pass: Pass): void {
  if (value === PENDING) {
    chosen.waiting = true;
    return;
  }
  const { definition } = use;
  const name = node.name.text;
  const range = node.value ?? node;
  const parameter = parameterNamed(definition, name);
  if (parameter !== undefined) {
    const checked = readParameter(parameter, value);
    const wrong =
      'problem' in checked
        ? checked.problem
        : judgeField(definition, name, String(checked.value), (_, attribute) => mayRead(attribute, pass));
    if (wrong) refuse(use, wrong, range);
    if ('value' in checked) chosen.parameters.set(name, checked.value);
    return;
  }
  const filter = readFilterName(definition.entity, attributeName(definition, name));
  if ('problem' in filter) refuse(use, filter.problem, node.name);
  else chooseFilter(use, node, filter, value, chosen, pass);
}

/** @param attribute as the policy calls it: `deal.value` */
export function mayRead(attribute: string, { readable }: Pass): boolean {
  const [kind = '', ...name] = attribute.split('.');
  return readable?.(kind as RecordModel['name'], name.join('.')) ?? true;
}

function chooseFilter(
  use: RecordUse,
  node: NamedArgument,
  filter: AttributeFilter,
  value: unknown,
  chosen: Choosing,
  pass: Pass,
): void {
  const name = node.name.text;
  const range = node.value ?? node;
  const condition = conditionOf(filter, value, pass);
  if (condition === undefined) {
    chosen.empty = true;
    if (filter.related && recordsIn(value)) {
      const wants = `a ${filter.related.relation.entity} with a key`;
      pass.report(node, () => use.diagnose({ code: 'filter-value-type', params: { name, wants } }, range));
      return;
    }
    const suffix = `__${filter.lookup}`;
    const attribute = name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
    pass.report(node, () => use.diagnose({ code: 'empty-filter-value', params: { name, attribute } }, node));
    return;
  }
  if ('problem' in condition) refuse(use, condition.problem, range);
  else chosen.where.push(condition);
  // What is written out was told when the template was checked.
  if (node.value && literalOf(node.value)) return;
  const better = unrelated(filter, value);
  if (better !== undefined)
    pass.report(node, () => use.diagnose({ code: 'relation-needs-record', params: { name, better } }, range));
  const wants = 'value' in condition ? unfit(filter, condition.value, pass.timeZone) : undefined;
  if (wants === undefined) return;
  pass.report(node, () => use.diagnose({ code: 'filter-value-type', params: { name, wants } }, range));
}

/** Whose records they are; undefined for everybody's, and for records that nobody owns. */
function ownerFor(use: RecordUse, given: Scope | undefined, pass: Pass): Owner | undefined {
  if (parameterNamed(use.definition, 'scope') === undefined) return undefined;
  const scope = given ?? 'receiver';
  if (!pass.scopes.has(scope)) refuse(use, { code: 'scope-not-allowed', params: { scope } });
  if (scope === 'all') return undefined;
  const keys = scope === 'company' ? pass.owner?.company : pass.owner?.contact;
  if (keys === undefined)
    return refuse(use, { code: 'no-receiver', params: { tag: use.definition.name, scope } });
  return { entity: scope === 'company' ? 'company' : 'contact', ...keys };
}

/** The request of one use for one receiver: pending while an argument is, undefined where nothing is asked. */
export function requestOf(use: RecordUse, pass: Pass): DataRequest | typeof PENDING | undefined {
  const chosen = choose(use, pass);
  if (chosen === PENDING || chosen === undefined) return chosen;
  return use.definition.binds === 'numbers'
    ? numbersRequest(use, chosen, pass)
    : recordsRequest(use, chosen, pass);
}

/** The request for the records of one use; undefined where no records are wanted. */
export function recordsRequest(
  { definition }: RecordUse,
  chosen: Chosen,
  pass: Pass,
): ListRequest | GetRequest | undefined {
  const { parameters, where, owner } = chosen;
  if (definition.binds === 'one' && owner === undefined) {
    const byKey = keyed(definition, where);
    if (byKey) return byKey;
  }
  const count = parameters.get('count') as number | undefined;
  if (count === 0) return undefined;
  const filterBy = dateFieldOf(definition, chosen);
  return {
    kind: 'list',
    entity: definition.entity,
    ...scoped(definition, chosen, pass),
    order: {
      field: canonical(definition.entity, String(parameters.get('order_by') ?? filterBy)),
      direction: (parameters.get('order') ?? -1) as 1 | -1,
    },
    limit: definition.binds === 'one' ? 1 : Math.min(count ?? Number.POSITIVE_INFINITY, pass.rowLimit + 1),
  };
}

/** One record that its key alone names is got by it: no source has to look through all of them. */
function keyed({ entity }: RecordTag, where: readonly Condition[]): GetRequest | undefined {
  const [condition, more] = where;
  const key = condition?.path.length === 1 && condition.lookup === 'exact' ? condition.path[0] : undefined;
  const value = more === undefined ? keyText(condition?.value) : undefined;
  return (key === 'id' || key === 'custom_id') && value !== undefined
    ? getRequest(entity, key, value)
    : undefined;
}

/** The request for numbers over all the records that a use without order and count is about. */
export function numbersRequest({ definition }: RecordUse, chosen: Chosen, pass: Pass): StatsRequest {
  const of = chosen.parameters.get('of');
  return {
    kind: 'stats',
    entity: definition.entity,
    ...scoped(definition, chosen, pass),
    ...(of !== undefined && { of: canonical(definition.entity, String(of)) }),
    dateField: dateFieldOf(definition, chosen),
  };
}

const dateFieldOf = ({ entity, dateField }: RecordTag, { parameters }: Chosen): string =>
  canonical(entity, String(parameters.get('filter_by') ?? dateField));

/** What every request for several records says: whose, which, and of when. */
function scoped(definition: RecordTag, chosen: Chosen, pass: Pass) {
  const { owner, where } = chosen;
  const window = windowOf(definition, chosen, pass);
  return { ...(owner && { owner }), where, ...(window && { window }), timeZone: pass.timeZone };
}

function windowOf(definition: RecordTag, chosen: Chosen, pass: Pass): Window | undefined {
  const days = chosen.parameters.get('for_last_days') as number | undefined;
  if (days === undefined) return undefined;
  const now = pass.now.toMillis();
  const then = now - days * day;
  return {
    field: dateFieldOf(definition, chosen),
    from: Math.min(now, then),
    to: Math.max(now, then),
  };
}
