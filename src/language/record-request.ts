import type { Condition, ListRequest, Owner } from '../data/request.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Range } from '../diagnostics/source-text.js';
import type { NamedArgument, Tag } from '../syntax/ast.js';
import { PENDING } from '../values/value.js';
import { conditionOf, readFilterName } from './attribute-filter.js';
import { type Problem, readParameter } from './parameters.js';
import { type Evaluate, type Pass, RenderFailure, type Scope } from './pass.js';
import { judgeDateField, parameterNamed, type RecordTag } from './record-parameters.js';

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

/** What the arguments come to for one receiver. */
interface Chosen {
  readonly parameters: Map<string, unknown>;
  readonly where: Condition[];
  /** A filter has no value: nothing can match. */
  empty: boolean;
  /** A value is still to come. */
  waiting: boolean;
}

/**
 * The request of one use for one receiver.
 *
 * @returns pending while an argument is; undefined where a filter without a value makes it match nothing
 */
export function requestOf(use: RecordUse, pass: Pass): ListRequest | typeof PENDING | undefined {
  const chosen: Chosen = { parameters: new Map(), where: [], empty: false, waiting: false };
  for (const { node, value } of use.given)
    if (value !== undefined) choose(use, node, value(pass), chosen, pass);
  if (chosen.waiting) return PENDING;
  const scope = (chosen.parameters.get('scope') ?? 'receiver') as Scope;
  const owner = ownerFor(use, scope, pass);
  if (chosen.empty || chosen.parameters.get('count') === 0) return undefined;
  return listRequest(use, chosen, owner, pass);
}

function choose(use: RecordUse, node: NamedArgument, value: unknown, chosen: Chosen, pass: Pass): void {
  const name = node.name.text;
  if (value === PENDING) {
    chosen.waiting = true;
    return;
  }
  const parameter = parameterNamed(use.definition, name);
  if (parameter !== undefined) {
    const checked = readParameter(parameter, value);
    if ('problem' in checked) refuse(use, checked.problem, node.value ?? node);
    else chosen.parameters.set(name, checked.value);
    return;
  }
  const filter = readFilterName(use.definition.entity, name);
  if ('problem' in filter) refuse(use, filter.problem, node.name);
  const condition = conditionOf(filter, value, pass);
  if (condition === undefined) {
    chosen.empty = true;
    pass.report(node, () => use.diagnose({ code: 'empty-filter-value', params: { name } }, node));
  } else if ('problem' in condition) refuse(use, condition.problem, node.value ?? node);
  else chosen.where.push(condition);
}

function ownerFor(use: RecordUse, scope: Scope, pass: Pass): Owner | undefined {
  if (!pass.scopes.has(scope)) refuse(use, { code: 'scope-not-allowed', params: { scope } });
  if (scope === 'all') return undefined;
  const keys = scope === 'company' ? pass.owner?.company : pass.owner?.contact;
  if (keys === undefined)
    return refuse(use, { code: 'no-receiver', params: { tag: use.definition.name, scope } });
  return { entity: scope === 'company' ? 'company' : 'contact', ...keys };
}

function listRequest(use: RecordUse, chosen: Chosen, owner: Owner | undefined, pass: Pass): ListRequest {
  const { definition } = use;
  const { parameters, where } = chosen;
  const filterBy = String(parameters.get('filter_by') ?? definition.dateField);
  const wrong = judgeDateField(definition, filterBy);
  if (wrong) refuse(use, wrong);
  const days = parameters.get('for_last_days') as number | undefined;
  const now = pass.now.toMillis();
  const count = parameters.get('count') as number | undefined;
  return {
    kind: 'list',
    entity: definition.entity,
    ...(owner && { owner }),
    where,
    ...(days !== undefined && {
      window: { field: filterBy, from: Math.min(now, now - days * day), to: Math.max(now, now - days * day) },
    }),
    order: {
      field: String(parameters.get('order_by') ?? filterBy),
      direction: (parameters.get('order') ?? -1) as 1 | -1,
    },
    limit: definition.binds === 'one' ? 1 : Math.min(count ?? Number.POSITIVE_INFINITY, pass.rowLimit + 1),
    timeZone: pass.timeZone,
  };
}
